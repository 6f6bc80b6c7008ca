/**
 * `all`: one item for each member, in any order, and counts beside them. Invariant: a match completes at the first item
 * at which everything holds, so at an item behind another at which the counts held, some item of the match must be new;
 * of those that complete, the first by its places in ascending order is taken, and its items leave the windows.
 *
 * Cost per item, where no `where` reads labels: O(members^3 * log window), whatever the window holds.
 */
import type { Micros } from "../../model/program.ts";
import { AllBinding } from "./all-binding.ts";
import { AllSearch, type Answer, type Wanted } from "./all-search.ts";
import { firstSet } from "./assign.ts";
import type { Match } from "./match.ts";
import type { AllPlan, Entry, Slot } from "./plan.ts";
import { Patience } from "./patience.ts";
import { MOST_MATCHES } from "./sequence.ts";
import type { AllState, HeldAll, Moment } from "./state.ts";
import { drop } from "./store.ts";
import { firstBehind, firstSince } from "./window.ts";

export interface FoundAll extends Match {
  readonly taken: readonly Entry[];
}

export interface CompletedAll {
  readonly matches: readonly FoundAll[];
  /** `every` found more than it may, or the search was given up. */
  readonly cut: boolean;
}

const NOTHING: CompletedAll = { matches: [], cut: false };

/** An item of a member or a count has come and stands in its windows. */
export function completedNow(plan: AllPlan, slots: readonly Slot[], state: AllState, moment: Moment): CompletedAll {
  if (moment.holds === false) return NOTHING;
  if (plan.every || plan.cross || plan.lazy) return completedAt(plan, slots, state, { moment, first: null });
  const windows = plan.members.map(({ slot }) => state.windows.get(slot)!);
  const taken = firstSet(windows, moment.time - plan.within, moment.behind);
  if (taken === null) return NOTHING;
  const binding = new AllBinding(plan, slots, state, moment);
  for (const [member, entry] of taken.entries()) binding.bind(member, entry);
  for (const [member, entry] of taken.entries()) binding.choices[member] = entry.choices.at(-1)!;
  return { matches: [matchOf(binding, moment)], cut: false };
}

/** The matches that complete at an item: of `every` all, else the first. */
export function completedAt(
  plan: AllPlan,
  slots: readonly Slot[],
  state: AllState,
  wanted: Wanted,
  patience = new Patience(),
): CompletedAll {
  const found = new Map<string, AllBinding>();
  let cut = false;
  const offer = (binding: AllBinding): Answer => {
    if (plan.lazy && !completesAt(plan, state, binding, wanted.moment)) return "no";
    if (wanted.first !== null && blocked(plan, state, binding, wanted.moment, wanted.first)) return "no";
    const key = keyOf(binding);
    if (state.taken.get(ascending(binding)[0]!)?.has(key)) return "no";
    const known = found.get(key);
    if (known !== undefined && compare(known, binding) <= 0) return "yes";
    if (known === undefined && found.size === MOST_MATCHES) {
      cut = true;
      return "enough";
    }
    found.set(key, binding.copy());
    return "yes";
  };
  new AllSearch(plan, slots, state, wanted, patience, offer).run();
  const sorted = [...found.values()].sort(compare);
  const matches = (plan.every ? sorted : sorted.slice(0, 1)).map((binding) => matchOf(binding, wanted.moment));
  return { matches, cut: (cut && plan.every) || patience.over };
}

/** Its items are used up; those of `every` stay. */
export function settleAll(plan: AllPlan, state: HeldAll, { taken }: FoundAll): void {
  if (plan.every) {
    if (!plan.lazy) return;
    // Filling other members, the same items may complete again.
    const places = taken.map(({ at }) => at).sort((a, b) => a - b);
    const known = state.taken.get(places[0]!) ?? new Set();
    state.taken.set(places[0]!, known.add(places.join()));
    return;
  }
  for (const { at } of taken) for (const { slot } of plan.members) drop(plan, state, slot, at);
}

/** Everything holds here, and did at no earlier item that concerns the match. */
function completesAt(plan: AllPlan, state: AllState, binding: AllBinding, moment: Moment): boolean {
  if (!binding.concerns(moment) || !binding.holds()) return false;
  const last = Math.max(...binding.entries().map(({ at }) => at));
  const { moments } = state;
  const oldest = moment.time - plan.within;
  const from = Math.max(firstBehind(moments, last - 1), firstSince(moments, oldest));
  for (let i = from; i < moments.entries.length && moments.entries[i]!.at < moment.at; i++) {
    if (binding.patience.over) return false;
    binding.move(moments.entries[i]!);
    if (binding.settle() && binding.concerns(moments.entries[i]!) && binding.holds()) {
      binding.move(moment);
      return false;
    }
  }
  binding.move(moment);
  return binding.settle() && binding.holds();
}

/** Whether an X of a `no` lies where none may be; the deadline has come. */
export function blocked(plan: AllPlan, state: AllState, binding: AllBinding, moment: Moment, first: Micros): boolean {
  const own = new Set(binding.entries().map(({ at }) => at));
  return plan.absences.some(({ slot }) => {
    const window = state.windows.get(slot)!;
    for (let i = firstSince(window, moment.time - plan.within); i < window.entries.length; i++) {
      const entry = window.entries[i]!;
      binding.patience.look(1);
      if (entry.time > first + plan.within) return false;
      if (!own.has(entry.at) && binding.resolve(slot, entry) !== null) return true;
    }
    return false;
  });
}

function matchOf(binding: AllBinding, { item }: Moment): FoundAll {
  return { steps: binding.evidence(), bindings: binding, completing: item, taken: binding.entries() };
}

const placesOf = (binding: AllBinding): readonly number[] => binding.entries().map(({ at }) => at);
const ascending = (binding: AllBinding): readonly number[] => placesOf(binding).toSorted((a, b) => a - b);
const keyOf = (binding: AllBinding): string => ascending(binding).join();

/** By places in ascending order, then by member as written. */
function compare(a: AllBinding, b: AllBinding): number {
  return compareLists(ascending(a), ascending(b)) || compareLists(placesOf(a), placesOf(b));
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) if (value !== b[index]!) return value - b[index]!;
  return 0;
}
