/** Regular expressions that can hang, beside the judgement of recheck, which searches for attacks by other means. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { checkSync } from "recheck";
import { regexFault } from "../../server/model/regex.ts";

const EXPONENTIAL = [
  "^(a+)+$",
  "^(a*)*b$",
  "^(a|a)*$",
  "^(a|aa)+$",
  "^(\\w+\\s?)*$",
  "^([a-z]+)*=",
  "^(x+x+)+y$",
  "^(a|b|ab)*c$",
  "^(?:x(?:a?|b?))*y$",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "^(\\d+|\\w)*!$",
  "^(a+){2,}$",
];

const SAFE = [
  "^\\w+(\\s\\w+)*$",
  "^(\\d{1,3}\\.){3}\\d{1,3}$",
  "^([a-f0-9]{32})+$",
  "^(foo|bar|baz)*$",
  "^[^@]+@[^@]+$",
  "^(a?b)+$",
  "^(?:\\d+\\.)+$",
  "^failed (password|publickey) for \\S+$",
];

describe("regular expressions", function () {
  this.timeout(20_000);
  for (const source of EXPONENTIAL) {
    it(`can hang: /${source}/`, () => {
      assert.equal(regexFault(source, "")?.code, "unsafe-regex");
      assert.equal(recheck(source), "exponential");
    });
  }

  for (const source of SAFE) {
    it(`cannot: /${source}/`, () => {
      assert.equal(regexFault(source, ""), null);
      assert.notEqual(recheck(source), "exponential");
    });
  }

  it("hang regardless of case where case does not count", () => {
    assert.equal(regexFault("^(a|A)*$", ""), null);
    assert.equal(regexFault("^(a|A)*$", "i")?.code, "unsafe-regex");
  });

  it("are judged in bounded time, whatever they are", () => {
    const nested = "(".repeat(60) + "a" + "+)".repeat(60);
    for (const source of [nested, "(a|b)*".repeat(200), `(${"[a-z]|".repeat(200)}x)*`, "((a{0,900}){0,900}){0,900}"])
      regexFault(source, "");
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab(|)*+?{}2,[]^$.\\w"), maxLength: 30 }), (source) => {
        const fault = regexFault(source, "");
        assert.ok(fault === null || fault.code === "unsafe-regex" || fault.code === "invalid-regex");
      }),
    );
  });
});

function recheck(source: string): string {
  const result = checkSync(source, "", { checker: "automaton", timeout: null });
  return result.status === "unknown" ? "unknown" : (result.complexity?.type ?? "safe");
}
