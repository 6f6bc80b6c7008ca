/**
 * Texts of times read by a pattern, and what to say of those that need one. Invariant: a scan is linear in the text,
 * takes all of it or fails, and never fills in what the text leaves out.
 */
import type { TimeField, TimePart } from "../../model/timePattern.ts";
import { monthAt, numberAt, type Timestamp } from "./timestamp.ts";

/** Microseconds in one of what the text counts. */
const UNITS: Readonly<Partial<Record<TimeField, number>>> = {
  epoch: 1e6,
  epochMillis: 1e3,
  epochMicros: 1,
  epochNanos: 1e-3,
};

const EPOCH = /-?\d{1,20}(?:\.\d{1,20})?/y;
const OFFSET = /[Zz]|[+-](\d{2})(?::?(\d{2}))?/y;
const NAME = /[A-Za-z]+/y;
const LONGEST_NAME = 9;

/** Fills `result`. A number: the text says the instant itself, in microseconds since 1970. */
export function scanPattern(text: string, parts: readonly TimePart[], result: Timestamp): boolean | number {
  result.year = -1;
  result.offset = null;
  const found = { hour: 0, minute: 0, second: 0, fraction: 0, half: -1, instant: NaN };
  let at = 0;
  for (const part of parts) {
    if (part.kind === "text") {
      if (!text.startsWith(part.text, at)) return false;
      at += part.text.length;
    } else if (part.kind === "blank") {
      const from = at;
      while (text[at] === " " || text[at] === "\t") at++;
      if (at === from) return false;
    } else {
      at = scanField(text, at, part.field, result, found);
      if (at < 0) return false;
    }
  }
  if (at !== text.length) return false;
  if (!Number.isNaN(found.instant)) return found.instant;
  if (found.half >= 0) found.hour = (found.hour % 12) + found.half;
  result.clock = ((found.hour * 60 + found.minute) * 60 + found.second) * 1_000_000 + found.fraction;
  result.end = at;
  return true;
}

/** The rest of what a text says of the clock. `half`: hours to add. */
interface Found {
  hour: number;
  minute: number;
  second: number;
  fraction: number;
  half: number;
  instant: number;
}

/** Returns the place behind the field; -1 if it is not there. */
function scanField(text: string, at: number, field: TimeField, result: Timestamp, found: Found): number {
  switch (field) {
    case "year":
      result.year = numberAt(text, at, 4);
      return result.year < 0 ? -1 : at + 4;
    case "shortYear": {
      const year = numberAt(text, at, 2);
      result.year = year < 70 ? 2000 + year : 1900 + year;
      return year < 0 ? -1 : at + 2;
    }
    case "month":
      return upToTwo(text, at, 1, 12, (value) => (result.month = value));
    case "day":
      return upToTwo(text, text[at] === " " ? at + 1 : at, 1, 31, (value) => (result.day = value));
    case "hour":
      return upToTwo(text, text[at] === " " ? at + 1 : at, 0, 23, (value) => (found.hour = value));
    case "hour12":
      return upToTwo(text, text[at] === " " ? at + 1 : at, 1, 12, (value) => (found.hour = value));
    case "minute":
      return upToTwo(text, at, 0, 59, (value) => (found.minute = value));
    case "second":
      // 60 is a leap second, the next minute.
      return upToTwo(text, at, 0, 60, (value) => (found.second = value));
    case "fraction":
      return fraction(text, at, found);
    case "half": {
      const letters = text.slice(at, at + 2).toLowerCase();
      found.half = letters === "pm" ? 12 : 0;
      return letters === "am" || letters === "pm" ? at + 2 : -1;
    }
    case "monthName": {
      result.month = monthAt(text, at);
      return result.month === 0 ? -1 : nameEnd(text, at);
    }
    case "weekday":
      return nameEnd(text, at);
    case "utc": {
      const end = nameEnd(text, at);
      result.offset = 0;
      return ["UTC", "GMT", "Z"].includes(text.slice(at, Math.max(at, end))) ? end : -1;
    }
    case "offset":
      return offset(text, at, result);
    case "epoch":
    case "epochMillis":
    case "epochMicros":
    case "epochNanos": {
      EPOCH.lastIndex = at;
      const digits = EPOCH.exec(text)?.[0];
      if (digits === undefined) return -1;
      found.instant = Math.round(Number(digits) * UNITS[field]!);
      return at + digits.length;
    }
  }
}

