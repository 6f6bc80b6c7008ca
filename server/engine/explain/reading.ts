/**
 * A match in the making, as an explanation looks at it: what stands at each step, and what the labels mean by that.
 * Invariant: reads the windows and changes nothing of them; every look is counted, so that a search can give up.
 */
import { boundTo } from "../detect/bound.ts";
import type { Micros, Value } from "../../model/program.ts";
import { aggregateOver } from "../detect/aggregate.ts";
import { resolve } from "../detect/choice.ts";
import type { Choice, CountPlan, Entry, LabelPlan, Slot } from "../detect/plan.ts";
import { firstBehind, firstSince, type Window } from "../detect/window.ts";
import type { Item } from "../item.ts";
import type { Bindings } from "../terms/bindings.ts";

export type Windows = ReadonlyMap<number, Window>;

/** The items that a count looks at: behind `left`, not behind `right`, with a time of at least `since`. */
export interface Reach {
  readonly left: number;
  readonly right: number;
  readonly since: Micros;
}

export class Reading implements Bindings {
  readonly taken: Entry[] = [];
  readonly choices: (Choice | null)[] = [];
  looks = 0;
  private values: readonly Value[] = [];
  private readonly labels: ReadonlyMap<string, LabelPlan>;
  private readonly slots: readonly Slot[];
  private readonly windows: Windows;
  private readonly reachOf: (count: CountPlan) => Reach | null;

  /** `reachOf`: what a count that is asked for now looks at; null: nothing yet. */
  constructor(
    labels: ReadonlyMap<string, LabelPlan>,
    slots: readonly Slot[],
    windows: Windows,
    reachOf: (count: CountPlan) => Reach | null,
  ) {
    this.labels = labels;
    this.slots = slots;
    this.windows = windows;
    this.reachOf = reachOf;
  }

  one(label: string): Item | null {
    return boundTo(this.labels.get(label), this.choices);
  }

  many(label: string): readonly Item[] {
    const meaning = this.labels.get(label);
    if (meaning?.kind === "count") {
      const reach = this.reachOf(meaning.count);
      return reach === null ? [] : this.views(meaning.count.aggregates[0]!.slot, reach);
    }
    const item = this.one(label);
    return item === null ? [] : [item];
  }

  aggregate(index: number): Value {
    return this.values[index] ?? null;
  }

  cut(length: number): void {
    this.taken.length = length;
    this.choices.length = length;
  }

  put(step: number, entry: Entry): void {
    this.taken[step] = entry;
    this.choices[step] = null;
  }

  /** What an item counts as in a slot; null: nothing, or under another key. */
  resolve(slot: number, entry: Entry): Choice | null {
    this.looks += entry.choices.length;
    return resolve(this.slots[slot]!.alternatives, entry, this);
  }

  holds(count: CountPlan, reach: Reach, judged: Item): boolean {
    this.values = count.aggregates.map((aggregate) =>
      aggregate.function === "count" && this.plain(aggregate.slot)
        ? this.sizeOf(aggregate.slot, reach)
        : aggregateOver(aggregate, this.views(aggregate.slot, reach)),
    );
    return count.condition(judged, this);
  }

  /** The values of the count that was judged last. */
  judged(): readonly Value[] {
    return this.values;
  }

  /** What a count looks at, in place order, each item once. */
  counted({ slots }: CountPlan, reach: Reach): readonly Entry[] {
    const distinct = new Map<number, Entry>();
    for (const slot of slots) for (const entry of this.within(slot, reach)) distinct.set(entry.at, entry);
    return [...distinct.values()].sort((a, b) => a.at - b.at);
  }

  private within(slot: number, reach: Reach): readonly Entry[] {
    const window = this.windows.get(slot)!;
    const found = window.entries.slice(...this.range(window, reach));
    this.looks += found.length;
    return this.plain(slot) ? found : found.filter((entry) => this.resolve(slot, entry) !== null);
  }

  private views(slot: number, reach: Reach): readonly Item[] {
    return this.within(slot, reach).flatMap((entry) => this.resolve(slot, entry)?.view ?? []);
  }

  private sizeOf(slot: number, reach: Reach): number {
    const [from, to] = this.range(this.windows.get(slot)!, reach);
    return to - from;
  }

  private range(window: Window, { left, right, since }: Reach): [from: number, to: number] {
    const from = Math.max(firstBehind(window, left), firstSince(window, since));
    return [from, Math.max(from, firstBehind(window, right))];
  }

  /** Its items count whatever else the match holds. */
  private plain(slot: number): boolean {
    return this.slots[slot]!.alternatives.every(({ cross }) => cross === null);
  }
}
