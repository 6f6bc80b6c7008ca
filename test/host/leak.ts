/**
 * A program of its own, run with `--expose-gc`: prints how many bytes are held after 10 replays and after 100. Every fifth one
 * is cancelled, half of them explain.
 */
import { Replay } from "../../server/engine/replay.ts";
import { drive } from "../../server/host/drive.ts";
import { matchFiles } from "../../server/host/files.ts";
import { listFolder } from "../../server/host/folder.ts";
import { Model } from "../../server/model/workspace.ts";
import { accepted, failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";

declare const gc: () => void;

const model = new Model();
model.set("a.grove", SSHD + GUESSED);
const { program } = model.analysis();
const lines = Array.from({ length: 500 }, (_, i) => (i % 50 === 0 ? accepted(i) : failed(i)));
const root = folderOf({ "a.log": lines.join("\n") });

function replay(number: number): void {
  const { files } = matchFiles(root, program, listFolder(root));
  const run = new Replay({ program, files, emit: () => undefined, ...(number % 2 === 0 && { explain: {} }) });
  let steps = 0;
  drive(run, root, files, { cancelled: () => number % 5 === 0 && steps > 1, tick: () => steps++ });
}

/** Of what only a turn of the event loop lets go, nothing is left. */
async function held(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    gc();
  }
  return process.memoryUsage().heapUsed;
}

for (let i = 1; i <= 10; i++) replay(i);
const after10 = await held();
for (let i = 11; i <= 100; i++) replay(i);
const after100 = await held();
console.log(JSON.stringify({ after10, after100 }));
