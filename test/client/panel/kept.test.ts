/** What is kept of a replay over a reload of the window. */
import assert from "node:assert/strict";
import { compare, type Previous } from "../../../client/panel/compare.ts";
import { pack, unpack } from "../../../client/panel/kept.ts";
import { ReplayStore } from "../../../client/store.ts";
import { detection } from "./detection.ts";

const FOLDER = "file:///work";
const previous: Previous = {
  detections: [
    detection("lost", { key: [["ip", "9"]], records: [{ file: "a.log", line: 1, time: 1 }] }),
    detection("same"),
  ],
  rules: new Set(["guessed", "scan"]),
  whole: true,
};

describe("a replay that is kept for the next window", () => {
  it("compares as it did, without its evidence", () => {
    const kept = unpack(pack(FOLDER, previous)!)!;
    assert.equal(kept.folder, FOLDER);
    assert.deepEqual(kept.previous.detections[0]!.records, []);
    const now: Previous = { detections: [detection("same")], rules: previous.rules, whole: true };
    const { marks, gone } = compare(kept.previous, now);
    assert.deepEqual([marks, gone.map(({ id }) => id)], [{}, ["lost"]]);
  });

  it("is none where there would be too many, or where the text is something else", () => {
    const many = Array.from({ length: 20_001 }, (_, i) => detection(`${i}`));
    assert.equal(pack(FOLDER, { ...previous, detections: many }), null);
    for (const text of ["", "{", "null", "[]", '{"format":0}', '{"format":1,"rules":{}}'])
      assert.equal(unpack(text), null, text);
  });

  it("is what the first replay of its folder is compared with, if those two were", () => {
    const summary = {
      records: { in: 0, released: 0, late: 0, unparsed: 0, filtered: 0, duplicate: 0, ahead: 0 },
      ...{ files: 0, bytes: 0, dropped: 0, rules: {}, sources: {}, first: null, last: null, cancelled: false },
    };
    const replay = (store: ReplayStore, folder: string): void => {
      store.begin("1", folder, null);
      const declared = { sources: {}, rankings: {}, playbooks: {} };
      store.finish("1", { ok: true, summary, rules: [], notes: [], declared, milliseconds: 1 });
    };
    const [store, other, late] = [new ReplayStore(), new ReplayStore(), new ReplayStore()];
    for (const each of [store, other]) each.recall(FOLDER, previous, true);
    replay(store, FOLDER);
    assert.deepEqual([store.previous, store.comparing], [previous, true]);
    replay(other, "file:///another");
    assert.equal(other.previous, null);
    replay(late, FOLDER);
    late.recall(FOLDER, previous, true);
    assert.deepEqual([late.previous, late.comparing], [null, false]);
  });
});
