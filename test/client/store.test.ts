/** What the client keeps of a replay. */
import assert from "node:assert/strict";
import { ReplayStore } from "../../client/store.ts";
import type { Rejected, ReplayBatch, Summary } from "../../server/protocol.ts";

const FOLDER = "file:///work";
const line = (kind: Rejected["kind"], number: number): Rejected => ({
  kind,
  file: "auth.log",
  line: number,
  source: "sshd",
  reason: "52 s behind",
  lag: 52_000_000,
  time: 1_000_000,
  arrived: 53_000_000,
  text: "",
});
const batch = (more: Partial<ReplayBatch>): ReplayBatch => ({
  replay: "1",
  detections: [],
  rejected: [],
  runs: [],
  rankings: [],
  unlisted: { detections: {}, rejected: {} },
  progress: null,
  ...more,
});
const NOTHING = { in: 0, released: 0, late: 0, unparsed: 0, filtered: 0, duplicate: 0, ahead: 0 };
const summary = (cancelled: boolean): Summary => ({
  records: NOTHING,
  rules: {
    guessed: {
      detections: 0,
      suppressed: 0,
      keyless: 0,
      ignored: 0,
      forgotten: 0,
      limited: 0,
      cut: 0,
      learned: 0,
      unlearned: 0,
    },
  },
  sources: {},
  files: 1,
  bytes: 0,
  first: null,
  last: null,
  dropped: 0,
  cancelled,
});

describe("the store", () => {
  it("counts what is listed and what is only counted, by kind and by rule", () => {
    const store = new ReplayStore();
    store.begin("1", FOLDER, null);
    store.receive(batch({ rejected: [line("late", 1), line("unparsed", 2)] }));
    store.receive(batch({ unlisted: { detections: { guessed: 7 }, rejected: { late: 169_181 } } }));
    assert.equal(store.rejected.length, 2);
    assert.deepEqual(store.rejectedKinds, { late: 169_182, unparsed: 1 });
    assert.equal(store.rejectedCount, 169_183);
    assert.equal(store.detectionCount, 7);
    assert.equal(store.hitsOf(FOLDER, "guessed"), 7);
  });

  it("drops the batches of a replay that was overtaken", () => {
    const store = new ReplayStore();
    store.begin("2", FOLDER, null);
    store.receive(batch({ rejected: [line("late", 1)] }));
    assert.equal(store.rejectedCount, 0);
  });

  it("keeps what was said of the rules until the next replay has something to say", () => {
    const store = new ReplayStore();
    const counts = { detections: 0, fired: 0, suppressed: 0, keyless: 0, ignored: 0, missed: 0 };
    const brief = { rule: "guessed", text: null, when: "", by: [], ladder: [], nearest: [], ...counts };
    store.begin("1", FOLDER, null);
    assert.deepEqual(store.briefs, []);
    store.finish("1", {
      ok: true,
      summary: summary(false),
      rules: [brief],
      notes: [],
      declared: { sources: {}, rankings: {}, playbooks: {} },
      milliseconds: 1,
    });
    store.begin("2", FOLDER, null);
    assert.deepEqual(store.briefs, [brief]);
    store.receive(batch({ replay: "2", rejected: [line("late", 1)] }));
    assert.deepEqual(store.briefs, []);
  });

  it("says of a stopped replay that it was, and begins the next with nothing counted", () => {
    const store = new ReplayStore();
    store.begin("1", FOLDER, null);
    store.receive(batch({ rejected: [line("late", 1)] }));
    store.finish("1", {
      ok: true,
      summary: summary(true),
      rules: [],
      notes: [],
      declared: { sources: {}, rankings: {}, playbooks: {} },
      milliseconds: 1,
    });
    assert.equal(store.phase, "cancelled");
    store.begin("2", FOLDER, null);
    store.finish("2", {
      ok: true,
      summary: summary(false),
      rules: [],
      notes: [],
      declared: { sources: {}, rankings: {}, playbooks: {} },
      milliseconds: 1,
    });
    assert.deepEqual([store.rejectedCount, store.rejectedKinds], [0, {}]);
  });
});
