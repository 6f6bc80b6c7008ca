import assert from "node:assert/strict";
import { statusOf } from "../../client/views/statusWords.ts";
import type { Summary } from "../../server/protocol.ts";

const NONE = { ran: 0, failed: 0 };
const done = { phase: "done", detectionCount: 1_234, stale: false, rule: null, summary: null } as const;

describe("the status bar", () => {
  it("is empty before the first replay and the first test", () => {
    assert.equal(statusOf({ ...done, phase: "idle" }, NONE, null).text, "");
  });

  it("says what the last replay found, of which rule, and whether that still holds", () => {
    assert.equal(statusOf(done, NONE, null).text, "$(graph) 1,234 detections");
    const one = { ...done, detectionCount: 1, rule: "guessed" };
    assert.equal(statusOf({ ...one, stale: true }, NONE, null).text, "$(history) 1 detection of guessed");
    assert.equal(statusOf({ ...one, phase: "cancelled" }, NONE, null).text, "$(graph) 1 detection of guessed, stopped");
    assert.equal(statusOf({ ...done, phase: "failed" }, NONE, null).text, "$(error) Replay failed");
  });

  it("says how many lines were read and set aside, and what changed since the replay before", () => {
    const records = { in: 900, released: 890, late: 1, unparsed: 9, filtered: 0, duplicate: 0, ahead: 0 };
    const summary = { records } as Summary;
    const { tooltip } = statusOf({ ...done, summary }, NONE, { marks: { a: "new", b: "new", c: "changed" }, gone: [] });
    assert.deepEqual(tooltip.split("\n").slice(1), [
      "900 lines, 1 late, 9 unparsed",
      "2 new, 1 changed since the replay before",
    ]);
    assert.match(statusOf(done, NONE, { marks: {}, gone: [] }).tooltip, /The same as in the replay before$/);
  });

  it("says that tests fail, also without a replay", () => {
    const { text, tooltip, failing } = statusOf({ ...done, phase: "idle" }, { ran: 9, failed: 2 }, null);
    assert.deepEqual([text, tooltip, failing], ["$(beaker) 2 failing", "2 of 9 tests failed", true]);
    assert.equal(statusOf(done, { ran: 9, failed: 0 }, null).text, "$(graph) 1,234 detections");
  });
});
