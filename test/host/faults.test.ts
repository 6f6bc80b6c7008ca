/** What can go wrong around a replay's thread: it is killed, cancelled, or outlived by what it was started with. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import diagnostics from "node:diagnostics_channel";
import path from "node:path";
import type { Worker } from "node:worker_threads";
import type { ReplayEvent, Summary } from "../../server/engine/events.ts";
import { Replay } from "../../server/engine/replay.ts";
import { drive } from "../../server/host/drive.ts";
import { matchFiles } from "../../server/host/files.ts";
import { listFolder } from "../../server/host/folder.ts";
import { startReplay } from "../../server/host/replay.ts";
import type { Program } from "../../server/model/program.ts";
import { Model } from "../../server/model/workspace.ts";
import { accepted, failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";

function programOf(text: string) {
  const model = new Model();
  model.set("a.grove", text);
  return model.analysis().program;
}

const program = programOf(SSHD + GUESSED);
const attack = [failed(1), failed(2), accepted(3)].join("\n");
const seconds = Array.from({ length: 10_000 }, (_, i) => failed(i)).join("\n");
const long = Array.from({ length: 100_000 }, (_, i) => failed(Math.floor(i / 100))).join("\n");

async function through(root: string, rules = program): Promise<Summary> {
  const outcome = await startReplay({ root, program: rules }, () => undefined).outcome;
  assert.ok(outcome.ok);
  return outcome.summary;
}

const isWhole = ({ records: { in: all, ...ways } }: Summary): boolean =>
  all === Object.values(ways).reduce((sum, count) => sum + count, 0);

/** A replay in this thread, cancelled after so many steps. */
function cancelledAfter(root: string, rules: Program, steps: number): Summary {
  const { files } = matchFiles(root, rules, listFolder(root));
  let summary: Summary | null = null;
  const run = new Replay({
    program: rules,
    files,
    emit: (event) => event.kind === "summary" && (summary = event.summary),
  });
  let done = 0;
  drive(run, root, files, { cancelled: () => done >= steps, tick: () => done++ });
  return summary ?? assert.fail("no summary");
}

/** The thread that `start` starts. */
function threadOf(start: () => void): Worker {
  const threads: Worker[] = [];
  const note = (message: unknown): void => void threads.push((message as { readonly worker: Worker }).worker);
  diagnostics.subscribe("worker_threads", note);
  try {
    start();
  } finally {
    diagnostics.unsubscribe("worker_threads", note);
  }
  return threads[0] ?? assert.fail("no thread was started");
}

describe("faults around a replay", function () {
  this.timeout(120_000);

  it("a thread that is killed in the middle: the replay ends once, with words, and the next one works", async () => {
    const root = folderOf({ "a.log": long });
    let seen: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (seen = resolve));
    let running = startReplay({ root: folderOf({}), program }, () => undefined);
    const thread = threadOf(() => {
      running = startReplay({ root, program }, () => seen());
    });
    await begun;
    await thread.terminate();
    const outcome = await running.outcome;
    assert.ok(!outcome.ok);
    assert.match(outcome.message, /^The replay's thread ended \(exit code 1\) before the replay was through/);
    running.cancel();
    assert.equal((await through(folderOf({ "a.log": attack }))).rules["guessed"]!.detections, 1);
  });

  it("cancelled: it ends soon, says of what its numbers are, and the next one goes through", async () => {
    const root = folderOf({ "a.log": long });
    const running = startReplay({ root, program }, () => running.cancel());
    const outcome = await running.outcome;
    assert.ok(outcome.ok);
    assert.deepEqual([outcome.summary.cancelled, isWhole(outcome.summary)], [true, true]);
    const summary = await through(root);
    assert.deepEqual([summary.cancelled, summary.records.in], [false, 100_000]);
  });

  it("cancelled and started again 100 times, each time further on: the account is whole each time", () => {
    const root = folderOf({ "a.log": seconds });
    const counts = Array.from({ length: 100 }, (_, steps) => {
      const summary = cancelledAfter(root, program, steps % 5);
      assert.deepEqual([summary.cancelled, isWhole(summary)], [true, true]);
      return summary.records.in;
    });
    assert.deepEqual(counts.slice(5), counts.slice(0, 95));
    assert.ok(counts[0]! < counts[4]!, `none got further than the first: ${counts.slice(0, 5).join(" ")}`);
  });

  it("rules that change meanwhile: a replay goes on with those that it began with", async () => {
    const root = folderOf({ "a.log": attack });
    const model = new Model();
    model.set("a.grove", SSHD + GUESSED);
    const events: ReplayEvent[] = [];
    const running = startReplay({ root, program: model.analysis().program }, (batch) => events.push(...batch));
    model.set("a.grove", `${SSHD}rule other { severity low  when login }`);
    const changed = model.analysis().program;
    const [outcome, summary] = await Promise.all([running.outcome, through(root, changed)]);
    assert.ok(outcome.ok);
    assert.deepEqual(Object.keys(outcome.summary.rules), ["guessed"]);
    assert.deepEqual(
      events.flatMap((event) => (event.kind === "detection" ? [event.detection.rule] : [])),
      ["guessed"],
    );
    assert.deepEqual(Object.keys(summary.rules), ["other"]);
  });

  it("one log that no rule can be done with says so and loses no line", async () => {
    const root = folderOf({ "a.log": `${attack}\nnot a log line\n${failed(4)}` });
    const summary = await through(root, programOf(`${SSHD}rule everything { severity low  when sshd }`));
    assert.deepEqual([summary.records.in, summary.records.unparsed, isWhole(summary)], [5, 1, true]);
    assert.equal(summary.rules["everything"]!.detections, 4);
  });

  it("100 replays leave no more memory behind than 10", () => noLeak());

  it("nor do those that have a thread each", () => noLeak("threads", "25"));
});

function noLeak(...words: readonly string[]): void {
  const script = path.join(import.meta.dirname, "leak.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", script, ...words], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  const { after10, afterAll } = JSON.parse(stdout) as { readonly after10: number; readonly afterAll: number };
  assert.ok(afterAll <= after10 * 1.05, `${after10} bytes after 10 replays, ${afterAll} after all`);
}
