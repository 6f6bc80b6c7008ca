/**
 * Spans of time in the query: `13:52..15:50`, with a date where there are several days (`2026-06-14T13:52..15:50`), one end open
 * (`13:52..`), or one moment as wide as it is written (`13:52`, `2026-06-14`). Without a date it is that part of every day.
 * Invariant: what `writeTimes` writes, `parseTimes` reads as a span that contains the one written.
 */
import type { Micros, Row } from "../panel/messages.ts";
import type { Clock } from "./clock.ts";
import { DAY, iso } from "./clock.ts";

const SECOND = 1_000_000;

interface Moment {
  /** Wall time of the midnight before it; null: of any day. */
  readonly day: Micros | null;
  /** Behind midnight. */
  readonly time: Micros;
  /** As exact as it is written. */
  readonly width: Micros;
}

export interface Times {
  readonly holds: (row: Pick<Row, "time">) => boolean;
  readonly span?: readonly [from: Micros, to: Micros];
}

/** Null: this is no span of time, or not yet. `day`: the one that all is of, if there is one. */
export function parseTimes(text: string, clock: Clock, day: Micros | null): Times | null {
  const [before, after, ...more] = text.split("..");
  if (more.length > 0) return null;
  const from = before === "" ? "open" : parseMoment(before!);
  const to = after === undefined ? from : after === "" ? "open" : parseMoment(after);
  if (from === null || to === null || (from === "open" && to === "open")) return null;
  const dayOf = (moment: Moment | "open"): Micros | null => (moment === "open" ? null : moment.day);
  const [first, last] = [dayOf(from) ?? day, dayOf(to) ?? dayOf(from) ?? day];
  const start = from === "open" ? null : from.time;
  const end = to === "open" ? null : to.time + (after === undefined || to.width === DAY ? to.width - 1 : 0);
  // Over midnight: `22:00..06:00`.
  const over = dayOf(from) === null && dayOf(to) === null && start !== null && end !== null && end < start;
  if ((start !== null && first === null) || (end !== null && last === null) || over) return daily(clock, start, end);
  const [lower, upper] = [
    start === null ? -Infinity : clock.at(first! + start),
    end === null ? Infinity : clock.at(last! + end),
  ];
  return { holds: ({ time }) => time >= lower && time <= upper, span: [lower, upper] };
}

/** So a moment may go on, behind as much of it as is written. */
const REST = ["2000-01-01T00:00:00", "00:00:00", "0:00:00"];

/** It is none yet, but may become one by writing on. */
export function isBegun(text: string): boolean {
  const [before, after, ...more] = text.replace(/(?<!\.)\.$/, "").split("..");
  const last = after ?? before!;
  const whole = after === undefined || before === "" || parseMoment(before!) !== null;
  return (
    more.length === 0 &&
    whole &&
    (last === "" || REST.some((rest) => parseMoment(last + rest.slice(last.length)) !== null))
  );
}

function daily(clock: Clock, start: Micros | null, end: Micros | null): Times {
  const [from, to] = [start ?? 0, end ?? DAY];
  const inside = (time: Micros): boolean => (from <= to ? time >= from && time <= to : time >= from || time <= to);
  return {
    holds: ({ time }) => {
      const wall = clock.wall(time);
      return inside(wall - Math.floor(wall / DAY) * DAY);
    },
  };
}

function parseMoment(text: string): Moment | null {
  const match = /^(?:(\d{4}-\d\d-\d\d)(?:$|[t ](?=\d)))?(?:(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?$/i.exec(text);
  if (!match || text === "") return null;
  const [, date, hour, minute, second, fraction] = match;
  const day = date === undefined ? null : Date.parse(`${date}T00:00:00Z`) * 1000;
  if (Number.isNaN(day)) return null;
  if (hour === undefined) return { day, time: 0, width: DAY };
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  const whole = (Number(hour) * 3600 + Number(minute) * 60 + Number(second ?? 0)) * SECOND;
  const time = whole + Number((fraction ?? "").padEnd(6, "0"));
  return { day, time, width: fraction ? 10 ** (6 - fraction.length) : second ? SECOND : 60 * SECOND };
}

/** The span in as few digits as its length needs, rounded outwards; dated where what is shown is of several days. */
export function writeTimes(from: Micros, to: Micros, clock: Clock, dated: boolean): string {
  const length = to - from;
  const unit = length > 7_200 * SECOND ? 60 * SECOND : length > 10 * SECOND ? SECOND : 1_000;
  const start = Math.floor(clock.wall(from) / unit) * unit;
  const end = Math.ceil(clock.wall(to) / unit) * unit;
  const digits = unit === 1_000 ? 12 : unit === SECOND ? 8 : 5;
  const [day, time] = split(start, digits);
  const [lastDay, lastTime] = split(end, digits);
  // Midnight is the end of a day, not the beginning of the one behind it.
  const shown = !dated && lastDay !== day ? "24:00" : lastTime;
  if (!dated) return `${time}..${shown}`;
  return `${day}T${time}..${lastDay === day ? lastTime : `${lastDay}T${lastTime}`}`;
}

function split(wall: Micros, digits: number): readonly [day: string, time: string] {
  const [day, time] = iso(wall).split("T");
  return [day!, time!.slice(0, digits)];
}
