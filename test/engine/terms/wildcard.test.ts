import assert from "node:assert/strict";
import fc from "fast-check";
import { wildcardMatcher } from "../../../server/engine/terms/wildcard.ts";

/** The same pattern as a regular expression, on short texts. */
function oracle(pattern: string, text: string): boolean {
  const source = [...pattern].map((c) =>
    c === "*" ? "[^]*" : c === "?" ? "[^]" : `\\u{${c.codePointAt(0)!.toString(16)}}`,
  );
  return new RegExp(`^${source.join("")}$`, "u").test(text);
}

describe("wildcards", () => {
  for (const [pattern, text, expected] of [
    ["*DownloadString*", "IEX DownloadString(x)", true],
    ["cmd?exe", "cmd.exe", true],
    ["cmd?exe", "cmdexe", false],
    ["a*b*a", "aba", true],
    ["a*a", "a", false],
    ["", "", true],
    ["", "x", false],
    ["*", "", true],
    ["?", "😀", true],
    ["*?", "😀", true],
    ["[a]*", "[a]b", true],
  ] as const)
    it(`${JSON.stringify(pattern)} ${expected ? "matches" : "does not match"} ${JSON.stringify(text)}`, () => {
      assert.equal(wildcardMatcher(pattern)(text), expected);
    });

  it("agrees with regular expressions", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", "😀"), maxLength: 7 });
    const text = fc.string({ unit: fc.constantFrom("a", "b", "😀"), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (p, t) => assert.equal(wildcardMatcher(p)(t), oracle(p, t))),
      { numRuns: 2000 },
    );
  });

  it("stays quick where backtracking would not", () => {
    assert.equal(wildcardMatcher("*a".repeat(30) + "*b")("a".repeat(100_000)), false);
  });
});
