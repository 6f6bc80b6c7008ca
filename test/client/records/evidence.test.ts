import assert from "node:assert/strict";
import { evidenceIn } from "../../../client/records/evidence.ts";
import type { Detection, EvidenceStep, Severity } from "../../../server/protocol.ts";

const step = (label: string | null, lines: readonly number[], more: Partial<EvidenceStep> = {}): EvidenceStep => ({
  ...{ label, kind: "record", step: "login", total: lines.length, rule: null, steps: [] },
  records: lines.map((line) => ({
    ...{ source: "sshd", file: "auth.log", line, time: 0, text: "", message: 0, captures: [] },
  })),
  ...more,
});
const detection = (rule: string, severity: Severity, evidence: readonly EvidenceStep[]): Detection => ({
  ...{ id: rule, rule, severity, risk: null, riskParts: [], attack: [], key: [], emit: [], types: [] },
  ...{ time: 0, first: 0, last: 0, evidence, records: [] },
});

describe("evidence in a log", () => {
  it("is every line of every step, with what it is to which rule", () => {
    const inner = step("in", [], { kind: "detection", rule: "guessed", steps: [step(null, [7])] });
    const found = evidenceIn("auth.log", [detection("chain", "high", [step("tries", [3, 4]), inner])]);
    assert.deepEqual([...found.keys()], [3, 4, 7]);
    assert.deepEqual(found.get(3), { severity: "high", of: [{ rule: "chain", severity: "high", step: "tries" }] });
    assert.equal(found.get(7)?.of[0]?.step, "login");
    assert.equal(evidenceIn("other.log", [detection("chain", "high", [step("tries", [3])])]).size, 0);
  });

  it("has the sign of the worst of its detections, and names each rule and step once", () => {
    const twice = detection("calm", "low", [step("a", [3])]);
    const found = evidenceIn("auth.log", [twice, twice, detection("bad", "critical", [step("b", [3])])]);
    assert.equal(found.get(3)?.severity, "critical");
    assert.deepEqual(
      found.get(3)?.of.map(({ rule }) => rule),
      ["bad", "calm"],
    );
  });

  it("is bounded, and the worst is kept", () => {
    const many = Array.from({ length: 20_000 }, (_, line) => line + 10);
    const found = evidenceIn("auth.log", [
      detection("noise", "low", [step(null, many)]),
      detection("bad", "critical", [step(null, [1])]),
    ]);
    assert.equal(found.size, 5_000);
    assert.equal(found.get(1)?.severity, "critical");
  });
});
