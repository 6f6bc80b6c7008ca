/**
 * `all`: one item for each member, in any order, and counts beside them. Invariant: a match completes at the first item
 * at which everything holds, so at an item behind another at which the counts held, some item of the match must be new;
 * of those that complete, the first by its places in ascending order is taken, and its items leave the windows.
 *
 * Cost per item: O(members^3 * log window), whatever the window holds.
 */
import type { Item } from "../item.ts";
import type { Bindings } from "../terms/bindings.ts";
import type { Value } from "../../model/program.ts";
import { aggregateOver } from "./aggregate.ts";
import { assign, matchable } from "./assign.ts";
import type { RawStep } from "./detection.ts";
import type { Match } from "./match.ts";
import type { AllPlan, CountPlan, Entry } from "./plan.ts";
import type { AllState } from "./state.ts";
import { firstBehind, firstSince, listed, remove } from "./window.ts";

/** An item has come to one of the slots and stands in its windows. */
export function completeAll(plan: AllPlan, state: AllState, completing: Entry): Match | null {
  const oldest = completing.time - plan.within;
  const binding = new AllBinding(plan, state, completing);
  if (!plan.counts.every((count) => binding.holds(count))) return null;
  const before = state.held;
  state.held = completing.at;
  const taken = firstSet(plan, state, oldest, before);
  if (taken === null) return null;
  binding.taken = taken;
  const steps = binding.evidence();
  for (const entry of taken) for (const { slot } of plan.members) remove(state.windows.get(slot)!, entry.at);
  return { steps, bindings: binding, completing: completing.item };
}

/** The first set of items that fills all members with one of them behind `before`; in the order of the members. */
function firstSet(plan: AllPlan, state: AllState, oldest: number, before: number): readonly Entry[] | null {
  const windows = plan.members.map(({ slot }) => state.windows.get(slot)!);
  const size = windows.length;
  // Of each member the last few items behind a place: no more are ever in each other's way.
  const latest = (place: number): readonly (readonly number[])[] =>
    windows.map((window) => {
      const from = Math.max(firstBehind(window, place), firstSince(window, oldest), window.entries.length - size);
      return window.entries.slice(from).map(({ at }) => at);
    });
  const fits = (at: number): readonly boolean[] =>
    windows.map((window) => window.entries[firstBehind(window, at - 1)]?.at === at);
  const possible = (chosen: readonly number[], place: number): boolean => {
    const later = latest(place);
    if (chosen.some((at) => at > before)) return matchable(size, chosen, fits, later, null);
    return later.some((places, member) => {
      const last = places.at(-1) ?? -1;
      return last > before && matchable(size, chosen, fits, later, { member, at: last });
    });
  };
  if (!possible([], -1)) return null;
  const chosen: number[] = [];
  let place = -1;
  while (chosen.length < size) {
    const needed = chosen.length === size - 1 && !chosen.some((at) => at > before);
    if (needed) place = Math.max(place, before);
    place = Math.min(
      ...windows.map(
        (window) => window.entries[Math.max(firstBehind(window, place), firstSince(window, oldest))]?.at ?? Infinity,
      ),
    );
    if (place === Infinity) return null;
    if (possible([...chosen, place], place)) chosen.push(place);
  }
  const places = assign(size, chosen, fits);
  return places.map((at, member) => windows[member]!.entries[firstBehind(windows[member]!, at - 1)]!);
}

class AllBinding implements Bindings {
  taken: readonly Entry[] = [];
  private values: readonly Value[] = [];
  private readonly plan: AllPlan;
  private readonly completing: Entry;
  private readonly counted: ReadonlyMap<number, readonly Entry[]>;

  constructor(plan: AllPlan, state: AllState, completing: Entry) {
    this.plan = plan;
    this.completing = completing;
    const counted = new Map<number, readonly Entry[]>();
    for (const { slots, within } of plan.counts)
      for (const slot of slots) {
        const window = state.windows.get(slot)!;
        const since = completing.time - Math.min(plan.within, within ?? Infinity);
        counted.set(slot, window.entries.slice(firstSince(window, since)));
      }
    this.counted = counted;
  }

  one(label: string): Item | null {
    const meaning = this.plan.labels.get(label);
    if (meaning?.kind !== "step") return null;
    const choice = this.taken[meaning.step]?.choices.at(-1);
    if (choice === undefined) return null;
    return meaning.alternatives === null || meaning.alternatives.includes(choice.alternative) ? choice.view : null;
  }

  many(label: string): readonly Item[] {
    const meaning = this.plan.labels.get(label);
    if (meaning?.kind === "count") return this.views(meaning.count.aggregates[0]!.slot);
    const item = this.one(label);
    return item === null ? [] : [item];
  }

  aggregate(index: number): Value {
    return this.values[index] ?? null;
  }

  holds(count: CountPlan): boolean {
    this.values = count.aggregates.map((aggregate) => aggregateOver(aggregate, this.views(aggregate.slot)));
    return count.condition(this.completing.item, this);
  }

  evidence(): readonly RawStep[] {
    let member = 0;
    return this.plan.written.map((part): RawStep => {
      const { kind, label, text } = part;
      if (kind === "step") return { label, kind: "taken", text, total: 1, items: [this.taken[member++]!.item] };
      const entries = new Map(part.slots.flatMap((slot) => this.counted.get(slot)!.map((entry) => [entry.at, entry])));
      const sorted = [...entries.values()].sort((a, b) => a.at - b.at);
      const { total, items } = listed({ entries: sorted, head: 0 });
      return { label, kind: "counted", text, total, items: items.map(({ item }) => item) };
    });
  }

  private views(slot: number): readonly Item[] {
    return this.counted.get(slot)!.map((entry) => entry.choices.at(-1)!.view);
  }
}
