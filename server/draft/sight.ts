/** What was found out about a log: how its lines are read best. Invariant: whatever the log holds, there is an answer or a reason. */
import type { RawLine } from "../engine/intake/lines.ts";
import type { NormalizedRecord } from "../engine/normalize/record.ts";
import { SLOT } from "../engine/normalize/schema.ts";
import type { Micros } from "../model/program.ts";
import { aliasesOf, type Aliases } from "./aliases.ts";
import { isLevel } from "./nouns.ts";
import { timeGuesses, type TimeGuess } from "./times.ts";
import { linesOf, namedIn, tryWay, type Way } from "./trial.ts";
import { waysOf } from "./ways.ts";
import { ownYear, yearOf } from "./year.ts";

/** The beginning of a log. */
export interface LogHead {
  /** Relative to the workspace folder, `/` as separator. */
  readonly path: string;
  readonly head: Uint8Array;
  /** The log has no more than that. */
  readonly isWhole: boolean;
  /** When it was last written to, for timestamps that leave out the year. */
  readonly changed: Micros;
}

export interface Sight {
  readonly way: Way;
  readonly time: TimeGuess;
  readonly records: readonly NormalizedRecord[];
  /** Of the lines that the format does not read over. */
  readonly lines: number;
  /** Why others were none. */
  readonly reasons: readonly string[];
  readonly named: ReadonlyMap<string, readonly string[]>;
  readonly aliases: Aliases;
}

/** Before its fields are looked at. */
type Reading = Omit<Sight, "aliases">;

/** So many lines decide on the format; all of the head are then read in it. */
const FEW = 300;
/** A format that reads so much of the lines is right; nothing less telling is asked. */
const ENOUGH = 0.97;

const PLAIN: Way = { format: "text", options: [] };

/** Or why it cannot be read at all. */
export function look({ head, isWhole, changed }: LogHead): Sight | string {
  const year = new Date(changed / 1000).getUTCFullYear();
  const plain = linesOf(PLAIN, head, isWhole);
  const refusal = onlyLine(head)?.refusal;
  if (plain.every(({ text }) => text === null || text.trim() === "")) return refusal ?? "it is empty";
  if (plain.slice(0, FEW).some(({ text }) => text?.includes("\u0000"))) return "it is no text";
  let best: { readonly sight: Reading; readonly share: number } | null = null;
  for (const way of waysOf(plain.slice(0, FEW))) {
    const lines = linesOf(way, head, isWhole);
    const sight = bestTime(way, lines.slice(0, FEW), year);
    if (sight === null || !namesHosts(sight)) continue;
    const share = sight.records.length / sight.lines;
    if (best === null || share > best.share + 0.05) best = { sight, share };
    if (share >= ENOUGH) break;
  }
  if (refusal !== undefined && (best === null || best.sight.lines === 1)) return refusal;
  if (best === null) return "no line of it begins with a time, nor has a field that holds one";
  const { way, time } = best.sight;
  const lines = linesOf(way, head, isWhole);
  const first = readingOf(way, time, lines);
  const reading = readingOf(way, withYear(time, first, year, changed), lines);
  return { ...reading, aliases: aliasesOf(reading) };
}

/** Of a beginning with no end of a line in it, also where more of the line follows. */
function onlyLine(head: Uint8Array): RawLine | null {
  const [line, ...rest] = linesOf(PLAIN, head, true);
  return line === undefined || rest.length > 0 ? null : line;
}

function withYear(guess: TimeGuess, { way, records }: Reading, year: number, changed: Micros): TimeGuess {
  const { time, doubt } = guess;
  if (time.year === null && way.format !== "syslog") return guess;
  const own = time.year === null ? ownYear(records) : yearOf(records, year, changed);
  return { time: { ...time, year: own.year }, doubt: doubt ?? own.reason };
}

/** The word behind a time is a host in syslog alone: elsewhere it is a level, or begins a sentence. */
function namesHosts({ way, records }: Reading): boolean {
  if (way.format !== "syslog") return true;
  const hosts = records.map(({ values }) => String(values[SLOT.device] ?? ""));
  const isUntold = records.every(({ values }) => values[SLOT.process] === null);
  const isOdd = (host: string): boolean => (host === "" ? isUntold : isLevel(host) || !/^(?=.*\w)[\w.:-]+$/.test(host));
  const odd = hosts.filter(isOdd).length;
  if (odd >= records.length / 2) return false;
  return !isUntold || new Set(hosts).size <= Math.max(3, records.length / 5);
}

function bestTime(way: Way, lines: readonly RawLine[], year: number): Reading | null {
  const named = namedIn(way, lines);
  let best: Reading | null = null;
  for (const time of timeGuesses(way.format, named, year)) {
    const sight = readingOf(way, time, lines);
    if (sight.records.length > (best?.records.length ?? 0)) best = sight;
    if (sight.lines > 0 && sight.records.length >= ENOUGH * sight.lines) break;
  }
  return best;
}

function readingOf(way: Way, time: TimeGuess, lines: readonly RawLine[]): Reading {
  const named = namedIn(way, lines);
  return { way, time, named, ...tryWay(way, time.time, lines, named.keys()) };
}
