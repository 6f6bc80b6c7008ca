/**
 * What ends partial matches beside windows: `limit` and `forget`. Invariant: what an X of `no` or `until` is stays until its
 * window ends, so neither makes an absence true; each item that goes is counted once for each step that loses it.
 */
import type { Micros } from "../../model/program.ts";
import type { LogRecord } from "../item.ts";
import type { RawDetection } from "./detection.ts";
import { forgetCounted } from "./condition.ts";
import type { AllPlan, ConditionPlan, Entry, PatternPlan, SequencePlan } from "./plan.ts";
import type { HeldAll, ConditionState, PatternState, SequenceState } from "./state.ts";
import { drop } from "./store.ts";
import type { Window } from "./window.ts";

type Steps = SequencePlan | AllPlan;

/** Lets the oldest items of each positive step go until `limit` wait there; answers how many went. */
export function keepWithin(limit: number, plan: PatternPlan, state: PatternState): number {
  if (plan.kind === "condition" || state.kind === "condition") return 0;
  let gone = 0;
  for (const slot of new Set(positivesOf(plan))) {
    for (; state.windows.size(slot) > limit; gone++) {
      const { entries, head } = state.windows.get(slot);
      drop(plan, state, slot, entries[head]!.at);
    }
  }
  return gone;
}

/** Lets go what arrived before `horizon` of positive steps and of what is counted; answers how many went. */
export function forgetBefore(horizon: Micros, plan: PatternPlan, state: PatternState): number {
  if (plan.kind === "condition") return forgetOfCondition(horizon, plan, state as ConditionState);
  const counted = plan.counts.flatMap(({ slots }) => slots);
  let gone = 0;
  for (const slot of new Set([...positivesOf(plan), ...counted]))
    for (const { at } of arrivedBefore(horizon, state.windows.get(slot))) {
      drop(plan, state as SequenceState | HeldAll, slot, at);
      gone++;
    }
  return gone;
}

function forgetOfCondition(horizon: Micros, plan: ConditionPlan, state: ConditionState): number {
  let gone = 0;
  for (const [slot, window] of state.windows.held())
    for (const entry of arrivedBefore(horizon, window)) {
      forgetCounted(plan, state, slot, entry);
      gone++;
    }
  return gone;
}

/** Nothing arrives before its own time, so what is younger need not be looked at. */
function arrivedBefore(horizon: Micros, { entries, head }: Window): readonly Entry[] {
  const found: Entry[] = [];
  for (let i = head; i < entries.length && entries[i]!.time < horizon; i++)
    if (arrivalOf(entries[i]!) < horizon) found.push(entries[i]!);
  return found;
}

const arrivalOf = ({ item }: Entry): Micros => (item as RawDetection | LogRecord).arrived;

const positivesOf = (plan: Steps): readonly number[] =>
  (plan.kind === "sequence" ? plan.steps : plan.members).map(({ slot }) => slot);
