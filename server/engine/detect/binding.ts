/**
 * A match in the making: what each step took, and what the labels mean by that. Invariant: `taken` is filled from the
 * left; a count is looked up between the steps that are bound, so a `where` may read the count in front of its own step.
 */
import { boundTo } from "./bound.ts";
import type { Micros, Value } from "../../model/program.ts";
import type { Item } from "../item.ts";
import type { Bindings } from "../terms/bindings.ts";
import type { Test } from "../terms/compare.ts";
import { aggregateOver } from "./aggregate.ts";
import { resolve } from "./choice.ts";
import type { RawStep } from "./detection.ts";
import type { Choice, CountPlan, Entry, SequencePlan, Slot } from "./plan.ts";
import type { SequenceState } from "./state.ts";
import type { Patience } from "./patience.ts";
import { keysOf, listOf, onSide, sharing, type Range } from "./store.ts";
import { firstBehind, firstSince, listed, type Listed } from "./window.ts";

export class Binding implements Bindings {
  readonly taken: Entry[] = [];
  private readonly choices: (Choice | null)[] = [];
  private values: readonly Value[] = [];
  private readonly plan: SequencePlan;
  private readonly slots: readonly Slot[];
  private readonly state: SequenceState;
  private readonly completing: Entry;
  private readonly bound: number;
  readonly patience: Patience;
  private readonly oldest: Micros;

  constructor(
    plan: SequencePlan,
    slots: readonly Slot[],
    state: SequenceState,
    completing: Entry,
    bound: number,
    patience: Patience,
  ) {
    this.patience = patience;
    this.plan = plan;
    this.slots = slots;
    this.state = state;
    this.completing = completing;
    this.bound = bound;
    this.oldest = completing.time - plan.within;
  }

  one(label: string): Item | null {
    return boundTo(this.plan.labels.get(label), this.choices);
  }

  many(label: string): readonly Item[] {
    const meaning = this.plan.labels.get(label);
    if (meaning?.kind === "count") return this.viewsIn(meaning.count.aggregates[0]!.slot, meaning.count);
    const item = this.one(label);
    return item === null ? [] : [item];
  }

  size(label: string): number | undefined {
    const meaning = this.plan.labels.get(label);
    if (meaning?.kind !== "count" || !this.fixed(meaning.count.aggregates[0]!.slot)) return undefined;
    return this.sizeOf(meaning.count.aggregates[0]!.slot, meaning.count);
  }

  members(label: string, field: string, cased: boolean): Test | undefined {
    const meaning = this.plan.labels.get(label);
    const plan = this.plan.joins.members.find(
      (member) => member.label === label && member.field === field && member.cased === cased,
    );
    if (plan === undefined || meaning?.kind !== "count") return undefined;
    const { slot } = meaning.count.aggregates[0]!;
    const [from, to] = this.range(slot, meaning.count);
    const { entries } = this.state.windows.get(slot);
    return (value) => {
      if (from >= to) return false;
      const keys = keysOf(value, cased);
      const shared = sharing(this.state.indexes[plan.index]!, keys, entries[from]!.at, entries[to - 1]!.at);
      return shared.from < shared.to;
    };
  }

  /** Those of the items at `from` .. `to` - 1 of a slot that can fit what is bound. */
  among(slot: number, from: number, to: number): Range {
    const { entries } = this.state.windows.get(slot);
    let best: Range = { entries, from, to };
    for (const probe of this.plan.joins.bound) {
      if (probe.slot !== slot || best.from >= best.to) continue;
      const item = this.one(probe.label);
      const keys = item === null ? [] : keysOf(probe.value(item, this), false);
      const shared = sharing(this.state.indexes[probe.index]!, keys, entries[from]!.at, entries[to - 1]!.at);
      if (shared.to - shared.from < best.to - best.from) best = shared;
    }
    if (best.entries !== entries) return best;
    for (const { slot: of, label, side, of: bound, index } of this.plan.joins.boundOrders) {
      const item = of === slot ? this.one(label) : null;
      const onOne = item && onSide(this.state, index, side, bound(item, this), best);
      if (onOne !== null) return onOne;
    }
    return best;
  }

  aggregate(index: number): Value {
    return this.values[index] ?? null;
  }

  /** As it is now. */
  copy(): Binding {
    const copy = new Binding(this.plan, this.slots, this.state, this.completing, this.bound, this.patience);
    copy.taken.push(...this.taken);
    copy.choices.push(...this.choices);
    copy.values = this.values;
    return copy;
  }

  /** Unbinds the steps from `index` on. */
  cut(index: number): void {
    this.taken.length = index;
    this.choices.length = index;
  }

