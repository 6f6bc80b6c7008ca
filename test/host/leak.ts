/**
 * A program of its own, run with `--expose-gc`: prints how many bytes are held after 10 replays and after all: 100, or as
 * many as it is told. Every fifth one is cancelled, half of them explain. `leak.ts threads 25`: each of 25 runs in a thread of
 * its own, as in the editor.
 */
import { Replay } from "../../server/engine/replay.ts";
import { drive } from "../../server/host/drive.ts";
import { matchFiles } from "../../server/host/files.ts";
import { listFolder } from "../../server/host/folder.ts";
import { startReplay } from "../../server/host/replay.ts";
import { Model } from "../../server/model/workspace.ts";
import { accepted, failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";

declare const gc: () => void;

const model = new Model();
model.set("a.grove", SSHD + GUESSED);
const { program } = model.analysis();
const lines = Array.from({ length: 500 }, (_, i) => (i % 50 === 0 ? accepted(i) : failed(i)));
const root = folderOf({ "a.log": lines.join("\n") });

async function inside(number: number): Promise<void> {
  const { files } = matchFiles(root, program, listFolder(root));
  const run = new Replay({ program, files, emit: () => undefined, ...(number % 2 === 0 && { explain: {} }) });
  let steps = 0;
  await drive(run, root, files, { cancelled: () => number % 5 === 0 && steps > 1, tick: () => steps++ });
}

async function inThread(number: number): Promise<void> {
  const running = startReplay({ root, program, ...(number % 2 === 0 && { explain: {} }) }, () => {
    if (number % 5 === 0) running.cancel();
  });
  const outcome = await running.outcome;
  if (!outcome.ok) throw new Error(outcome.message);
}

/** Of what only a turn of the event loop lets go, nothing is left. */
async function held(): Promise<number> {
  for (let i = 0; i < 5; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    gc();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const replay = process.argv[2] === "threads" ? inThread : inside;
for (let i = 1; i <= 10; i++) await replay(i);
const after10 = await held();
for (let i = 11; i <= Number(process.argv[3] ?? 100); i++) await replay(i);
const afterAll = await held();
console.log(JSON.stringify({ after10, afterAll }));
