/**
 * The items of a window by place, with the numbers that they have, to find the next one on one side of a bound: a tree of
 * the highest and lowest numbers of neighbours. Invariant: `next` passes over no item that can fit; one that left is
 * never found. Cost per item and look: the logarithm of the window.
 */
import type { Value } from "../../model/program.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import type { OrderedPlan, Side } from "./order.ts";
import type { Entry } from "./plan.ts";

const FEWEST = 64;

export class Ordered {
  /** In the order of their places, also those that left until there is no more room. */
  entries: Entry[] = [];
  private readonly plan: OrderedPlan;
  /** Of entry i at `room + i`, of its neighbours at the half of that. */
  private highs: Float64Array = new Float64Array(2 * FEWEST).fill(-Infinity);
  private lows: Float64Array = new Float64Array(2 * FEWEST).fill(Infinity);
  private room = FEWEST;

  constructor(plan: OrderedPlan, entries: Iterable<Entry>) {
    this.plan = plan;
    for (const entry of entries) this.append(entry);
  }

  append(entry: Entry): void {
    if (this.entries.length === this.room) this.renew();
    const index = this.entries.push(entry) - 1;
    const [low, high] = rangeOf(this.plan, entry);
    this.put(index, low, high);
  }

  remove(at: number): void {
    const index = this.firstBehind(at - 1);
    if (this.entries[index]?.at === at) this.put(index, Infinity, -Infinity);
  }

  /** Index of the first item behind a place. */
  firstBehind(at: number): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle]!.at > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Index of the first item from `from` on that may be on this side of the bound, a finite number; else of none. */
  next(from: number, side: Side, bound: number): number {
    const { room } = this;
    if (from >= room) return room;
    let node = room + from;
    // Upwards to the first neighbours behind which one may fit, then down to it.
    while (!this.reaches(node, side, bound)) {
      while ((node & 1) === 1) node >>= 1;
      if (node === 0) return room;
      node++;
    }
    while (node < room) {
      node *= 2;
      if (!this.reaches(node, side, bound)) node++;
    }
    return node - room;
  }

  private reaches(node: number, side: Side, bound: number): boolean {
    switch (side) {
      case "<":
        return this.lows[node]! < bound;
      case "<=":
        return this.lows[node]! <= bound;
      case ">":
        return this.highs[node]! > bound;
      case ">=":
        return this.highs[node]! >= bound;
    }
  }

  private put(index: number, low: number, high: number): void {
    const { lows, highs } = this;
    let node = this.room + index;
    lows[node] = low;
    highs[node] = high;
    for (node >>= 1; node > 0; node >>= 1) {
      lows[node] = Math.min(lows[2 * node]!, lows[2 * node + 1]!);
      highs[node] = Math.max(highs[2 * node]!, highs[2 * node + 1]!);
    }
  }

  /** Without those that left, with room for as many again. */
  private renew(): void {
    const { entries, lows, highs, room } = this;
    const kept = entries.flatMap((_, index) => (lows[room + index]! <= highs[room + index]! ? [index] : []));
    const most = Math.max(FEWEST, 2 ** Math.ceil(Math.log2(2 * kept.length + 1)));
    this.entries = kept.map((index) => entries[index]!);
    this.room = most;
    this.lows = new Float64Array(2 * most).fill(Infinity);
    this.highs = new Float64Array(2 * most).fill(-Infinity);
    for (const [index, old] of kept.entries()) {
      this.lows[most + index] = lows[room + old]!;
      this.highs[most + index] = highs[room + old]!;
    }
    for (let node = most - 1; node > 0; node--) {
      this.lows[node] = Math.min(this.lows[2 * node]!, this.lows[2 * node + 1]!);
      this.highs[node] = Math.max(this.highs[2 * node]!, this.highs[2 * node + 1]!);
    }
  }
}

type Bounds = readonly [low: number, high: number];
const ANY: Bounds = [-Infinity, Infinity];
const NONE: Bounds = [Infinity, -Infinity];

function rangeOf({ values }: OrderedPlan, { choices }: Entry): Bounds {
  const [only, ...others] = choices;
  if (only === undefined || others.length > 0) return ANY;
  const value = values[only.alternative];
  return value === null || value === undefined ? ANY : boundsOf(value(only.view, NO_BINDINGS));
}

/** No number is on one side of what is none, save of an element of a list. */
function boundsOf(value: Value): Bounds {
  if (typeof value === "number") return [value, value];
  return value !== null && typeof value === "object" ? ANY : NONE;
}
