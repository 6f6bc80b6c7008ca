/**
 * Scanning of timestamps: what is written, not yet what it means. Invariant: a scan succeeds only on a date and a clock
 * time that exist in some year; it says what the text leaves out (year, offset) and never fills it in.
 *
 *     Dec 10 06:55:46          Dec  1 06:55:46.123       Dec 10 2026 06:55:46      Dec 10 06:55:46 2026
 *     2026 Dec 10 06:55:46     2026-12-10T06:55:46Z      2026-12-10 06:55:46,5     2026-12-10T06:55:46.123456+02:00
 *     Thu Dec 10 06:55:46 2026     10/Dec/2026:06:55:46 +0100     2026/12/10 06:55:46
 */

/** Reused from line to line; valid until the next scan. */
export class Timestamp {
  /** Exclusive. */
  end = 0;
  /** -1: the text has none. */
  year = -1;
  /** 1..12 */
  month = 0;
  day = 0;
  /** Since midnight, in microseconds. */
  clock = 0;
  /** Local time minus UTC in minutes; null: the text has none. */
  offset: number | null = null;
}

const SLASH = 47;
const MONTH_NAMES = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];
const MONTHS = MONTH_NAMES.map((name) => name.slice(0, 3));
const MONTH_BY_LETTERS = new Map(MONTHS.map((name, index) => [letters(name, 0), index + 1]));
/** In the longest year: whether 29 February exists is known once the year is. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const WEEKDAYS = new Set(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map((name) => letters(name, 0)));

/** Whether a timestamp starts at this place and a blank or the text's end is behind it; fills `result`. */
export function scanTimestamp(text: string, at: number, result: Timestamp): boolean {
  return scanTimestampPart(text, at, result) && isEnd(text, result.end);
}

/** Whether one starts at this place, whatever is behind it: `2026-12-10 06:55:46]`. */
export function scanTimestampPart(text: string, at: number, result: Timestamp): boolean {
  result.year = -1;
  result.offset = null;
  return scanAny(text, at, result) && hasDay(result);
}

function scanAny(text: string, at: number, result: Timestamp): boolean {
  if (!isDigit(text.charCodeAt(at))) {
    const named = text.charCodeAt(at + 3) === 32 && WEEKDAYS.has(letters(text, at)) ? at + 4 : at;
    return scanNamed(text, named, result);
  }
  if (text.charCodeAt(at + 2) === SLASH) return scanSlashed(text, at, result);
  const separator = text.charCodeAt(at + 4);
  return separator === 45 || separator === SLASH ? scanIso(text, at, result) : scanYearFirst(text, at, result);
}

const NAMED = /(?:\d{4} )?(?<month>[A-Za-z]{3}) {1,2}(?<day>\d{1,2}) (?:\d{4} )?/y;
const ISO = /\d{4}[-/](?<month>\d{2})[-/](?<day>\d{2})[Tt ]/y;
const SLASHED = /(?<day>\d{2})\/(?<month>[A-Za-z]{3})\/\d{4}:/y;
const CLOCK = /(\d{2}):(\d{2}):(\d{2})(?:[.,]\d{1,9})?(?: ?([+-])(\d{2}):?(\d{2})(?!\d))?/y;

