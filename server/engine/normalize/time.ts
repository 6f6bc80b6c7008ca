/**
 * From what a timestamp says to the instant it means: the year and zone that it leaves out. Invariant: a function of
 * the file's lines so far, in their order, and of nothing else.
 *
 * Year: a file's first line without one is of the year that the source gives. From then on each line is of the year of
 * the line before it, except that a step back by more than half a year means that a new year began, and a step forward
 * that is a step back by at most a week if it is of last year means just that (lines out of order around New Year).
 *
 * Zone: a local time that clocks show twice, when they are put back, is the first of the two, unless that would be more
 * than five minutes before the line in front of it in the file; one that they skip, when they are put forward, is read as
 * if they had not been (02:30 is then shown as 03:30).
 */
import type { Micros, TimeDefinition } from "../../model/program.ts";
import { zoneOffset, type ZoneOffset } from "../terms/zone.ts";
import { parseTimePattern, type TimePart } from "../../model/timePattern.ts";
import { scanPattern, wantsPattern } from "./timeText.ts";
import { hasDay, scanTimestamp, Timestamp, timestampFault } from "./timestamp.ts";

const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;
const QUARTER = 900 * SECOND;
const HALF_YEAR = 183 * DAY;
const WEEK = 7 * DAY;
/** Lines of one file are rarely further out of order than this. */
const DISORDER = 300 * SECOND;
/** Whole microseconds are exact in a double for 285 years around 1970. */
const FIRST_YEAR = 1700;
const LAST_YEAR = 2250;

/** Seconds since 1970 as a text; without a fraction it could be a date written without marks. */
const SECONDS = /^\d{9,10}\.\d{1,9}$/;

/** As Windows PowerShell writes times in JSON. */
const POWERSHELL = /^\/Date\((\d{10,14})\)\/$/;

const LAST_INSTANT = Date.UTC(LAST_YEAR, 11, 31) * 1000;

/** What the line before says of the next one; one for each file. */
export interface YearMemory {
  /** The instant of the last line with a time; null before the first. */
  instant: Micros | null;
  /** Local time of the last line whose text had no year; null before the first. */
  last: { year: number; local: Micros } | null;
}

export class Clock {
  private readonly definition: TimeDefinition;
  /** How fast the source's clocks run. What is remembered of a file's lines is what they say, whosever they are. */
  private readonly skew: Micros;
  private readonly offset: ZoneOffset;
  private readonly own = new Timestamp();
  /** Null: the texts are among the usual timestamps. */
  private readonly pattern: readonly TimePart[] | null;
  private cachedQuarter = NaN;
  private cachedOffset = 0;
  /** Of a local time that is shown twice: how much later the second is; else 0. */
  private cachedAgain = 0;

  constructor(definition: TimeDefinition, skew: Micros = 0) {
    this.definition = definition;
    this.skew = skew;
    const pattern = definition.format === undefined ? null : parseTimePattern(definition.format);
    this.pattern = typeof pattern === "string" ? null : pattern; // the model refuses what does not parse
    // The model refuses unknown zones; UTC is what is left if the platform knows fewer of them.
    this.offset = zoneOffset(definition.zone) ?? (() => 0);
  }

  /** The instant that a text means, or a reason why it means none. */
  read(text: string, memory: YearMemory): Micros | string {
    if (this.pattern !== null) return this.readPattern(text, this.pattern, memory);
    if (!scanTimestamp(text, 0, this.own) || this.own.end !== text.length) {
      if (SECONDS.test(text)) return this.since1970(Math.round(Number(text) * 1e6), text, memory);
      const milliseconds = POWERSHELL.exec(text)?.[1];
      if (milliseconds !== undefined) return this.since1970(Number(milliseconds) * 1000, text, memory);
      const fault = timestampFault(text, 0);
      if (fault !== null) return `${fault}, in ${this.definition.field}: ${quote(text)}`;
      const advice = wantsPattern(text);
      return `no time in ${this.definition.field}: ${quote(text)}${advice === null ? "" : `: ${advice}`}`;
    }
    return this.resolve(this.own, memory);
  }

