/**
 * An aggregate condition as the whole `when`, judged at each item that one of its aggregates counts. Invariant: at a
 * judgement the windows hold exactly the items with time >= t - within. Cost per item: that of the tallies.
 */
import type { Micros, Value } from "../../model/program.ts";
import type { Item } from "../item.ts";
import type { Bindings } from "../terms/bindings.ts";
import { aggregateOver } from "./aggregate.ts";
import { viewed } from "./entry.ts";
import { change, tallied } from "./tally.ts";
import type { Match } from "./match.ts";
import type { AggregatePlan, ConditionPlan, Entry, SlotEntry } from "./plan.ts";
import type { ConditionState } from "./state.ts";
import { listed, type Listed, type Window } from "./window.ts";
import type { RawStep } from "./detection.ts";

/** Suppression as it paces a condition that goes on holding. */
export interface Pace {
  readonly suppress: Micros | null;
  readonly last: Micros | null;
}

export function judge(
  plan: ConditionPlan,
  state: ConditionState,
  added: readonly SlotEntry[],
  pace: Pace,
): Match | null {
  const { entry } = added[0]!;
  for (const each of added) add(plan, state, each);
  const gone = (slot: number, old: Entry): void => count(plan, state, slot, old, -1);
  state.windows.expire(entry.time - plan.within, state.tallies.size === 0 ? null : gone);
  const values = plan.aggregates.map((aggregate, index) => valueOf(aggregate, index, state, added));
  const bindings = bindingsOf(plan, state, values);
  const holds = plan.condition(entry.item, bindings);
  const before = state.held && state.judged !== null && entry.time - state.judged <= plan.within;
  state.held = holds;
  state.judged = entry.time;
  if (!holds) return null;
  const again = pace.suppress !== null && pace.last !== null && entry.time - pace.last >= pace.suppress;
  if (before && !plan.always && !again) return null;
  const step: RawStep = { label: plan.label, kind: "counted", text: plan.text, ...counted(plan.slots, state) };
  return { steps: [step], bindings, completing: entry.item };
}

/** Makes the tallies of windows that were filled at once. */
export function restoreTallies(plan: ConditionPlan, state: ConditionState): void {
  for (const [slot, { entries }] of state.windows.held())
    for (const entry of entries) count(plan, state, slot, entry, 1);
}

function valueOf(aggregate: AggregatePlan, index: number, state: ConditionState, added: readonly SlotEntry[]): Value {
  if (aggregate.function === "count") return state.windows.size(aggregate.slot);
  const tally = state.tallies.get(index);
  const judged = added.find(({ slot }) => slot === aggregate.slot);
  const value = tally && tallied(tally, aggregate, judged === undefined ? null : viewed(judged.entry));
  return value === undefined ? aggregateOver(aggregate, views(state.windows.get(aggregate.slot))) : value;
}

function add(plan: ConditionPlan, state: ConditionState, { slot, entry }: SlotEntry): void {
  state.windows.append(slot, entry);
  count(plan, state, slot, entry, 1);
}

/** An item leaves a window in front of its time. */
export function forgetCounted(plan: ConditionPlan, state: ConditionState, slot: number, entry: Entry): void {
  count(plan, state, slot, entry, -1);
  state.windows.remove(slot, entry.at);
}

function count(plan: ConditionPlan, state: ConditionState, slot: number, entry: Entry, by: 1 | -1): void {
  for (const [index, tally] of state.tallies) {
    const aggregate = plan.aggregates[index]!;
    if (aggregate.slot === slot) change(tally, aggregate, viewed(entry), by);
  }
}

function bindingsOf(plan: ConditionPlan, state: ConditionState, values: readonly Value[]): Bindings {
  return {
    one: () => null,
    many: (label) => (label === plan.label ? views(state.windows.get(plan.slots[0]!)) : []),
    aggregate: (index) => values[index] ?? null,
  };
}

const views = (window: Window): readonly Item[] => window.entries.slice(window.head).map(viewed);

/** Every item that the aggregates count, each once, in place order. */
function counted(slots: readonly number[], state: ConditionState): Listed<Item> {
  const windows = slots.map((slot) => state.windows.get(slot));
  const { total, items } = listed(windows.length === 1 ? windows[0]! : union(windows));
  return { total, items: items.map(({ item }) => item) };
}

function union(windows: readonly Window[]): Window {
  const distinct = new Map<number, Entry>();
  for (const { entries, head } of windows)
    for (let i = head; i < entries.length; i++) distinct.set(entries[i]!.at, entries[i]!);
  return { entries: [...distinct.values()].sort((a, b) => a.at - b.at), head: 0 };
}
