/**
 * The year of a log whose timestamps leave it out. Invariant: where its messages tell it, they decide; else it is the latest in which
 * no line lies in the future of the log's last change.
 */
import { scanTimestampPart, Timestamp } from "../engine/normalize/timestamp.ts";
import type { NormalizedRecord } from "../engine/normalize/record.ts";
import { SLOT } from "../engine/normalize/schema.ts";
import type { Micros } from "../model/program.ts";

/** Clocks of other zones, and such as run fast. */
const DAY = 86_400_000_000;

export interface YearGuess {
  readonly year: number;
  /** Where it comes from, for the author to agree or not. */
  readonly reason: string;
}

/** `year`: the one with which the records were read, that of the log's last change. */
export function yearOf(records: readonly NormalizedRecord[], year: number, changed: Micros): YearGuess {
  const told = toldYear(records, year);
  if (told !== null && told <= year) return { year: told, reason: "no line names its year, but some messages do" };
  // Nobody writes down what has not happened yet.
  const isFuture = (records.at(-1)?.time ?? -Infinity) > changed + DAY;
  return {
    year: isFuture ? year - 1 : year,
    reason: "no line names its year: that of the log's last change",
  };
}

/** Of syslog whose lines name it: some programs of a host do, others do not. */
export const ownYear = (records: readonly NormalizedRecord[]): YearGuess => ({
  year: new Date(records[0]!.time / 1000).getUTCFullYear(),
  reason: "for lines that name no year",
});

/** That most of the messages name which hold the date of their own line with a year. */
function toldYear(records: readonly NormalizedRecord[], year: number): number | null {
  const votes = new Map<number, number>();
  for (const { values, time } of records) {
    const message = String(values[SLOT.message] ?? "");
    const named = yearIn(message, time);
    if (named === null) continue;
    const first = year + named - new Date(time / 1000).getUTCFullYear();
    votes.set(first, (votes.get(first) ?? 0) + 1);
  }
  const [best] = [...votes].sort(([, a], [, b]) => b - a);
  const all = [...votes.values()].reduce((sum, count) => sum + count, 0);
  return best !== undefined && best[1] > all / 2 ? best[0] : null;
}

const stamp = new Timestamp();

/** Of a date in the text that is the line's own but for the year. */
function yearIn(text: string, time: Micros): number | null {
  for (const { index } of text.matchAll(DATE)) {
    if (!scanTimestampPart(text, index, stamp)) continue;
    const named = stamp.year >= 0 ? stamp.year : Number(/^ (\d{4})(?!\d)/.exec(text.slice(stamp.end))?.[1] ?? -1);
    if (named < 1970) continue;
    const own = Date.UTC(new Date(time / 1000).getUTCFullYear(), stamp.month - 1, stamp.day) * 1000 + stamp.clock;
    if (Math.abs(own - time) <= DAY) return named;
  }
  return null;
}

/** Where a date may begin. */
const DATE = /(?<!\w)(?:[A-Z][a-z]{2} |\d)/g;
