/**
 * Times of one zone. Invariant: what is asked for a hundred thousand times costs no look into the zone's rules: its distance from
 * UTC is looked up once for each day, and on the days on which it changes once for each quarter of an hour.
 */
import type { Micros } from "../panel/messages.ts";

const SECOND = 1_000_000;
const QUARTER = 900 * SECOND;
export const DAY = 86_400 * SECOND;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An unknown zone is shown as UTC: the server has complained about it already. */
export class Clock {
  readonly zone: string;
  private readonly parts: Intl.DateTimeFormat;
  /** By day and by quarter of an hour since 1970; null: it changes on this day. */
  private readonly days = new Map<number, Micros | null>();
  private readonly quarters = new Map<number, Micros>();

  constructor(zone: string) {
    this.zone = zone;
    const format = (timeZone: string): Intl.DateTimeFormat =>
      new Intl.DateTimeFormat("en-GB", {
        timeZone,
        hourCycle: "h23",
        era: "short",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
      });
    try {
      this.parts = format(zone);
    } catch {
      this.parts = format("UTC");
    }
  }

  /** What stands on the clock and the calendar, counted as if it were UTC. */
  wall(at: Micros): Micros {
    return at + this.offset(at);
  }

  /** The time at which this stands there; of an hour that comes twice the first. */
  at(wall: Micros): Micros {
    const earlier = wall - Math.max(this.offset(wall - DAY), this.offset(wall + DAY));
    const later = wall - this.offset(wall - this.offset(earlier));
    return this.wall(earlier) === wall ? earlier : later;
  }

  /** `15:46:10` */
  time(at: Micros): string {
    return iso(this.wall(at)).slice(11, 19);
  }

  /** `14 Jun` */
  day(at: Micros): string {
    const [, month, day] = date(iso(this.wall(at)));
    return `${String(Number(day)).padStart(2, " ")} ${MONTHS[Number(month) - 1]}`;
  }

  /** `14 Jun 15:46:10` */
  dated(at: Micros): string {
    return `${this.day(at)} ${this.time(at)}`;
  }

  private offset(at: Micros): Micros {
    const day = Math.floor(at / DAY);
    let known = this.days.get(day);
    if (known === undefined) {
      const [first, last] = [this.look(day * DAY), this.look((day + 1) * DAY)];
      known = first === last ? first : null;
      this.days.set(day, known);
    }
    if (known !== null) return known;
    const quarter = Math.floor(at / QUARTER);
    let exact = this.quarters.get(quarter);
    if (exact === undefined) this.quarters.set(quarter, (exact = this.look(quarter * QUARTER)));
    return exact;
  }

  private look(at: Micros): Micros {
    const { era, year, month, day, hour, minute, second } = Object.fromEntries(
      this.parts
        .formatToParts(new Date(at / 1000))
        .map(({ type, value }) => [type, Number.isNaN(+value) ? value : +value]),
    ) as Record<string, number>;
    const wall = new Date(0);
    wall.setUTCFullYear(String(era) === "BC" ? 1 - year! : year!, month! - 1, day!);
    wall.setUTCHours(hour!, minute!, second!);
    return wall.getTime() * 1000 - at;
  }
}

/** `2026-06-14T15:46:10.200` of what `wall` gives. */
export function iso(wall: Micros): string {
  return new Date(Math.floor(wall / 1000))
    .toISOString()
    .replace("Z", "")
    .replace(/^[+-]0*(?=\d{4}-)/, "");
}

const date = (text: string): string[] => text.slice(0, text.indexOf("T")).split("-");