/** Of what looks like a timestamp at this place but cannot be one: why; null where nothing looks like one. */
export function timestampFault(text: string, at: number): string | null {
  const date = [NAMED, ISO, SLASHED].map((pattern) => matchAt(pattern, text, at)).find((match) => match !== null);
  const clock = date && matchAt(CLOCK, text, at + date[0].length);
  if (!date || !clock) return null;
  const { month: written = "", day = "" } = date.groups!;
  const month = Number(written) || monthAt(written, 0);
  const days = DAYS[month - 1];
  if (days === undefined) return `no such month: ${written}`;
  if (Number(day) < 1 || Number(day) > days) return `no such day: ${MONTH_NAMES[month - 1]!} ${Number(day)}`;
  const [, hour, minute, second, sign, hours, minutes] = clock as readonly string[];
  if (Number(hour) > 23) return `no such hour: ${hour!}`;
  if (Number(minute) > 59) return `no such minute: ${minute!}`;
  if (Number(second) > 60) return `no such second: ${second!}`;
  const isOffset = sign === undefined || (Number(hours) <= 23 && Number(minutes) <= 59);
  return isOffset ? null : `no such offset from UTC: ${sign}${hours!}:${minutes!}`;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** 1..12: the month whose name, or its first three letters, starts here; 0: none. */
export function monthAt(text: string, at: number): number {
  return MONTH_BY_LETTERS.get(letters(text, at)) ?? 0;
}

/** Whether its day is one of its month, in the longest year. */
export const hasDay = ({ month, day }: Timestamp): boolean => day >= 1 && day <= (DAYS[month - 1] ?? 0);

function scanYearFirst(text: string, at: number, result: Timestamp): boolean {
  const year = numberAt(text, at, 4);
  if (year < 0 || text.charCodeAt(at + 4) !== 32 || !scanNamed(text, at + 5, result) || result.year >= 0) return false;
  result.year = year;
  return true;
}

/** `Mmm dd`, the day padded with a space or a zero or not at all, then the clock, a year before or behind it. */
function scanNamed(text: string, at: number, result: Timestamp): boolean {
  const month = MONTH_BY_LETTERS.get(letters(text, at));
  if (month === undefined || text.charCodeAt(at + 3) !== 32) return false;
  result.month = month;
  let i = at + 4;
  if (text.charCodeAt(i) === 32) i++;
  const digits = isDigit(text.charCodeAt(i + 1)) ? 2 : 1;
  result.day = numberAt(text, i, digits);
  i += digits;
  if (result.day < 0 || text.charCodeAt(i) !== 32) return false;
  i++;
  if (text.charCodeAt(i + 4) === 32 && numberAt(text, i, 4) >= 0) {
    result.year = numberAt(text, i, 4);
    i += 5;
  }
  if (!scanClock(text, i, result)) return false;
  if (result.year < 0 && text.charCodeAt(result.end) === 32 && endsYear(text, result.end + 5)) {
    const year = numberAt(text, result.end + 1, 4);
    if (year >= 1970 && year <= 2100) {
      result.year = year;
      result.end += 5;
    }
  }
  return true;
}

/** As web servers write it: `10/Dec/2026:06:55:46 +0100`. */
function scanSlashed(text: string, at: number, result: Timestamp): boolean {
  const month = MONTH_BY_LETTERS.get(letters(text, at + 3));
  if (month === undefined || text.charCodeAt(at + 6) !== SLASH || text.charCodeAt(at + 11) !== 58) return false;
  result.month = month;
  result.day = numberAt(text, at, 2);
  result.year = numberAt(text, at + 7, 4);
  if (result.day < 0 || result.year < 0 || !scanClock(text, at + 12, result)) return false;
  return text.charCodeAt(result.end) !== 32 || scanOffset(text, result.end + 1, result) !== false;
}

function scanIso(text: string, at: number, result: Timestamp): boolean {
  result.year = numberAt(text, at, 4);
  result.month = numberAt(text, at + 5, 2);
  result.day = numberAt(text, at + 8, 2);
  const separator = text.charCodeAt(at + 10);
  if (result.year < 0 || result.month < 0 || result.day < 0) return false;
  if (text.charCodeAt(at + 7) !== text.charCodeAt(at + 4)) return false;
  if ((separator !== 84 && separator !== 116 && separator !== 32) || !scanClock(text, at + 11, result)) return false;
  const sign = text.charCodeAt(result.end);
  if (sign === 90 || sign === 122) {
    result.offset = 0;
    result.end++;
    return true;
  }
  return scanOffset(text, result.end, result) !== false;
}

/** `+01:00` or `-0500`, if a sign is there: true; false if what is behind the sign is none; null without a sign. */
function scanOffset(text: string, at: number, result: Timestamp): boolean | null {
  const sign = text.charCodeAt(at);
  if (sign !== 43 && sign !== 45) return null;
  const colon = text.charCodeAt(at + 3) === 58 ? 1 : 0;
  const hours = numberAt(text, at + 1, 2);
  const minutes = numberAt(text, at + 3 + colon, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false;
  result.offset = (hours * 60 + minutes) * (sign === 45 ? -1 : 1);
  result.end = at + 5 + colon;
  return true;
}

/** `hh:mm:ss` and a fraction behind `.` or `,`, of which six digits count. Second 60, a leap second, is the next minute. */
function scanClock(text: string, at: number, result: Timestamp): boolean {
  const hour = numberAt(text, at, 2);
  const minute = numberAt(text, at + 3, 2);
  const second = numberAt(text, at + 6, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false;
  if (text.charCodeAt(at + 2) !== 58 || text.charCodeAt(at + 5) !== 58) return false;
  let end = at + 8;
  let fraction = 0;
  const point = text.charCodeAt(end);
  if ((point === 46 || point === 44) && isDigit(text.charCodeAt(end + 1))) {
    let unit = 100_000;
    for (end++; isDigit(text.charCodeAt(end)); end++) {
      fraction += (text.charCodeAt(end) - 48) * unit;
      unit = Math.floor(unit / 10);
    }
  }
  result.clock = ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction;
  result.end = end;
  return true;
}

/** Exactly so many digits as a number; -1 if they are not there. */
export function numberAt(text: string, at: number, digits: number): number {
  let value = 0;
  for (let i = at; i < at + digits; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code)) return -1;
    value = value * 10 + (code - 48);
  }
  return value;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** What may stand behind a year at the end: not the rest of an address, as in `15:16:01 2001:db8::1`. */
function endsYear(text: string, at: number): boolean {
  return isEnd(text, at) || "],".includes(text[at]!) || (text[at] === ":" && isEnd(text, at + 1));
}

/** A timestamp is a word of its own. */
function isEnd(text: string, at: number): boolean {
  return at >= text.length ? at === text.length : text.charCodeAt(at) === 32;
}

/** Three letters as one number, lower case. */
function letters(text: string, at: number): number {
  const bit = 0x20;
  return ((text.charCodeAt(at) | bit) << 16) | ((text.charCodeAt(at + 1) | bit) << 8) | (text.charCodeAt(at + 2) | bit);
}
