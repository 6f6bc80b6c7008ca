/**
 * An aggregate kept up to date while items come into a window and leave it. Invariant: answers what looking at the whole
 * window would; where it cannot (`stddev`, values that are no numbers, sums of fractions, whose rounding depends on the
 * order) it says so. Cost per item: constant, and for the order of numbers the logarithm and a move of memory.
 */
import type { Value } from "../../model/program.ts";
import type { Item } from "../item.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import { distinctKeys, percentileOf, tupleKey } from "./aggregate.ts";
import type { AggregatePlan } from "./plan.ts";

export type Tally = KeyTally | SumTally | OrderTally;

interface KeyTally {
  readonly kind: "keys";
  /** How often each value, or tuple of values, is in the window. */
  readonly counts: Map<string, number>;
}

interface SumTally {
  readonly kind: "sum";
  size: number;
  /** Of the integers. */
  sum: bigint;
  fractions: number;
}

interface OrderTally {
  readonly kind: "order";
  readonly sorted: number[];
  /** Values that are no numbers. */
  others: number;
}

/** Null: the function needs none. */
export function createTally({ function: name }: AggregatePlan): Tally | null {
  switch (name) {
    case "count":
    case "stddev":
      return null;
    case "distinct":
    case "first":
    case "seen":
      return { kind: "keys", counts: new Map() };
    case "sum":
    case "avg":
      return { kind: "sum", size: 0, sum: 0n, fractions: 0 };
    default:
      return { kind: "order", sorted: [], others: 0 };
  }
}

/** `by`: 1 where the item comes, -1 where it leaves. */
export function change(tally: Tally, plan: AggregatePlan, item: Item, by: 1 | -1): void {
  if (tally.kind === "keys") {
    for (const key of keysOf(plan, item)) {
      const count = (tally.counts.get(key) ?? 0) + by;
      if (count === 0) tally.counts.delete(key);
      else tally.counts.set(key, count);
    }
    return;
  }
  for (const value of [plan.fields[0]!(item, NO_BINDINGS)].flat())
    if (tally.kind === "sum") addUp(tally, value, by);
    else place(tally, value, by);
}

function keysOf(plan: AggregatePlan, item: Item): readonly string[] {
  if (plan.function === "distinct") return distinctKeys(plan, item);
  const tuple = tupleKey(plan, item);
  return tuple === null ? [] : [tuple];
}

function addUp(tally: SumTally, value: Value, by: 1 | -1): void {
  if (typeof value !== "number") return;
  tally.size += by;
  if (Number.isSafeInteger(value)) tally.sum += BigInt(by * value);
  else tally.fractions += by;
}

function place(tally: OrderTally, value: Value, by: 1 | -1): void {
  if (typeof value === "number") {
    const at = position(tally.sorted, value);
    if (by === 1) tally.sorted.splice(at, 0, value);
    else tally.sorted.splice(at, 1);
  } else if (value !== null) tally.others += by;
}

/** `judged`: the item that is judged, if this aggregate counts it. Undefined: only the whole window tells. */
export function tallied(tally: Tally, plan: AggregatePlan, judged: Item | null): Value | undefined {
  if (tally.kind === "keys") {
    if (plan.function === "distinct") return tally.counts.size;
    const key = judged === null ? null : tupleKey(plan, judged);
    const seen = key === null ? null : (tally.counts.get(key) ?? null);
    return plan.function === "seen" ? seen : seen === 1;
  }
  if (tally.kind === "sum") {
    if (tally.fractions > 0) return undefined;
    if (tally.size === 0) return null;
    return plan.function === "sum" ? Number(tally.sum) : Number(tally.sum) / tally.size;
  }
  const { sorted, others } = tally;
  if (others > 0) return undefined;
  if (sorted.length === 0) return null;
  if (plan.function === "min") return sorted[0]!;
  if (plan.function === "max") return sorted.at(-1)!;
  return percentileOf(sorted, plan.function === "median" ? 50 : (plan.rank ?? 50));
}

/** Index of the first number that is not less. */
function position(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}
