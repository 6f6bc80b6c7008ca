/** A replay beside the one before it. */
import assert from "node:assert/strict";
import { compare, type Previous } from "../../../client/panel/compare.ts";
import { ReplayStore } from "../../../client/store.ts";
import type { Detection, ReplayResult } from "../../../server/protocol.ts";
import { detection } from "./detection.ts";

const replay = (detections: readonly Detection[], whole = true, rules = ["guessed", "scan"]): Previous => ({
  detections,
  rules: new Set(rules),
  whole,
});

describe("two replays compared", () => {
  it("tell what is new, gone, changed; what stayed has no mark", () => {
    const before = [detection("same"), detection("louder"), detection("lost", { key: [["ip", "9"]] })];
    const now = [
      detection("same"),
      detection("louder", { severity: "critical" }),
      detection("found", { key: [["ip", "7"]] }),
    ];
    const { marks, gone } = compare(replay(before), replay(now));
    assert.deepEqual(marks, { louder: "changed", found: "new" });
    assert.deepEqual(
      gone.map(({ id }) => id),
      ["lost"],
    );
  });

  it("take the same finding with other evidence as changed, at another time as another", () => {
    const before = [detection("five", { first: 10, time: 50 })];
    assert.deepEqual(compare(replay(before), replay([detection("six", { first: 0, time: 50 })])), {
      marks: { six: "changed" },
      gone: [],
    });
    const later = compare(replay(before), replay([detection("other", { first: 60, time: 90 })]));
    assert.deepEqual([later.marks, later.gone.length], [{ other: "new" }, 1]);
  });

  it("say nothing of rules that were not replayed", () => {
    const one = replay([detection("a")], false, ["guessed"]);
    const all = replay([detection("a"), detection("b", { rule: "scan" })]);
    assert.deepEqual(compare(one, all), { marks: {}, gone: [] });
    assert.deepEqual(compare(all, one), { marks: {}, gone: [] });
  });
});

const idsOf = (previous: Previous | null): string[] | null => previous && previous.detections.map(({ id }) => id);

describe("the store between two replays", () => {
  const RESULT = {
    ...{ ok: true, rules: [], notes: [], declared: { rankings: {}, playbooks: {} }, milliseconds: 1 },
    summary: { cancelled: false, rules: { guessed: {} } },
  } as unknown as ReplayResult;
  const run = (store: ReplayStore, id: string, folder = "file:///a"): void => {
    store.begin(id, folder, null);
    store.receive({
      ...{ replay: id, detections: [detection(id)], rejected: [], runs: [], rankings: [], progress: null },
      unlisted: { detections: {}, rejected: {} },
    });
    store.finish(id, RESULT);
  };

  it("keeps the one before of the same folder, once the new one has ended", () => {
    const store = new ReplayStore();
    run(store, "1");
    assert.deepEqual(idsOf(store.previous), null);
    run(store, "2");
    assert.deepEqual(idsOf(store.previous), ["1"]);
    run(store, "3", "file:///b");
    assert.deepEqual(idsOf(store.previous), null);
  });

  it("compares only where there is something to compare with", () => {
    const store = new ReplayStore();
    run(store, "1");
    store.compare();
    assert.equal(store.comparing, false);
    run(store, "2");
    store.compare();
    assert.equal(store.comparing, true);
  });

  it("still has it when a replay between was stopped", () => {
    const store = new ReplayStore();
    run(store, "1");
    run(store, "2");
    store.begin("3", "file:///a", null);
    store.finish("3", null);
    run(store, "4");
    assert.deepEqual(idsOf(store.previous), ["2"]);
  });
});
