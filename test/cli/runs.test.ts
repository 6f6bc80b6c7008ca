/** What the report says of the runs of playbooks: failures first, and never more than somebody reads. */
import assert from "node:assert/strict";
import type { PlaybookRun, StepTrace } from "../../server/engine/events.ts";
import { Clock } from "../../server/cli/print.ts";
import { RunReport } from "../../server/cli/runs.ts";

const step = (title: string, outcome: StepTrace["outcome"], reason: string | null, attempts = 1): StepTrace => ({
  ...{ kind: "action", label: null, action: "tell", title, each: [], onFailure: false, waited: [] },
  ...{ begin: 0, end: 1000, outcome, reason, once: null, request: null, result: [] },
  attempts: Array.from({ length: attempts }, () => ({ begin: 0, end: 1000, ok: false, status: "x" })),
});

function run(at: number, result: PlaybookRun["result"], steps: readonly StepTrace[] = []): PlaybookRun {
  const time = at * 1_000_000;
  return {
    ...{ id: `${at}`, playbook: "contain", mode: "simulated", error: result === "stopped" ? "it was killed" : null },
    on: { kind: "detection", id: `${at}`, rule: "guessed", severity: "high", key: [["user", `u${at}`]] },
    ...{ raised: time, queued: time, started: time, ended: time, serial: 0, result, steps },
  };
}

function report(runs: readonly PlaybookRun[]): readonly string[] {
  const lines = new RunReport();
  for (const each of runs) lines.take(each);
  return lines.lines(new Clock("UTC"));
}

describe("runs in the report", () => {
  it("that failed come first, however late they are, with the reason", () => {
    const runs = Array.from({ length: 40 }, (_, at) => run(at, "done"));
    const lines = report([
      ...runs,
      run(40, "failed", [step("block(1)", "failed", "no answer", 3)]),
      run(41, "stopped"),
    ]);
    assert.equal(lines[0], "42 playbook runs, simulated: nothing left this machine; 2 failed or stopped");
    assert.match(lines[1]!, /^ {2}00:00:40 {2}contain {2}guessed u40 {2}failed in 0s, 1 step$/);
    assert.equal(lines[2]!.trim(), "block(1): no answer at attempt 3");
    assert.match(lines[3]!, /guessed u41 {2}stopped/);
    assert.equal(lines[4]!.trim(), "it was killed");
    assert.match(lines[5]!, /guessed u0 {2}done/);
    assert.deepEqual(lines.slice(15), ["  ... 30 more; --json lists all", ""]);
  });

  it("are twelve at most, with how many failures are not shown", () => {
    const lines = report(Array.from({ length: 100 }, (_, at) => run(at, at < 50 ? "done" : "failed")));
    assert.equal(lines.filter((line) => line.includes("guessed")).length, 12);
    assert.ok(lines.includes("  ... 88 more, 38 of them failed or stopped; --json lists all"));
  });

  it("show five of their steps that went wrong, failures first, with how many there are more", () => {
    const late = Array.from({ length: 3 }, (_, at) => step(`late${at}`, "done", null, 2));
    const failed = Array.from({ length: 6 }, (_, at) => step(`failed${at}`, "failed", "no"));
    const lines = report([run(0, "failed", [...late, ...failed])]).map((line) => line.trim());
    assert.deepEqual(lines.slice(2, 7), [
      ...["failed0: no", "failed1: no", "failed2: no", "failed3: no", "... 5 more steps, 2 of them failed"],
    ]);
  });
});
