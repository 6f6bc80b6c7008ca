/** What the timeline shows, as plain values, and its measures in pixels. Invariant: the height follows from the lanes alone. */
import type { Course, Micros, Row } from "../../panel/messages.ts";
import type { Clock } from "../clock.ts";
import type { LateRecord } from "./lag.ts";
import type { Lanes } from "./lanes.ts";

export type Span = readonly [from: Micros, to: Micros];

export interface Scene {
  readonly rows: readonly Row[];
  /** Parallel to the rows: 1 if it matches the query. */
  readonly hits: Uint8Array;
  /** Those whose marks are not faint: the matches, while a row is under the pointer those of its key. */
  readonly lit: Uint8Array;
  readonly lanes: Lanes;
  /** One lane for all: there is no height for more. */
  readonly merged: boolean;
  readonly course: Course | null;
  readonly late: readonly LateRecord[];
  /** Of everything. */
  readonly extent: Span;
  /** What is in sight. */
  readonly sight: Span;
  /** The `time:` of the query. */
  readonly brush: Span | null;
  readonly selected: Selected | null;
  /** How far a replay that runs has come. */
  readonly watermark: Micros | null;
  readonly clock: Clock;
  /** Times need their day. */
  readonly dated: boolean;
}

export interface Selected {
  readonly lane: number;
  readonly span: Span;
  /** Times of its evidence. */
  readonly ticks: readonly Micros[];
}

export const AXIS = 16;
export const BIN = 4;
/** Of the lag: the whole lane, and its line of no lag below its upper edge. */
export const LAG = 24;
export const LAG_TOP = 2;
const BELOW = 4;
export const RIGHT = 12;
export const gutterOf = (merged: boolean): number => (merged ? 92 : 148);
export const laneHeight = (merged: boolean): number => (merged ? 20 : 12);

/** Top of the lag's lane, from the top of the timeline. */
export function lagTop({ merged, lanes }: Pick<Scene, "merged" | "lanes">): number {
  return AXIS + lanes.lanes.length * laneHeight(merged) + (merged ? 0 : 4);
}

export const heightOf = (scene: Pick<Scene, "merged" | "lanes">): number => lagTop(scene) + LAG + BELOW;