  private readPattern(text: string, pattern: readonly TimePart[], memory: YearMemory): Micros | string {
    const found = scanPattern(text, pattern, this.own);
    if (found === true && hasDay(this.own)) return this.resolve(this.own, memory);
    if (typeof found === "number") return this.since1970(found, text, memory);
    return `no time in ${this.definition.field}: ${quote(text)} is not written as \`${this.definition.format}\``;
  }

  /** A number since 1970: seconds, milliseconds, microseconds or nanoseconds, whichever lies between 1973 and 5138. */
  epoch(value: number, memory: YearMemory): Micros | string {
    const size = Math.abs(value);
    const scale = size < 1e8 ? 0 : size < 1e11 ? 1e6 : size < 1e14 ? 1e3 : size < 1e17 ? 1 : size < 1e20 ? 1e-3 : 0;
    return this.since1970(scale === 0 ? NaN : Math.round(value * scale), String(value), memory);
  }

  private since1970(instant: Micros, written: string, memory: YearMemory): Micros | string {
    if (!(instant >= 0 && instant <= LAST_INSTANT))
      return `no time in ${this.definition.field}: ${written} is no time since 1970 that logs have`;
    memory.instant = instant;
    return instant - this.skew;
  }

  resolve(timestamp: Timestamp, memory: YearMemory): Micros | string {
    const { month, day, clock } = timestamp;
    const year = timestamp.year >= 0 ? timestamp.year : this.year(timestamp, memory);
    if (year === null)
      return "no year: the timestamp has none, and the source's `time` clause does not give one; write `year` and a number";
    if (year < FIRST_YEAR || year > LAST_YEAR)
      return `the year ${year} is out of reach: times are exact to the microsecond from ${FIRST_YEAR} to ${LAST_YEAR}`;
    if (month === 2 && day === 29 && !isLeap(year)) return `no such day: ${year} has no 29 February`;
    const local = daysBefore(year, month, day) * DAY + clock;
    if (timestamp.year < 0) memory.last = { year, local };
    const { offset } = timestamp;
    const instant = offset === null ? this.instant(local, memory.instant) : local - offset * 60 * SECOND;
    memory.instant = instant;
    return instant - this.skew;
  }

  private year({ month, day, clock }: Timestamp, memory: YearMemory): number | null {
    const { last } = memory;
    if (last === null) return this.definition.year;
    const local = daysBefore(last.year, month, day) * DAY + clock;
    if (last.local - local > HALF_YEAR) return last.year + 1;
    if (local - last.local > HALF_YEAR) {
      const before = daysBefore(last.year - 1, month, day) * DAY + clock;
      if (last.local - before <= WEEK) return last.year - 1;
    }
    return last.year;
  }

  /** A local time of the source's zone; `before`: the instant of the line before. */
  private instant(local: Micros, before: Micros | null): Micros {
    const quarter = Math.floor(local / QUARTER);
    if (quarter !== this.cachedQuarter) {
      this.cachedQuarter = quarter;
      this.findOffset(quarter * QUARTER);
    }
    const first = local - this.cachedOffset;
    const second = first + this.cachedAgain;
    return before !== null && before - first > DISORDER ? second : first;
  }

  private findOffset(local: Micros): void {
    const before = this.offset(local - DAY);
    const after = this.offset(local + DAY);
    const holdsBefore = this.offset(local - before) === before;
    const holdsAfter = this.offset(local - after) === after;
    this.cachedOffset = before === after || holdsBefore || !holdsAfter ? before : after;
    this.cachedAgain = holdsBefore && holdsAfter ? before - after : 0;
  }
}

/** Days from 1970-01-01 to a day of the proleptic Gregorian calendar. */
function daysBefore(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The beginning of a text of unknown length, for a message. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? text.slice(0, 40) + "…" : text);
}
