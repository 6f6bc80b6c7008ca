/**
 * What a whole replay of a company's logs costs: `samples/company`, all formats, rules, rankings and playbooks, each line also
 * some weeks later, several times over in one process. Prints lines per second of CPU time, also as a share of what it takes to split the same bytes into
 * lines; judges nothing.
 *
 *     node test/bench/intakeCompany.ts [--rounds 5] [--weeks 4]
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

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, weeks: { type: "string", default: "4" } },
});

const root = path.resolve(import.meta.dirname, "../../samples/company");
const listing = listFolder(root);
if (typeof listing === "string") throw new Error(listing);
const model = new Model();
for (const file of listing.files)
  if (file.endsWith(".grove")) model.set(file, fs.readFileSync(path.join(root, file), "utf8"));
const { program } = model.analysis();
const { files } = matchFiles(root, program, listing);
/** The text with its days so many weeks later: 2026-03-02, Mar  2, 02/Mar/2026. */
function later(text: string, weeks: number): string {
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const moved = (month: number, day: number): Date => new Date(Date.UTC(2026, month, day + 7 * weeks));
  const two = (value: number): string => String(value).padStart(2, "0");
  return text.replace(
    /2026-(\d\d)-(\d\d)|\b([A-Z][a-z]{2}) ([ \d]\d)(?= )|(\d\d)\/([A-Z][a-z]{2})\/2026/g,
    (whole, month: string, day: string, name: string, padded: string, slashed: string, between: string) => {
      if (month) {
        const at = moved(Number(month) - 1, Number(day));
        return `2026-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
      }
      const index = names.indexOf(name || between);
      if (index < 0) return whole;
      const at = moved(index, Number(padded || slashed));
      const written = names[at.getUTCMonth()]!;
      return name ? `${written} ${String(at.getUTCDate()).padStart(2)}` : `${two(at.getUTCDate())}/${written}/2026`;
    },
  );
}

const ENCODING = "latin1";
const contents = files.map(({ path: file }) => {
  const bytes = fs.readFileSync(path.join(root, file));
  return file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
});
/** Of a rotated set the last file is the one that goes on. */
const continued = new Set(files.map(({ after }) => after));
for (const [index, { path: file }] of files.entries()) {
  if (continued.has(file)) continue;
  const set: Buffer[] = [];
  for (let at = index; at >= 0; at = files.findIndex((each) => each.path === files[at]!.after))
    set.unshift(contents[at]!);
  const text = Buffer.concat(set).toString(ENCODING);
  const weeks = Array.from({ length: Number(options.weeks) }, (_, week) =>
    Buffer.from(later(text, week + 1), ENCODING),
  );
  contents[index] = Buffer.concat([contents[index]!, ...weeks]);
}

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
