/**
 * How far behind arrival the watermark stood, and late records below it. Invariant: deeper is later, and a depth depends on its
 * own lag and the deepest one only. Seconds and hours must be seen in 20 pixels, so depth grows with the root.
 */
import type { Course, Micros, Rejected } from "../../panel/messages.ts";

const SECOND = 1_000_000;

export interface LateRecord {
  readonly arrived: Micros;
  readonly lag: Micros;
  /** Its index among all that was set aside. */
  readonly index: number;
}

export function lateOf(rejected: readonly Rejected[]): readonly LateRecord[] {
  return rejected.flatMap(({ kind, arrived, time }, index): LateRecord[] =>
    kind === "late" && arrived !== null && time !== null ? [{ arrived, lag: arrived - time, index }] : [],
  );
}

export const depth = (lag: Micros): number => Math.sqrt(Math.max(0, lag) / SECOND);

/** The depth at the lane's lower edge. */
export function deepest(course: Course | null, late: readonly LateRecord[]): number {
  let most = SECOND;
  for (const { at, watermark } of course?.points ?? []) if (watermark !== null) most = Math.max(most, at - watermark);
  for (const { lag } of late) most = Math.max(most, lag);
  return depth(most);
}

/** What the chart draws: arrival in milliseconds, and depth. Before there is a watermark there is no line. */
export function line(course: Course | null): [x: number[], y: (number | null)[]] {
  const points = course?.points ?? [];
  return [
    points.map(({ at }) => at / 1_000),
    points.map(({ at, watermark }) => (watermark === null ? null : depth(at - watermark))),
  ];
}
