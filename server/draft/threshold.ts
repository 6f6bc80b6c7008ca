/** How many are many. Invariant: the records that a threshold is drafted from reach it, if any key is seen as often as twice. */
import { groupBy } from "../model/group.ts";
import type { Micros } from "../model/program.ts";

/** What a rule is to count. */
export interface Seen {
  readonly key: unknown;
  readonly time: Micros;
}

export const TEN_MINUTES = 600_000_000;
const STEPS = [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000] as const;
/** A first rule that fires more often than that is noise. */
const MOST_RAISED = 20;

export function thresholdOf(seen: readonly Seen[]): number {
  const most = mostWithin(seen);
  if (most < STEPS[0]) return Math.max(2, most);
  const reached = STEPS.filter((step) => step <= most);
  return reached.find((step) => crossings(seen, step) <= MOST_RAISED) ?? most;
}

/** Of one key, so many at most in any ten minutes. */
export const mostWithin = (seen: readonly Seen[]): number => Math.max(0, ...counts(seen));

/** How often so many are reached after there were fewer. */
function crossings(seen: readonly Seen[], step: number): number {
  let before = 0;
  let raised = 0;
  for (const count of counts(seen)) {
    if (count >= step && before < step) raised++;
    before = count;
  }
  return raised;
}

/** At each of them, key by key in the order of their times: how many of its key the ten minutes up to it hold. */
function counts(seen: readonly Seen[]): readonly number[] {
  return [...groupBy(seen, ({ key }) => key).values()].flatMap((own) => {
    const times = own.map(({ time }) => time).sort((a, b) => a - b);
    let first = 0;
    return times.map((time, last) => {
      while (times[first]! < time - TEN_MINUTES) first++;
      return last - first + 1;
    });
  });
}
