/** What lies where the pointer or the keys are. Pure, but for the chart's measures. */
import type { CoursePoint, Micros } from "../../panel/messages.ts";
import type { Mark } from "./bins.ts";
import type { Chart } from "./chart.ts";
import type { LateRecord } from "./lag.ts";
import type { Scene } from "./scene.ts";
import { AXIS, BIN, lagTop, laneHeight } from "./scene.ts";
import type { Pointed } from "./words.ts";

type Measures = Pick<Chart, "all" | "placeOf">;

/** `y` null: all lanes at this time, and the lag. */
export function pointedAt(scene: Scene, chart: Measures, at: Micros, y: number | null): Pointed {
  const bin = Math.floor(chart.placeOf(at) / BIN);
  const lag = y !== null && y >= lagTop(scene);
  const lane = y === null ? null : Math.floor((y - AXIS) / laneHeight(scene.merged));
  const marks = chart.all.filter((mark) => !lag && mark.bin === bin && (lane === null || mark.lane === lane));
  const point = y === null || lag ? pointBefore(scene.course?.points ?? [], at) : null;
  return { at, marks, point, late: lag ? near(scene, chart, { x: chart.placeOf(at) }) : null };
}

/** The late record next to a place, no farther than its diamond is wide. */
export function near({ late }: Scene, chart: Measures, { x }: { readonly x: number }): LateRecord | null {
  let best: LateRecord | null = null;
  let least = BIN;
  for (const record of late) {
    const distance = Math.abs(chart.placeOf(record.arrived) - x);
    if (distance <= least) [best, least] = [record, distance];
  }
  return best;
}

/** Index of the row that a click selects; null: there is none. */
export function worstOf(marks: readonly Mark[]): number | null {
  let worst: Mark | null = null;
  for (const mark of marks) {
    const better = worst === null || (mark.lit === worst.lit ? mark.bars > worst.bars : mark.lit);
    if (better) worst = mark;
  }
  return worst?.row ?? null;
}

/** The last point that is not behind this time. */
function pointBefore(points: readonly CoursePoint[], at: Micros): CoursePoint | null {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return points[low - 1] ?? null;
}
