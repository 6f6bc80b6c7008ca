/**
 * A match of an `all` in the making: which item each member took, and what the labels mean by that. Invariant: a count is
 * looked up as of the item at which completion is judged, over the items up to it.
 */
import { boundTo } from "./bound.ts";
import type { Value } from "../../model/program.ts";
import type { Item } from "../item.ts";
import type { Bindings } from "../terms/bindings.ts";
import { aggregateOver } from "./aggregate.ts";
import { resolve } from "./choice.ts";
import { Patience } from "./patience.ts";
import type { RawStep } from "./detection.ts";
import type { AllPlan, Choice, CountPlan, Entry, Slot } from "./plan.ts";
import { settleMembers } from "./settle.ts";
import type { AllState, Moment } from "./state.ts";
import { firstBehind, firstSince, listed, type Listed } from "./window.ts";

export class AllBinding implements Bindings {
  /** By member. */
  readonly taken: (Entry | null)[];
  readonly choices: (Choice | null)[];
  private values: readonly Value[] = [];
  private readonly plan: AllPlan;
  private readonly slots: readonly Slot[];
  private readonly state: AllState;
  private moment: Moment;
  readonly patience: Patience;

  constructor(
    plan: AllPlan,
    slots: readonly Slot[],
    state: AllState,
    moment: Moment,
    patience: Patience = new Patience(),
  ) {
    this.patience = patience;
    this.plan = plan;
    this.slots = slots;
    this.state = state;
    this.moment = moment;
    this.taken = plan.members.map(() => null);
    this.choices = plan.members.map(() => null);
  }

  /** As it is now. */
  copy(): AllBinding {
    const copy = new AllBinding(this.plan, this.slots, this.state, this.moment, this.patience);
    this.taken.forEach((entry, member) => (copy.taken[member] = entry));
    this.choices.forEach((choice, member) => (copy.choices[member] = choice));
    copy.values = this.values;
    return copy;
  }

  /** The items of all members, once all are bound. */
  entries(): readonly Entry[] {
    return this.taken.filter((entry) => entry !== null);
  }

  bind(member: number, entry: Entry | null): void {
    this.taken[member] = entry;
    this.choices[member] = entry?.choices[0] ?? null;
  }

  one(label: string): Item | null {
    return boundTo(this.plan.labels.get(label), this.choices);
  }

  many(label: string): readonly Item[] {
    const meaning = this.plan.labels.get(label);
    if (meaning?.kind === "count") return this.views(meaning.count.aggregates[0]!.slot, meaning.count);
    const item = this.one(label);
    return item === null ? [] : [item];
  }

  aggregate(index: number): Value {
    return this.values[index] ?? null;
  }

  /** What each member's item counts as under all the others; false: one is nothing, or under another key. */
  settle(): boolean {
    return settleMembers(this.plan, this.slots, this.taken, this);
  }

  resolve(slot: number, entry: Entry): Choice | null {
    return resolve(this.slots[slot]!.alternatives, entry, this);
  }

  /** Completion is judged here from now on. */
  move(moment: Moment): void {
    this.moment = moment;
  }

  /** Every aggregate holds. */
  holds(): boolean {
    const { moment } = this;
    return this.plan.counts.every((count) => {
      this.values = count.aggregates.map((aggregate) =>
        aggregate.function === "count" && this.fixed(aggregate.slot)
          ? this.sizeOf(aggregate.slot, count)
          : aggregateOver(aggregate, this.views(aggregate.slot, count)),
      );
      return count.condition(moment.item, this);
    });
  }

  /** The item at hand is one of the match, fits a member under it, or is counted. */
  concerns({ at, entries }: Moment): boolean {
    if (this.taken.some((entry) => entry?.at === at)) return true;
    return entries.some(({ slot, entry }) => {
      if (this.plan.members.some((member) => member.slot === slot)) return this.resolve(slot, entry) !== null;
      return this.plan.counts.some(
        (count) => count.slots.includes(slot) && this.entriesIn(slot, count).some((counted) => counted.at === at),
      );
    });
  }

  evidence(): readonly RawStep[] {
    let member = 0;
    return this.plan.written.map((part): RawStep => {
      const { kind, label, text } = part;
      if (kind === "step") return { label, kind: "taken", text, total: 1, items: [this.taken[member++]!.item] };
      const { total, items } = this.counted(part);
      return { label, kind: "counted", text, total, items: items.map(({ item }) => item) };
    });
  }

  /** What the aggregates of a step count, each item once; of many the first and the last. */
  private counted(count: CountPlan): Listed<Entry> {
    const [slot, ...others] = count.slots;
    if (slot !== undefined && others.length === 0 && this.fixed(slot))
      return listed(this.state.windows.get(slot)!, ...this.range(slot, count));
    const entries = new Map(count.slots.flatMap((each) => this.entriesIn(each, count).map((one) => [one.at, one])));
    return listed({ entries: [...entries.values()].sort((a, b) => a.at - b.at), head: 0 });
  }

  private range(slot: number, { within }: CountPlan): readonly [from: number, to: number] {
    const window = this.state.windows.get(slot)!;
    const since = this.moment.time - Math.min(this.plan.within, within ?? Infinity);
    return [firstSince(window, since), firstBehind(window, this.moment.at)];
  }

  private sizeOf(slot: number, count: CountPlan): number {
    const [from, to] = this.range(slot, count);
    return Math.max(0, to - from);
  }

  private entriesIn(slot: number, count: CountPlan): readonly Entry[] {
    const [from, to] = this.range(slot, count);
    const entries = this.state.windows.get(slot)!.entries.slice(from, Math.max(from, to));
    this.patience.look(entries.length);
    return this.fixed(slot) ? entries : entries.filter((entry) => this.resolve(slot, entry) !== null);
  }

  private views(slot: number, count: CountPlan): readonly Item[] {
    return this.entriesIn(slot, count).flatMap((entry) => this.resolve(slot, entry)?.view ?? []);
  }

  private fixed(slot: number): boolean {
    return this.slots[slot]!.alternatives.every(({ cross }) => cross === null);
  }
}
