/**
 * Rotated logs in the order in which they were written. Invariant: a set is one log that goes on from file to file; a file
 * is of a set only if its name says so and the same sources read all of it.
 * Where names say the same of two files (`auth.log.1` beside `auth.log.1.gz`), the time of the first record decides.
 */
import path from "node:path";
import { Normalizer } from "../engine/normalize/normalize.ts";
import { ageOf } from "../engine/order/rotation.ts";
import type { ReplayFile } from "../engine/replay.ts";
import type { Program } from "../model/program.ts";
import { readHead } from "./bytes.ts";

const HEAD = 64 * 1024;

/** The files, each behind the one that it continues and with its path in `after`. */
export function inTimeOrder(root: string, program: Program, files: readonly ReplayFile[]): ReplayFile[] {
  const sets = new Map<string, { file: ReplayFile; rank: number }[]>();
  for (const file of files) {
    const { set, rank } = ageOf(file.path);
    const key = JSON.stringify([set, file.sources]);
    sets.set(key, [...(sets.get(key) ?? []), { file, rank }]);
  }
  return [...sets.values()].flatMap((set) => {
    const ranks = new Set(set.map(({ rank }) => rank));
    const begun = (file: ReplayFile): number => (ranks.size === set.length ? 0 : firstTime(root, program, file));
    const ordered = set
      .map((each) => ({ ...each, first: begun(each.file) }))
      .sort((a, b) => compare(a.rank, b.rank) || compare(a.first, b.first) || (a.file.path < b.file.path ? -1 : 1));
    return ordered.map(({ file }, index) => (index === 0 ? file : { ...file, after: ordered[index - 1]!.file.path }));
  });
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** Infinity: there is no record at its beginning. */
function firstTime(root: string, program: Program, { path: file, sources }: ReplayFile): number {
  const lines = new Normalizer(program).file(file, sources);
  const splitter = lines.splitter();
  const head = readHead(path.join(root, file), HEAD);
  for (const line of [...splitter.push(head), ...splitter.end()]) {
    const read = lines.normalize(line);
    if (read.kind === "record") return read.record.time;
  }
  return Infinity;
}