  /** The item stands at this step; what it counts as is still open. */
  place(index: number, entry: Entry): void {
    this.taken[index] = entry;
    this.choices[index] = null;
  }

  choose(index: number, choice: Choice): void {
    this.choices[index] = choice;
  }

  /** What an item counts as in a slot under what is bound; null: nothing, or under another key. */
  resolve(slot: number, entry: Entry): Choice | null {
    return resolve(this.slots[slot]!.alternatives, entry, this);
  }

  /** There are too few items for a count: fewer still from a later step on, up to the same item. */
  short(count: CountPlan): boolean {
    return count.least > 0 && this.sizeOf(count.aggregates[0]!.slot, count) < count.least;
  }

  holds(count: CountPlan): boolean {
    this.values = count.aggregates.map((aggregate) =>
      aggregate.function === "count" && this.fixed(aggregate.slot)
        ? this.sizeOf(aggregate.slot, count)
        : aggregateOver(aggregate, this.viewsIn(aggregate.slot, count)),
    );
    return count.condition(this.completing.item, this);
  }

  /** Whether an aggregate of a step counts an item. */
  counts(count: CountPlan, { at }: Entry): boolean {
    return count.slots.some((slot) => {
      const window = this.state.windows.get(slot);
      const [from, to] = this.range(slot, count);
      const index = firstBehind(window, at - 1);
      const entry = window.entries[index];
      return index >= from && index < to && entry?.at === at && this.resolve(slot, entry) !== null;
    });
  }

  /** The first item of the match, counted ones included. */
  first(): { readonly at: number; readonly time: Micros } {
    const leading = this.plan.counts.find(({ after }) => after === 0);
    const step = this.plan.ties ? this.taken.reduce((a, b) => (b.at < a.at ? b : a)) : this.taken[0]!;
    const counted = leading === undefined ? undefined : this.counted(leading).items[0];
    return counted === undefined || counted.at > step.at ? step : counted;
  }

  /** The last item of the positive steps. */
  private last(): Entry {
    return this.plan.ties ? this.taken.reduce((a, b) => (b.at > a.at ? b : a)) : this.taken.at(-1)!;
  }

  evidence(): readonly RawStep[] {
    let step = 0;
    return this.plan.written.map(({ kind, label, text }, index): RawStep => {
      if (kind === "step") return { label, kind: "taken", text, total: 1, items: [this.taken[step++]!.item] };
      const { total, items } = this.counted(this.plan.written[index] as CountPlan);
      return { label, kind: "counted", text, total, items: items.map(({ item }) => item) };
    });
  }

  /** What the aggregates of a step count, each item once, in place order; of many the first and the last. */
  private counted(count: CountPlan): Listed<Entry> {
    const [slot, ...others] = count.slots;
    if (slot !== undefined && others.length === 0 && this.fixed(slot)) {
      const [from, to] = this.range(slot, count);
      return listed(this.state.windows.get(slot), from, to);
    }
    const distinct = new Map<number, Entry>();
    for (const each of count.slots)
      for (const entry of this.entriesIn(each, count))
        if (this.resolve(each, entry) !== null) distinct.set(entry.at, entry);
    return listed({ entries: [...distinct.values()].sort((a, b) => a.at - b.at), head: 0 });
  }

  private fixed(slot: number): boolean {
    return this.slots[slot]!.alternatives.every(({ cross }) => cross === null);
  }

  private sizeOf(slot: number, count: CountPlan): number {
    const [from, to] = this.range(slot, count);
    return Math.max(0, to - from);
  }

  private entriesIn(slot: number, count: CountPlan): readonly Entry[] {
    const [start, end] = this.range(slot, count);
    const range = this.among(slot, start, end);
    const { entries, from, to, next } = range;
    const found = next === undefined ? entries.slice(from, Math.max(from, to)) : listOf(range);
    this.patience.look(found.length);
    return found;
  }

  private viewsIn(slot: number, count: CountPlan): readonly Item[] {
    return this.entriesIn(slot, count).flatMap((entry) => this.resolve(slot, entry)?.view ?? []);
  }

  /** Indexes of the items between the neighbouring positive steps; the last count reaches to the completing item. */
  private range(slot: number, { after, within }: CountPlan): readonly [from: number, to: number] {
    const window = this.state.windows.get(slot);
    const last = after === this.plan.steps.length;
    const left = Math.max(this.bound, after === 0 ? -1 : last ? this.last().at : this.taken[after - 1]!.at);
    const right = last ? this.completing : this.taken[after]!;
    const since = within === null ? this.oldest : Math.max(this.oldest, right.time - within);
    const from = Math.max(firstBehind(window, left), firstSince(window, since));
    return [from, firstBehind(window, last ? right.at : right.at - 1)];
  }
}
