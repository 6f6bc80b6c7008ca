/**
 * Rotated logs in the order in which they were written. Invariant: a set is one log that goes on from file to file; a file
 * is of a set only if its name says so and the same sources read all of it.
 *
 *     auth.log.2.gz   auth.log.1   auth.log               numbers: the larger, the older; the bare name is the newest
 *     app.log-20260613.gz   app.log-20260614   app.log    dates, also as 2026-06-14 or behind a dot
 *     app-2026-06-13.log   app-2026-06-14.log             and in front of the ending
 *
 * Where names say the same of two files (`auth.log.1` beside `auth.log.1.gz`), the time of the first record decides.
 */
import path from "node:path";
import { Normalizer } from "../engine/normalize/normalize.ts";
import type { ReplayFile } from "../engine/replay.ts";
import type { Program } from "../model/program.ts";
import { readHead } from "./bytes.ts";

interface Age {
  /** The name without what rotation put into it. */
  readonly set: string;
  /** Ascends with the time at which the file was begun; Infinity: nothing was put in, it is the newest. */
  readonly rank: number;
}

const HEAD = 64 * 1024;
const NUMBER = /^(.+)\.(\d{1,5})$/;
const DATE = /^(.*?)[-._](\d{4})-?(\d\d)-?(\d\d)(?:[-_T.]?(\d{1,6}))?(\.[A-Za-z]{1,8})?$/;

export function ageOf(file: string): Age {
  const name = file.replace(/\.gz$/, "");
  const numbered = NUMBER.exec(name);
  const dated = DATE.exec(name);
  if (dated !== null && isDate(dated)) {
    const [, stem, year, month, day, time = "", ending = ""] = dated;
    return { set: stem! + ending, rank: Number(`${year!}${month!}${day!}${time.padEnd(6, "0")}`) };
  }
  if (numbered !== null) return { set: numbered[1]!, rank: -Number(numbered[2]) };
  return { set: name, rank: Infinity };
}

const isDate = ([, , year, month, day]: readonly string[]): boolean =>
  Number(year) >= 1970 &&
  Number(year) <= 2100 &&
  Number(month) >= 1 &&
  Number(month) <= 12 &&
  Number(day) >= 1 &&
  Number(day) <= 31;

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
