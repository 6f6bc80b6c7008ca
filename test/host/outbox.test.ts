/** What a replay hands on in full, and what it only counts. */
import assert from "node:assert/strict";
import type { Detection, ReplayEvent } from "../../server/engine/events.ts";
import { Outbox } from "../../server/host/outbox.ts";
import { startReplay } from "../../server/host/replay.ts";
import { shortened } from "../../server/host/shorten.ts";
import { Model } from "../../server/model/workspace.ts";
import { failed, folderOf, SSHD } from "../kit/folder.ts";

const rejected = (kind: "late" | "unparsed", line: number): ReplayEvent => ({
  kind,
  file: "a.log",
  line,
  source: "sshd",
  reason: "",
  lag: null,
  time: null,
  arrived: null,
  text: "",
});

describe("the outbox of a replay", () => {
  it("lists so many lines of each kind and counts the others", () => {
    const outbox = new Outbox({ detections: 9, rejected: 2 });
    for (let line = 1; line <= 5; line++) outbox.put(rejected("late", line));
    outbox.put(rejected("unparsed", 6));
    const { events, unlisted } = outbox.take();
    assert.deepEqual(
      events.map((event) => "line" in event && event.line),
      [1, 2, 6],
    );
    assert.deepEqual(unlisted, { detections: {}, rejected: { late: 3 } });
  });

  it("begins anew with each post, but remembers what was listed before", () => {
    const outbox = new Outbox({ detections: 9, rejected: 2 });
    for (let line = 1; line <= 2; line++) outbox.put(rejected("late", line));
    assert.equal(outbox.take().events.length, 2);
    outbox.put(rejected("late", 3));
    const { events, unlisted } = outbox.take();
    assert.equal(events.length, 0);
    assert.deepEqual(unlisted.rejected, { late: 1 });
  });
});

describe("the evidence that an outbox hands on", () => {
  const record = (line: number) => ({
    ...{ source: "sshd", file: "a.log", line, time: line, text: "x".repeat(800), message: 0, captures: [] },
  });
  const found = (id: number): ReplayEvent => {
    const records = [1, 2, 3, 4].map(record);
    const step = { label: null, step: "count(failed) >= 4", total: 4, rule: null };
    const detection: Detection = {
      ...{ id: `${id}`, rule: "guessed", severity: "high", risk: null, riskParts: [], attack: [], key: [], emit: [] },
      ...{ types: [], time: 4, first: 1, last: 4 },
      evidence: [{ ...step, kind: "counted", records, steps: [] }],
      records: records.map(({ file, line, time }) => ({ file, line, time })),
    };
    return { kind: "detection", detection };
  };
  const lines = (outbox: Outbox): number[][] =>
    outbox.take().events.flatMap((event) => {
      if (event.kind !== "detection") return [];
      const { evidence, records } = event.detection;
      assert.deepEqual(
        records.map(({ line }) => line),
        evidence[0]!.records.map(({ line }) => line),
      );
      assert.equal(evidence[0]!.total, 4);
      return [records.map(({ line }) => line)];
    });

  it("is whole at first, then its ends, then none; the detections are all there, and it says so", () => {
    // Each has 4,000 characters with what a record costs besides its text, shortened 2,000.
    const outbox = new Outbox({ detections: 6, rejected: 0, evidence: 4_000 });
    for (let id = 1; id <= 7; id++) outbox.put(found(id));
    assert.deepEqual(lines(outbox), [[1, 2, 3, 4], [1, 4], [1, 4], [], [], []]);
    assert.match(
      outbox.note()!.message,
      /of 1 detections it is whole, of 2 there are the first and the last line of each step, of 3 none\./,
    );
  });

  it("says of each detection that lost lines how many it has, of how many, and of which sources", () => {
    const outbox = new Outbox({ detections: 3, rejected: 0, evidence: 2_000 });
    for (let id = 1; id <= 3; id++) outbox.put(found(id));
    const marks = outbox.take().events.map((event) => event.kind === "detection" && event.detection.shortened);
    assert.deepEqual(marks, [undefined, { kept: 0, of: 4, sources: ["sshd"] }, { kept: 0, of: 4, sources: ["sshd"] }]);
  });

  it("is whole where its ends are all of it", () => {
    const { detection } = found(1) as Extract<ReplayEvent, { kind: "detection" }>;
    const [step] = detection.evidence;
    const two = { ...detection, evidence: [{ ...step!, total: 2, records: step!.records.slice(0, 2) }] };
    assert.equal(shortened(two, "ends").shortened, undefined);
    assert.deepEqual(shortened(two, "none").shortened, { kept: 0, of: 2, sources: ["sshd"] });
    assert.deepEqual(shortened(detection, "ends").shortened, { kept: 2, of: 4, sources: ["sshd"] });
  });

  it("is whole where nothing bounds it, and nothing is said", () => {
    const outbox = new Outbox({ detections: 2, rejected: 0 });
    for (let id = 1; id <= 3; id++) outbox.put(found(id));
    assert.deepEqual(lines(outbox), [
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ]);
    assert.equal(outbox.note(), null);
  });
});

describe("a replay whose listener is slow", () => {
  it("waits for it, loses nothing, and is cancelled while it waits", async () => {
    const model = new Model();
    model.set("a.grove", SSHD);
    // The hour comes first, so that every other line is late.
    const lines = [failed(3600), ...Array.from({ length: 60_000 }, () => failed(0))];
    const request = { root: folderOf({ "a.log": `${lines.join("\n")}\n` }), program: model.analysis().program };
    let open: () => void = () => undefined;
    const gate = new Promise<void>((settle) => (open = settle));
    let posts = 0;
    const running = startReplay(request, () => (posts++, gate));
    await new Promise<void>((settle) => {
      const look = (): void => (posts >= 4 ? settle() : void setImmediate(look));
      look();
    });
    running.cancel();
    const outcome = await running.outcome;
    open();
    assert.ok(outcome.ok && outcome.summary.cancelled);
    assert.ok(posts <= 6, `${posts} posts came while none was taken`);
  }).timeout(10_000);
});
