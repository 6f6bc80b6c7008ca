import assert from "node:assert/strict";
import fc from "fast-check";
import { compileRegex, type Regex } from "../../../server/engine/terms/regex.ts";

function regex(source: string, flags = ""): Regex {
  const compiled = compileRegex(source, flags);
  if ("problem" in compiled) assert.fail(compiled.problem);
  return compiled;
}

describe("regular expressions", function () {
  this.timeout(20_000);

  it("mean the same to both matchers, whichever the length of the text chooses", () => {
    const piece = fc.constantFrom(
      "a",
      "B",
      ".",
      "\\s",
      "\\w",
      "[^a]",
      "\\d+",
      "a*",
      "(a|bc)",
      "b?",
      "^",
      "$",
      "\\b",
      "[a-c]{1,2}",
    );
    const source = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
    const text = fc.string({
      unit: fc.constantFrom("a", "b", "B", "c", "1", " ", "\n", "\u00a0", "\u2028", "ß", "😀"),
      maxLength: 8,
    });
    const beyond = "\n" + "~".repeat(3_000_000);
    fc.assert(
      fc.property(source, text, fc.constantFrom("", "i", "s", "is"), (pattern, t, flags) => {
        // The same expression with a branch that makes the native matcher unaffordable and matches nothing new.
        const linear = regex(`(?:${pattern})|(?:(?:\\u{10ffff}+)+\\u{10ffff}~~)`, flags);
        assert.equal(regex(pattern, flags).test(t), linear.test(t));
      }),
      { numRuns: 150 },
    );
    assert.equal(regex("a~+$").test("a" + beyond), false);
  });

  it("cannot be made to hang", () => {
    assert.equal(regex("(a+)+$").test("a".repeat(50_000) + "!"), false);
    assert.equal(regex("^(a|a)*$").test("a".repeat(50_000) + "!"), false);
    assert.equal(regex("a.*b.*c.*d").test("abc".repeat(30_000)), false);
  });

  it("are as one writes them for JavaScript", () => {
    assert.equal(regex('\\/etc\\/passwd\\-\\"').test('/etc/passwd-"'), true);
    assert.equal(regex("^[\\]\\-x]+$").test("]-x"), true);
    assert.equal(regex("a{,2}").test("a{,2}"), true);
    assert.equal(regex("(?i)powershell").test("PowerShell"), true);
    assert.equal(regex("^b$", "m").test("a\nb\nc"), true);
  });

  it("capture the first group, or all", () => {
    assert.equal(regex("id=(\\d+)").capture("x id=42 y"), "42");
    assert.equal(regex("\\d+").capture("x id=42 y"), "42");
    assert.equal(regex("id=(\\d+)").capture("none"), null);
    assert.equal(regex("(?:(x+)+)(\\d)").capture("xxx7"), "xxx");
  });

  for (const [source, flags] of [
    ["(?=a)", ""],
    ["(a)\\1", ""],
    ["(", ""],
    [")", ""],
    ["[b-a]", ""],
    ["a**", ""],
    ["*a", ""],
    ["\\A", ""],
    ["a{2000}", ""],
    ["a{3,2}", ""],
    ["[", ""],
    ["\\", ""],
    ["a", "g"],
    ["(".repeat(5000), ""],
  ] as const)
    it(`/${source.slice(0, 10)}/${flags} has a problem in words`, () => {
      const compiled = compileRegex(source, flags);
      assert.ok("problem" in compiled && compiled.problem.length > 10);
    });
});
