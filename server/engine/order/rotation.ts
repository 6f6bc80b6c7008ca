/**
 * How old a log is among those that rotation made of one, as far as names tell. Invariant: a function of the names alone, so
 * that the order of records does not depend on which files are there.
 *
 *     auth.log.2.gz   auth.log.1   auth.log               numbers: the larger, the older; the bare name is the newest
 *     app.log-20260613.gz   app.log-20260614   app.log    dates, also as 2026-06-14 or behind a dot
 *     app-2026-06-13.log   app-2026-06-14.log             and in front of the ending
 */

interface Age {
  /** The name without what rotation put into it. */
  readonly set: string;
  /** Ascends with the time at which the file was begun; Infinity: nothing was put in, it is the newest. */
  readonly rank: number;
}

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

/** Negative: `a` is the older one of its log, or else the first by path. */
export function compareFiles(a: string, b: string): number {
  if (a === b) return 0;
  const [first, second] = [ageOf(a), ageOf(b)];
  if (first.set !== second.set) return first.set < second.set ? -1 : 1;
  if (first.rank !== second.rank) return first.rank < second.rank ? -1 : 1;
  return a < b ? -1 : 1;
}
