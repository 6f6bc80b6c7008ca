/**
 * What a sequence holds of a key: the windows of its slots and, where a `where` joins, their items by value. Invariant:
 * an index holds exactly the items of its slot's window, each under every value that it has, in the same order; that of a
 * pair only those that have met no partner, which are among the met ones from then on.
 */
import type { Micros, Value } from "../../model/program.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import { isScalar, type Scalar } from "../terms/compare.ts";
import { foldKey } from "../terms/fold.ts";
import type { IndexPlan, PairPlan } from "./join.ts";
import type { OrderedPlan, Side } from "./order.ts";
import { Ordered } from "./ordered.ts";
import type { AllPlan, Entry, SequencePlan } from "./plan.ts";
import type { HeldAll, Index, SequenceState } from "./state.ts";
import { append, createWindow, expire, find, firstBehind, insert, remove, type Window } from "./window.ts";

/** Part of a window: the items at `from` .. `to` - 1. */
export interface Range {
  readonly entries: readonly Entry[];
  readonly from: number;
  readonly to: number;
  /** Index of the first one from here on that can fit; missing: any can. */
  readonly next?: (from: number) => number;
}

type HeldPlan = SequencePlan | AllPlan;
type HeldState = SequenceState | HeldAll;

export function hold(plan: HeldPlan, state: HeldState, slot: number, entry: Entry): void {
  state.windows.append(slot, entry);
  eachKey(plan, state, slot, entry, (index, key) => {
    const known = index.get(key);
    if (known !== undefined) append(known, entry);
    else index.set(key, { entries: [entry], head: 0 });
  });
  if (state.kind === "all" || plan.kind === "all") return;
  eachOrdered(plan, state, slot, (ordered) => ordered.append(entry));
  for (const [at, own] of plan.joins.ordered.entries())
    if (own.slot === slot && state.ordered[at] === null) startOrder(own, state, at);
  for (const [at, pair] of plan.joins.pairs.entries()) if (pair.by === slot) meet(pair, state, state.met[at]!, entry);
}

/**
 * Makes the indexes of windows that were filled at once; `met`: by pair, the places of the items that have met a partner.
 */
export function restore(plan: HeldPlan, state: HeldState, met: readonly (readonly number[])[]): void {
  const left = new Map(plan.joins.pairs.map(({ unmet }, pair) => [unmet, new Set(met[pair])]));
  if (plan.kind === "sequence" && state.kind === "sequence")
    for (const [pair, { step }] of plan.joins.pairs.entries()) {
      const { entries } = state.windows.get(plan.steps[step]!.slot);
      const places = new Set(met[pair]);
      for (const entry of entries) if (places.has(entry.at)) append(state.met[pair]!, entry);
    }
  for (const [at, index] of plan.joins.indexes.entries())
    for (const entry of state.windows.get(index.slot).entries) {
      if (left.get(at)?.has(entry.at)) continue;
      for (const key of entryKeys(index, entry)) {
        const known = state.indexes[at]!.get(key);
        if (known !== undefined) append(known, entry);
        else state.indexes[at]!.set(key, { entries: [entry], head: 0 });
      }
    }
  if (plan.kind === "sequence" && state.kind === "sequence")
    for (const [at, own] of plan.joins.ordered.entries()) startOrder(own, state, at);
}

/** Those that waited for a value of this item have met a partner, for good. */
function meet({ values, unmet }: PairPlan, state: SequenceState, met: Window, { choices }: Entry): void {
  const waiting = state.indexes[unmet]!;
  for (const { alternative, view } of choices)
    for (const key of keysOf(values[alternative]!(view, NO_BINDINGS), false)) {
      const found = waiting.get(key);
      waiting.delete(key);
      for (const entry of found?.entries.slice(found.head) ?? []) insert(met, entry);
    }
}

/** Forgets what is older than `time`. */
export function expireAll(plan: HeldPlan, state: HeldState, time: Micros): void {
  const { indexes } = plan.joins;
  const ordering = plan.kind === "sequence" && plan.joins.ordered.length > 0;
  const followed = state.taken.size > 0 || indexes.length > 0 || ordering;
  const gone = (slot: number, entry: Entry): void => {
    state.taken.delete(entry.at);
    if (plan.kind === "sequence") eachOrdered(plan, state, slot, (ordered) => ordered.remove(entry.at));
    eachKey(plan, state, slot, entry, (index, key) => {
      const known = index.get(key);
      if (known === undefined) return;
      expire(known, time);
      if (known.head === known.entries.length) index.delete(key);
    });
  };
  state.windows.expire(time, followed ? gone : null);
  if (state.kind === "sequence") for (const window of state.met) expire(window, time);
}

