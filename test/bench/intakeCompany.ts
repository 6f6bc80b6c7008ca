/**
 * What a whole replay of a company's logs costs: `samples/company`, all formats, rules, rankings and playbooks, several times
 * over in one process. Prints lines per second of CPU time, also as a share of what it takes to split the same bytes into
 * lines; judges nothing.
 *
 *     node test/bench/intakeCompany.ts [--rounds 5]
 */
import fs from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { parseArgs } from "node:util";
import { LineSplitter } from "../../server/engine/intake/lines.ts";
import { Replay } from "../../server/engine/replay.ts";
import { matchFiles } from "../../server/host/files.ts";
import { listFolder } from "../../server/host/folder.ts";
import { Model } from "../../server/model/workspace.ts";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "5" } } });

const root = path.resolve(import.meta.dirname, "../../samples/company");
const listing = listFolder(root);
if (typeof listing === "string") throw new Error(listing);
const model = new Model();
for (const file of listing.files)
  if (file.endsWith(".grove")) model.set(file, fs.readFileSync(path.join(root, file), "utf8"));
const { program } = model.analysis();
const { files } = matchFiles(root, program, listing);
const contents = files.map(({ path: file }) => {
  const bytes = fs.readFileSync(path.join(root, file));
  return file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
});

const CHUNK = 256 << 10;

/** Milliseconds of CPU time. */
function spent(run: () => void): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function split(): number {
  let lines = 0;
  for (const bytes of contents) {
    const splitter = new LineSplitter();
    for (let at = 0; at < bytes.length; at += CHUNK) lines += splitter.push(bytes.subarray(at, at + CHUNK)).length;
    lines += splitter.end().length;
  }
  return lines;
}

function replay(): number {
  let detections = 0;
  const emit: ConstructorParameters<typeof Replay>[0]["emit"] = ({ kind }) => {
    if (kind === "detection") detections++;
  };
  const run = new Replay({ program, files, emit });
  const read = contents.map(() => 0);
  do {
    const wanted = run.wants();
    if (wanted === null) continue;
    const from = read[wanted]!;
    read[wanted] = from + CHUNK;
    if (from >= contents[wanted]!.length) run.end(wanted);
    else run.push(wanted, contents[wanted]!.subarray(from, from + CHUNK));
  } while (run.step(2_000));
  return detections;
}

const lines = split();
const cold = spent(replay);
let base = Infinity;
let best = Infinity;
for (let round = 0; round < Number(options.rounds); round++) {
  base = Math.min(base, spent(split));
  best = Math.min(best, spent(replay));
}
const rate = (milliseconds: number): string => `${(lines / milliseconds).toFixed(0)}k lines/s`;
console.log(
  `${lines} lines, ${files.length} files, ${program.rules.length} rules: ${rate(best)} warm, ${rate(cold)} cold; ${(best / base).toFixed(1)} x splitting; ${replay()} detections`,
);
