/**
 * Sequences: which matches complete at an item. Invariant: matches come in the order of the places of their positive
 * steps as written, exactly as `docs/semantics.md` says; how they are found is in `search.ts`.
 */
import type { Binding } from "./binding.ts";
import type { Match } from "./match.ts";
import type { Entry, SequencePlan, Slot } from "./plan.ts";
import { Patience } from "./patience.ts";
import { Search } from "./search.ts";
import type { SequenceState } from "./state.ts";
import { drop } from "./store.ts";
import { untilBounds } from "./until-bounds.ts";
import { find, firstSince } from "./window.ts";

export interface Found extends Match {
  readonly taken: readonly Entry[];
}

export interface Completed {
  readonly matches: readonly Found[];
  /** `every` found more than it may, or the search was given up. */
  readonly cut: boolean;
}

/** So many matches of an `every` may complete at one item: the first ones. */
export const MOST_MATCHES = 1000;
/** So many are looked at where some were matches before: an aggregate stands last. */
const MOST_TRIED = 10_000;

/**
 * The matches that complete at an item: of an `every` all new ones, else the first. `ended`: its deadline has come, so
 * what stands behind the completing item is judged too.
 */
export function completed(
  plan: SequencePlan,
  slots: readonly Slot[],
  state: SequenceState,
  completing: Entry,
  ended: boolean,
): Completed {
  const found = new Map<string, Binding>();
  let tried = 0;
  let cut = false;
  const patience = new Patience();
  const accept = (binding: Binding): boolean => {
    const key = keyOf(binding.taken);
    const first = firstOf(binding.taken);
    const known = found.get(key);
    if (plan.every && ++tried > MOST_TRIED) return (cut = true);
    if (state.taken.get(first)?.has(key)) return false;
    if (known !== undefined && comparePositives(known.taken, binding.taken) <= 0) return false;
    if (known === undefined && found.size === MOST_MATCHES) return (cut = true);
    found.set(key, binding.copy());
    return !plan.every;
  };
  for (const bound of untilBounds(plan, slots, state, completing))
    for (const [role, entry] of rolesOf(plan, state, completing)) {
      if (cut || patience.over) break;
      new Search(plan, slots, state, { entry, role, bound, ended }, accept, patience).run();
    }
  const sorted = [...found.values()].sort((a, b) => comparePositives(a.taken, b.taken));
  const matches = (plan.every ? sorted : sorted.slice(0, 1)).map((binding): Found => ({
    steps: binding.evidence(),
    bindings: binding,
    completing: completing.item,
    taken: binding.taken,
  }));
  return { matches, cut: cut || patience.over };
}

/** After a match: its items are used up; those of `every` stay, but the same items are no second match. */
export function settle(plan: SequencePlan, state: SequenceState, { taken }: Found, completing: Entry): void {
  if (!plan.every) return useUp(plan, state, taken, completing);
  // Only where an aggregate stands last can the same items complete again.
  if (!isOpen(plan)) return;
  if (plan.steps.length === 1) drop(plan, state, plan.steps[0]!.slot, taken[0]!.at);
  else {
    const first = firstOf(taken);
    const known = state.taken.get(first);
    if (known === undefined) state.taken.set(first, new Set([keyOf(taken)]));
    else known.add(keyOf(taken));
  }
}

/** Takes the items of a match out of the steps; its completing item may fill the first step once more. */
function useUp(plan: SequencePlan, state: SequenceState, taken: readonly Entry[], completing: Entry): void {
  for (const entry of taken)
    plan.steps.forEach((step, index) => {
      const again = entry.at === completing.at && index === 0 && plan.steps.length > 1;
      if (!again) drop(plan, state, step.slot, entry.at);
    });
}

/** The completing item of a wait; null: it was used up in the meantime. */
export function completingEntry(plan: SequencePlan, state: SequenceState, at: number): Entry | null {
  for (const slot of completingSlots(plan)) {
    const entry = find(state.windows.get(slot), at);
    if (entry !== null) return entry;
  }
  return null;
}

/** Items of these slots complete matches. */
export function completingSlots(plan: SequencePlan): readonly number[] {
  const tail = plan.counts.find(({ after }) => after === plan.steps.length);
  if (tail !== undefined) return tail.slots;
  return plan.ties ? plan.steps.map(({ slot }) => slot) : [plan.steps.at(-1)!.slot];
}

/** An aggregate stands last: the completing item is none of a positive step. */
const isOpen = (plan: SequencePlan): boolean => plan.counts.some(({ after }) => after === plan.steps.length);

/** Which step the completing item may fill, as what; -1: none. */
function rolesOf(
  plan: SequencePlan,
  state: SequenceState,
  completing: Entry,
): readonly (readonly [role: number, entry: Entry])[] {
  if (isOpen(plan)) return [[-1, completing]];
  if (!plan.ties) return [[plan.steps.length - 1, completing]];
  return plan.steps.flatMap(({ slot }, role) => {
    const entry = find(state.windows.get(slot), completing.at);
    const tied = plan.steps.slice(role + 1).every(({ slot: later }) => {
      const window = state.windows.get(later);
      return (window.entries[firstSince(window, completing.time)]?.at ?? Infinity) < completing.at;
    });
    return entry === null || !tied ? [] : [[role, entry] as const];
  });
}

/** The same for the same items, whichever steps they fill. */
const keyOf = (taken: readonly Entry[]): string =>
  taken
    .map(({ at }) => at)
    .sort((a, b) => a - b)
    .join();

const firstOf = (taken: readonly Entry[]): number => Math.min(...taken.map(({ at }) => at));

function comparePositives(a: readonly Entry[], b: readonly Entry[]): number {
  for (const [index, entry] of a.entries()) if (entry.at !== b[index]!.at) return entry.at - b[index]!.at;
  return 0;
}
