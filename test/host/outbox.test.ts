/** What a replay hands on in full, and what it only counts. */
import assert from "node:assert/strict";
import type { ReplayEvent } from "../../server/engine/events.ts";
import { Outbox } from "../../server/host/outbox.ts";
import { startReplay } from "../../server/host/replay.ts";
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