export function drop(plan: HeldPlan, state: HeldState, slot: number, at: number): void {
  const entry = find(state.windows.get(slot), at);
  if (entry === null) return;
  state.windows.remove(slot, at);
  if (plan.kind === "sequence" && state.kind === "sequence") {
    if (slot === plan.steps[0]!.slot) state.taken.delete(at);
    eachOrdered(plan, state, slot, (ordered) => ordered.remove(at));
    for (const [index, { step }] of plan.joins.pairs.entries())
      if (plan.steps[step]!.slot === slot) remove(state.met[index]!, at);
  }
  eachKey(plan, state, slot, entry, (index, key) => {
    const known = index.get(key);
    if (known === undefined) return;
    remove(known, at);
    if (known.head === known.entries.length) index.delete(key);
  });
}

/** The items with one of these values, from place `low` to place `high`. */
export function sharing(index: Index, values: readonly Scalar[], low: number, high: number): Range {
  const parts = values.map((value) => between(index.get(value) ?? EMPTY, low, high));
  if (parts.length === 1) return parts[0]!;
  const distinct = new Map<number, Entry>();
  for (const { entries, from, to } of parts) for (const entry of entries.slice(from, to)) distinct.set(entry.at, entry);
  return { entries: [...distinct.values()].sort((a, b) => a.at - b.at), from: 0, to: distinct.size };
}

export function between(window: Window, low: number, high: number): Range {
  return { entries: window.entries, from: firstBehind(window, low - 1), to: firstBehind(window, high) };
}

/** So few items of a window are looked at one by one. */
const FEW = 32;

function startOrder(own: OrderedPlan, state: SequenceState, at: number): void {
  if (state.windows.size(own.slot) <= FEW) return;
  const { entries, head } = state.windows.get(own.slot);
  state.ordered[at] = new Ordered(own, entries.slice(head));
}

function eachOrdered(plan: SequencePlan, state: HeldState, slot: number, act: (ordered: Ordered) => void): void {
  if (state.kind !== "sequence") return;
  for (const [at, own] of plan.joins.ordered.entries())
    if (own.slot === slot && state.ordered[at] != null) act(state.ordered[at]);
}

/** Those of a range on one side of a bound; null: nothing tells which these are. */
export function onSide(state: SequenceState, index: number, side: Side, bound: Value, range: Range): Range | null {
  const ordered = state.ordered[index] ?? null;
  if (ordered === null || typeof bound !== "number" || !Number.isFinite(bound) || range.from >= range.to) return null;
  const from = ordered.firstBehind(range.entries[range.from]!.at - 1);
  const to = ordered.firstBehind(range.entries[range.to - 1]!.at);
  return { entries: ordered.entries, from, to, next: (at) => ordered.next(at, side, bound) };
}

/** Index of the first item of a range from `at` on. */
export const following = ({ next }: Range, at: number): number => (next === undefined ? at : next(at));

export function listOf(range: Range): readonly Entry[] {
  const found: Entry[] = [];
  for (let i = following(range, range.from); i < range.to; i = following(range, i + 1)) found.push(range.entries[i]!);
  return found;
}

/** As an index has them: what is compared for equality, each once. */
export function keysOf(value: Value, cased: boolean): readonly Scalar[] {
  if (isScalar(value)) return [foldKey(value, cased) as Scalar];
  if (value === null) return [];
  return [...new Set((value as readonly Value[]).filter(isScalar).map((each) => foldKey(each, cased) as Scalar))];
}

function eachKey(
  { joins }: HeldPlan,
  state: HeldState,
  slot: number,
  entry: Entry,
  act: (index: Index, key: Scalar) => void,
): void {
  for (const [at, plan] of joins.indexes.entries()) {
    if (plan.slot !== slot) continue;
    for (const key of entryKeys(plan, entry)) act(state.indexes[at]!, key);
  }
}

function entryKeys({ values, cased }: IndexPlan, { choices }: Entry): readonly Scalar[] {
  const [only] = choices;
  if (only !== undefined && choices.length === 1)
    return keysOf(values[only.alternative]!(only.view, NO_BINDINGS), cased);
  return [
    ...new Set(choices.flatMap(({ alternative, view }) => keysOf(values[alternative]!(view, NO_BINDINGS), cased))),
  ];
}

const EMPTY: Window = createWindow();
