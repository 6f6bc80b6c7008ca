/**
 * Aggregates over the items of a window. Invariant: the value depends on the items and their order alone; strings are
 * told apart ignoring case; a missing value takes no part; of a list value each element does. `stddev` is that of the
 * whole window (divided by n), `median` and `percentile` interpolate linearly between the two nearest values.
 */
import type { Value } from "../../model/program.ts";
import { compareValues, type Item } from "../item.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import { foldKey } from "../terms/fold.ts";
import type { AggregatePlan } from "./plan.ts";

/** All but `first` and `seen`, which need to know the item that is judged. */
export function aggregateOver(plan: AggregatePlan, items: readonly Item[]): Value {
  if (plan.function === "count") return items.length;
  if (plan.function === "distinct") return new Set(items.flatMap((item) => distinctKeys(plan, item))).size;
  const values = items.flatMap((item) => plan.fields[0]!(item, NO_BINDINGS)).filter((value) => value !== null);
  switch (plan.function) {
    case "min":
      return extreme(values, -1);
    case "max":
      return extreme(values, 1);
    default:
      return numeric(
        plan,
        values.filter((value) => typeof value === "number"),
      );
  }
}

function numeric(plan: AggregatePlan, numbers: readonly number[]): Value {
  if (numbers.length === 0) return null;
  const sum = numbers.reduce((total, value) => total + value, 0);
  const mean = sum / numbers.length;
  switch (plan.function) {
    case "sum":
      return sum;
    case "avg":
      return mean;
    case "stddev":
      return Math.sqrt(numbers.reduce((total, value) => total + (value - mean) ** 2, 0) / numbers.length);
    case "median":
      return percentileOf(ascending(numbers), 50);
    case "percentile":
      return percentileOf(ascending(numbers), plan.rank ?? 50);
    default:
      return null;
  }
}

/** `sorted` ascends and is not empty. */
export function percentileOf(sorted: readonly number[], rank: number): number {
  const position = (rank / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(position)]!;
  const above = sorted[Math.ceil(position)]!;
  return below + (above - below) * (position - Math.floor(position));
}

const ascending = (numbers: readonly number[]): readonly number[] => numbers.toSorted((a, b) => a - b);

function extreme(values: readonly Value[], sign: 1 | -1): Value {
  let best: Value = null;
  for (const value of values)
    if (best === null || sign * compareValues(foldKey(value, false), foldKey(best, false)) > 0) best = value;
  return best;
}

/** What `distinct` counts of an item: of a list each element. */
export function distinctKeys(plan: AggregatePlan, item: Item): readonly string[] {
  const values = [plan.fields[0]!(item, NO_BINDINGS)].flat();
  return [...new Set(values.filter((value) => value !== null).map((value) => JSON.stringify(foldKey(value, false))))];
}

/** The values that `first` and `seen` compare as one; null: one of them is missing. */
export function tupleKey(plan: AggregatePlan, item: Item): string | null {
  const values = plan.fields.map((field) => field(item, NO_BINDINGS));
  return values.includes(null) ? null : JSON.stringify(values.map((value) => foldKey(value, false)));
}