function upToTwo(text: string, at: number, least: number, most: number, set: (value: number) => void): number {
  const two = numberAt(text, at, 2);
  const value = two >= 0 ? two : numberAt(text, at, 1);
  set(value);
  return value < least || value > most ? -1 : at + (two >= 0 ? 2 : 1);
}

function fraction(text: string, at: number, found: Found): number {
  let unit = 100_000;
  let end = at;
  for (; numberAt(text, end, 1) >= 0; end++) {
    found.fraction += numberAt(text, end, 1) * unit;
    unit = Math.floor(unit / 10);
  }
  return end === at ? -1 : end;
}

function offset(text: string, at: number, result: Timestamp): number {
  OFFSET.lastIndex = at;
  const match = OFFSET.exec(text);
  if (match === null) return -1;
  const [whole, hours = "00", minutes = "00"] = match;
  if (Number(hours) > 23 || Number(minutes) > 59) return -1;
  result.offset = (Number(hours) * 60 + Number(minutes)) * (whole.startsWith("-") ? -1 : 1);
  return at + whole.length;
}

/** Behind the letters that start here. */
function nameEnd(text: string, at: number): number {
  NAME.lastIndex = at;
  const name = NAME.exec(text.slice(0, at + LONGEST_NAME + 1))?.[0];
  return name === undefined || name.length > LONGEST_NAME ? -1 : at + name.length;
}

const DATE = /^(\d{1,2})([/.-])(\d{1,2}|[A-Za-z]{3})\2(\d{4}|\d{2})(?!\d)/;
const CLOCK = /^([T :]|, )\d{1,2}:\d{2}(:\d{2})?([.,]\d{1,9})?( ?[AaPp][Mm])?( ?[+-]\d{2}:?\d{2}| ?Z)?$/;

/** Of a text that looks like a date but is written in a way that only its author knows: what to write. Else null. */
export function wantsPattern(text: string): string | null {
  const date = DATE.exec(text);
  if (date === null) return null;
  const [written, first, separator, second, year] = date as readonly string[];
  const rest = clockPattern(text.slice(written!.length));
  const last = year!.length === 4 ? "%Y" : "%y";
  const pattern = (a: string, b: string): string => `format "${[a, b, last].join(separator)}${rest}"`;
  if (!/^\d/.test(second!)) return `write ${pattern("%d", "%b")} in the source's \`time\` clause`;
  const dayFirst = Number(second) <= 12;
  const monthFirst = Number(first) <= 12;
  if (dayFirst && monthFirst) {
    const ways = `${written!} reads two ways, with the day or with the month first, and is never guessed`;
    return `${ways}: write ${pattern("%d", "%m")} or ${pattern("%m", "%d")} in the source's \`time\` clause`;
  }
  if (!dayFirst && !monthFirst) return null;
  const found = dayFirst ? pattern("%d", "%m") : pattern("%m", "%d");
  return `which number is the day is never guessed: write ${found} in the source's \`time\` clause`;
}

function clockPattern(text: string): string {
  const match = CLOCK.exec(text);
  if (match === null) return text === "" ? " %H:%M:%S" : " ...";
  const [, gap, seconds, fraction, half, zone] = match;
  const clock = `${half === undefined ? "%H" : "%I"}:%M${seconds === undefined ? "" : ":%S"}`;
  const behind = (found: string | undefined, sign: string): string =>
    found === undefined ? "" : `${found.startsWith(" ") ? " " : ""}${sign}`;
  const digits = fraction === undefined ? "" : `${fraction[0]!}%f`;
  return `${gap!}${clock}${digits}${behind(half, "%p")}${behind(zone, "%z")}`;
}
