/**
 * Offsets of time zones: IANA names by the platform's zone data, `+02:00` by itself. Invariant: a pure function of zone
 * and time; offsets are looked up once per zone and quarter of an hour (no zone has ever changed in between) and kept.
 */
import type { Micros } from "../../model/program.ts";

/** Local time minus UTC, in microseconds, at an instant. */
export type ZoneOffset = (utc: Micros) => Micros;

const SECOND = 1_000_000;
const QUARTER = 900 * SECOND;
/** Enough for years of a log, and a bound on what a log with wild timestamps can make us keep. */
const MOST_KEPT = 50_000;

const zones = new Map<string, ZoneOffset | null>();

/** Null if there is no such zone. */
export function zoneOffset(zone: string): ZoneOffset | null {
  let offset = zones.get(zone);
  if (offset === undefined) {
    offset = makeOffset(zone);
    if (zones.size < 1000) zones.set(zone, offset);
  }
  return offset;
}

function makeOffset(zone: string): ZoneOffset | null {
  if (zone === "UTC" || zone === "Z") return () => 0;
  const fixed = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (fixed !== null) {
    const micros = (Number(fixed[2]) * 60 + Number(fixed[3])) * 60 * SECOND * (fixed[1] === "-" ? -1 : 1);
    return () => micros;
  }
  const format = dateFormat(zone);
  if (format === null) return null;
  const kept = new Map<number, Micros>();
  let lastQuarter = NaN;
  let last = 0;
  return (utc) => {
    const quarter = Math.floor(utc / QUARTER);
    if (quarter === lastQuarter) return last;
    let offset = kept.get(quarter);
    if (offset === undefined) {
      offset = offsetAt(format, quarter * (QUARTER / 1000)) * 1000;
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(quarter, offset);
    }
    lastQuarter = quarter;
    last = offset;
    return offset;
  };
}

function dateFormat(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return null;
  }
}

/** In milliseconds, at a whole second. */
function offsetAt(format: Intl.DateTimeFormat, utcMillis: number): number {
  if (Math.abs(utcMillis) > 8.64e15) return 0;
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(utcMillis)) part[type] = value;
  const year = part.era === "BC" ? 1 - Number(part.year) : Number(part.year);
  const local = Date.UTC(
    2000,
    Number(part.month) - 1,
    Number(part.day),
    Number(part.hour),
    Number(part.minute),
    Number(part.second),
  );
  return new Date(local).setUTCFullYear(year, Number(part.month) - 1, Number(part.day)) - utcMillis;
}
