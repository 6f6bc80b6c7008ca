/**
 * What the completing item asks of the steps in front of it, before the search goes through them. Invariant: an item of
 * which something is asked that it does not have is in no match that completes here.
 */
import { NO_BINDINGS } from "../terms/bindings.ts";
import type { Scalar } from "../terms/compare.ts";
import type { AskedProbe } from "./join.ts";
import type { Entry, SequencePlan } from "./plan.ts";
import type { SequenceState } from "./state.ts";
import { between, keysOf, sharing, type Range } from "./store.ts";

export interface Demand {
  /** A step's items have one of these values. */
  readonly wanted: readonly Wanted[];
  /** By step: its item is before this place. */
  readonly ceilings: readonly number[];
  /** Nothing completes here. */
  readonly vain: boolean;
}

interface Wanted {
  readonly step: number;
  readonly index: number;
  readonly keys: readonly Scalar[];
}

/** So few items are asked in turn for what they ask of the steps in front of them. */
const FEW = 64;

/** `role`: the step that the completing item fills; -1: an aggregate that stands last counts it. */
export function demandOf(plan: SequencePlan, state: SequenceState, completing: Entry, role: number): Demand {
  const { joins, steps } = plan;
  const wanted: Wanted[] = [];
  const ceilings = steps.map(() => Infinity);
  let vain = false;
  if (joins.asked.length === 0 && joins.counted.length === 0) return { wanted, ceilings, vain };
  const last = role < 0 ? steps.length : role;
  for (const probe of joins.counted) {
    const keys = valuesOf(probe, [completing]);
    if (keys === null) continue;
    const { entries, from, to } = sharing(state.indexes[probe.index]!, keys, 0, completing.at - 1);
    if (from >= to) vain = true;
    else if (probe.step >= 0) ceilings[probe.step] = Math.min(ceilings[probe.step]!, entries[to - 1]!.at);
  }
  for (let by = last; by > 0; by--) {
    const probes = joins.asked.filter((probe) => probe.by === by);
    if (probes.length === 0) continue;
    const asking = by === last ? [completing] : fewest(state, wanted, by, completing.at);
    if (asking === null) continue;
    for (const probe of probes) {
      const keys = valuesOf(probe, asking);
      if (keys !== null) wanted.push({ step: probe.step, index: probe.index, keys });
    }
  }
  return { wanted, ceilings, vain };
}

/** Those of the items of a step, out of a range, that have what is asked of them and have met whom they need. */
export function answering(
  demand: Demand,
  { joins }: SequencePlan,
  state: SequenceState,
  step: number,
  least: Range,
  high: number,
): Range {
  let best = least;
  for (const [at, pair] of joins.pairs.entries()) {
    if (pair.step !== step || best.from >= best.to) continue;
    const met = between(state.met[at]!, best.entries[best.from]!.at, high);
    if (met.to - met.from < best.to - best.from) best = met;
  }
  for (const { step: at, index, keys } of demand.wanted) {
    if (at !== step || best.from >= best.to) continue;
    const shared = sharing(state.indexes[index]!, keys, best.entries[best.from]!.at, high);
    if (shared.to - shared.from < best.to - best.from) best = shared;
  }
  return best;
}

/** Null: too many, or nothing is asked of this step. */
function fewest(state: SequenceState, wanted: readonly Wanted[], step: number, high: number): readonly Entry[] | null {
  let best: readonly Entry[] | null = null;
  for (const { step: at, index, keys } of wanted) {
    if (at !== step) continue;
    const { entries, from, to } = sharing(state.indexes[index]!, keys, 0, high);
    if (to - from <= (best?.length ?? FEW)) best = entries.slice(from, Math.max(from, to));
  }
  return best;
}

/** Null: one of the items need not share a value. */
function valuesOf({ values }: AskedProbe, entries: readonly Entry[]): readonly Scalar[] | null {
  const keys = new Set<Scalar>();
  for (const { choices } of entries)
    for (const { alternative, view } of choices) {
      const value = values[alternative]!;
      if (value === null) return null;
      for (const key of keysOf(value(view, NO_BINDINGS), false)) keys.add(key);
    }
  return [...keys];
}
