/**
 * The axis of a run's chart, from what started it to its end, or the part of it that is in sight. Pure. Invariant: what is out of
 * sight stands outside of the axis, and not so far that a drawing could lose it.
 */
import type { Micros, PlaybookRun, StepTrace } from "../panel/messages.ts";
import { span } from "./format.ts";
import { panned, zoomed } from "./timeline/moves.ts";
import type { RunZoom } from "./view.ts";

export interface Axis {
  /** Where a moment stands, in percent. */
  readonly at: (moment: Micros) => number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  readonly sight: readonly [from: Micros, to: Micros];
  /** A part of the run is out of sight. */
  readonly partly: boolean;
}

const MOST_TICKS = 6;
const MILLISECOND = 1_000;
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((n) => n * MILLISECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 4, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 30].map((n) => n * DAY),
];
/** The closest look. */
const LEAST = 5 * MILLISECOND;
/** In percent beyond the axis. */
const BEYOND = 50;

const extentOf = ({ raised, ended }: PlaybookRun): readonly [Micros, Micros] => [raised, Math.max(raised + 1, ended)];

export function axisOf(run: PlaybookRun, zoom: RunZoom | null): Axis {
  const extent = extentOf(run);
  const [from, to] = zoom?.run === run.id ? zoom.sight : extent;
  const length = to - from;
  const step = STEPS.find((each) => length / each <= MOST_TICKS) ?? STEPS.at(-1)!;
  const first = Math.ceil((from - run.raised) / step);
  const number = Math.min(MOST_TICKS, Math.floor((to - run.raised) / step) - first);
  const ticks = Array.from({ length: Math.max(0, number + 1) }, (_, i) => (first + i) * step);
  const at = (moment: Micros): number => Math.min(100 + BEYOND, Math.max(-BEYOND, (100 * (moment - from)) / length));
  return {
    at,
    ticks: ticks.map((tick) => ({ at: at(run.raised + tick), text: tickText(tick, step) })),
    sight: [from, to],
    partly: length < extent[1] - extent[0],
  };
}

/** `factor` above 1: closer; `share` of the width, 0 to 1, stays where it is. */
export function closer(run: PlaybookRun, { sight }: Axis, factor: number, share: number): RunZoom | null {
  const at = sight[0] + share * (sight[1] - sight[0]);
  return of(run, zoomed({ sight, extent: extentOf(run) }, factor, at, LEAST));
}

/** `share`: of what is in sight, to the right. */
export const along = (run: PlaybookRun, { sight }: Axis, share: number): RunZoom | null =>
  of(run, panned({ sight, extent: extentOf(run) }, share * (sight[1] - sight[0])));

/** One step, a quarter of its length before and behind it. */
export function around(run: PlaybookRun, { begin, end }: StepTrace, axis: Axis): RunZoom | null {
  if (begin === null || end === null) return null;
  const extent = extentOf(run);
  const length = Math.max(LEAST, (end - begin) * 1.5);
  const middle = closer(run, { ...axis, sight: extent }, (extent[1] - extent[0]) / length, 0);
  if (middle === null) return null;
  return of(run, panned({ sight: middle.sight, extent }, (begin + end - length) / 2 - extent[0]));
}

const of = ({ id }: PlaybookRun, sight: RunZoom["sight"] | null): RunZoom | null => sight && { run: id, sight };

function tickText(tick: Micros, step: Micros): string {
  if (tick === 0) return "0";
  const digits = step >= SECOND ? 0 : step >= 100 * MILLISECOND ? 1 : step >= 10 * MILLISECOND ? 2 : 3;
  if (tick < MINUTE)
    return tick < SECOND && step < 100 * MILLISECOND
      ? `${tick / MILLISECOND}ms`
      : `${(tick / SECOND).toFixed(digits)}s`;
  if (step >= MINUTE || (step >= SECOND && tick < HOUR)) return span(tick);
  // Far from the beginning and looked at closely: the units of `span` are too coarse.
  const [hours, minutes] = [Math.floor(tick / HOUR), Math.floor((tick % HOUR) / MINUTE)];
  const seconds = ((tick % MINUTE) / SECOND).toFixed(digits).padStart(digits === 0 ? 2 : digits + 3, "0");
  return `${hours}:${String(minutes).padStart(2, "0")}:${seconds}`;
}
