import assert from "node:assert/strict";
import { headingOf } from "../../client/learnWords.ts";

const draft = { ok: true, name: "x", source: "", rule: "", lines: 1_200, records: 1_200, reason: null } as const;

describe("what stands above a drafted source", () => {
  it("says of which log it is, and how much of it is read", () => {
    assert.equal(
      headingOf("logs/x.log", draft),
      "// Drafted from logs/x.log: 1,200 of its first 1,200 lines are records.",
    );
  });

  it("stays a comment, whatever the log's name or the reason says", () => {
    const heading = headingOf("x\nrule r {\u2028}.log", { ...draft, records: 1, reason: "no time\r\nevent e" });
    assert.deepEqual(
      heading.split(/[\r\n\u2028\u2029]/).map((line) => line.slice(0, 3)),
      ["// ", "// "],
    );
  });
});
