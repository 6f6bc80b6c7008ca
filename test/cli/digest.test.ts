/** What stands at the end of a long report: the worst first, in a line each. */
import assert from "node:assert/strict";
import { Digest } from "../../server/cli/digest.ts";
import { Clock } from "../../server/cli/print.ts";
import type { Detection, EvidenceStep } from "../../server/engine/events.ts";
import type { Severity } from "../../server/model/program.ts";

const SECOND = 1_000_000;

function detection(rule: string, severity: Severity, second: number, records = 1): Detection {
  return {
    id: "",
    rule,
    severity,
    attack: [],
    key: [["ip", "192.0.2.7"]],
    emit: [["user", "ann"]],
    types: ["string"],
    risk: null,
    riskParts: [],
    time: second * SECOND,
    first: second * SECOND,
    last: second * SECOND,
    evidence: [],
    records: Array.from({ length: records }, () => ({ file: "a.log", line: 1, time: second * SECOND })),
  };
}

function linesOf(...detections: Detection[]): readonly string[] {
  const digest = new Digest();
  for (const each of detections) digest.take(each);
  return digest.lines(new Clock("UTC"));
}

const low = Array.from({ length: 5 }, (_, index) => detection(`low${index}`, "low", index));

describe("the digest of a report", () => {
  it("is left out where the report is short, or nothing in it is severe", () => {
    assert.deepEqual(linesOf(detection("r", "critical", 1)), []);
    assert.deepEqual(linesOf(...low, ...low), []);
  });

  it("puts the severest first, of those that with the most evidence, then the earliest", () => {
    const severe = [
      detection("late", "high", 9),
      detection("early", "high", 8),
      detection("broad", "high", 10, 3),
      detection("worst", "critical", 11),
    ];
    assert.deepEqual(linesOf(...low, ...severe), [
      "",
      "Critical and high, worst first",
      "  critical  worst  1970-01-01 00:00:11  ip 192.0.2.7, user ann",
      "  high      broad  1970-01-01 00:00:10  ip 192.0.2.7, user ann",
      "  high      early  1970-01-01 00:00:08  ip 192.0.2.7, user ann",
      "  high      late   1970-01-01 00:00:09  ip 192.0.2.7, user ann",
    ]);
  });

  it("says of what rules' detections one is made", () => {
    const step = (rule: string | null, steps: readonly EvidenceStep[] = []): EvidenceStep => ({
      ...{ label: null, kind: rule === null ? "counted" : "detection", step: "", total: 1, records: [], rule, steps },
    });
    // One part has parts of its own: those stand with it.
    const evidence = [step("foothold", [step("web_shell")]), step(null, [step("upload"), step("upload")])];
    const lines = linesOf(...low, { ...detection("theft", "critical", 1), evidence });
    assert.equal(lines[3]!.trim(), "made of foothold, upload");
  });

  it("counts what it does not list, and never forgets the worst of many", () => {
    const many = Array.from({ length: 100 }, (_, index) => detection(`r${index}`, "high", index));
    const lines = linesOf(detection("first", "critical", 1), ...many, detection("last", "critical", 200));
    assert.equal(lines[1], "Critical and high, worst first (90 more above)");
    assert.deepEqual(
      lines.slice(2).map((line) => line.split(/\s+/)[2]),
      ["first", "last", ...Array.from({ length: 10 }, (_, index) => `r${index}`)],
    );
  });
});
