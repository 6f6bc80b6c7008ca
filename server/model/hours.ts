/**
 * Hours of the week as a text: `Mon-Fri 08:30-18:00`, `Sat,Sun`, `22:00-06:00`; several with a semicolon between them.
 * Invariant: a span that is read holds from its first minute to in front of its last, and one that ends earlier than it
 * begins goes on into the next day.
 */

export interface Hours {
  /** By day of the week, Monday first: the spans in minutes of the day, the end not included; 1440 is midnight. */
  readonly days: readonly (readonly (readonly [from: number, to: number])[])[];
}

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MIDNIGHT = 1440;

/** Null: it is no such text. */
export function parseHours(text: string): Hours | null {
  const days: [number, number][][] = DAYS.map(() => []);
  for (const part of text.split(";")) {
    const written = /^([a-z][a-z,\s-]*?)?\s*(?:(\d\d?:\d\d)\s*-\s*(\d\d?:\d\d))?$/i.exec(part.trim());
    if (written === null || part.trim() === "") return null;
    const on = written[1] === undefined ? DAYS.map((_, day) => day) : parseDays(written[1]);
    const from = written[2] === undefined ? 0 : parseMinute(written[2]);
    const to = written[3] === undefined ? MIDNIGHT : parseMinute(written[3]);
    if (on === null || from === null || to === null || from === to) return null;
    for (const day of on) {
      days[day]!.push([from, from < to ? to : MIDNIGHT]);
      if (to < from) days[(day + 1) % 7]!.push([0, to]);
    }
  }
  return { days };
}

/** `day`: 0 is Monday. */
export const holdsAt = ({ days }: Hours, day: number, minute: number): boolean =>
  days[day]!.some(([from, to]) => from <= minute && minute < to);

function parseDays(text: string): readonly number[] | null {
  const found: number[] = [];
  for (const part of text.split(",")) {
    const [first, last = first] = part.split("-").map((name) => DAYS.indexOf(name.trim().toLowerCase().slice(0, 3)));
    if (first === undefined || first < 0 || last! < 0 || part.split("-").length > 2) return null;
    for (let day = first; ; day = (day + 1) % 7) {
      found.push(day);
      if (day === last) break;
    }
  }
  return found;
}

function parseMinute(text: string): number | null {
  const [hour, minute] = text.split(":").map(Number);
  const all = hour! * 60 + minute!;
  return minute! < 60 && all <= MIDNIGHT ? all : null;
}
