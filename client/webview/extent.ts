/** From when to when all that the panel shows is. */
import type { Micros, PanelState, Row } from "../panel/messages.ts";
import { memo } from "./arrange.ts";
import type { Clock } from "./clock.ts";
import { DAY } from "./clock.ts";
import type { Data } from "./data.ts";

const SECOND = 1_000_000;

/** From the first record of all to the last of them to complete one. */
const bounds = memo((rows: readonly Row[]): readonly [first: Micros, last: Micros] => {
  let [first, last] = [Infinity, -Infinity];
  for (const row of rows) {
    if (row.first < first) first = row.first;
    if (row.time > last) last = row.time;
  }
  return [first, last];
});

/** Of the records, where they are known, and of the detections; null: there is nothing yet. */
export function extentOf({ rows, course }: Data, { summary, progress, phase }: PanelState): [Micros, Micros] | null {
  let [first, last] = bounds(rows);
  first = Math.min(first, summary?.first ?? Infinity);
  last = Math.max(last, summary?.last ?? -Infinity);
  if (phase === "running" && progress?.watermark != null) last = Math.max(last, progress.watermark);
  const arrived = course?.points.at(-1)?.at;
  if (arrived !== undefined) last = Math.max(last, arrived);
  if (first > last) return null;
  return first === last ? [first - 30 * SECOND, last + 30 * SECOND] : [first, last];
}

/** The wall time of the midnight before all of it; null: it is of several days. */
export function dayOf(extent: readonly [Micros, Micros] | null, clock: Clock): Micros | null {
  if (extent === null) return null;
  const [from, to] = extent.map((at) => Math.floor(clock.wall(at) / DAY) * DAY);
  return from === to ? from! : null;
}

/** Whether times need their day. */
export function spansDays({ rows }: Data, clock: Clock): boolean {
  if (rows.length === 0) return false;
  const [first, last] = bounds(rows);
  return clock.day(first) !== clock.day(last);
}
