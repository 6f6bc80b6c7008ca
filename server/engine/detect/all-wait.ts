/**
 * Deadlines of an `all` with `no`. Invariant: for each time at which a first item can be there is one deadline, `within`
 * behind it; when it comes, the completing items have their turns in the order of their places, one wait at a time.
 */
import type { Micros } from "../../model/program.ts";
import { AllSearch } from "./all-search.ts";
import { AllBinding } from "./all-binding.ts";
import { blocked, completedAt, settleAll, type CompletedAll } from "./all.ts";
import { Patience } from "./patience.ts";
import type { AllPlan, Slot, SlotEntry } from "./plan.ts";
import type { AllState, HeldAll, Moment } from "./state.ts";
import { append, expire, find, firstBehind, firstSince, type Window } from "./window.ts";

/** An item of members or counts has come: keeps its place, where it is asked for later. */
export function momentOf(
  plan: AllPlan,
  slots: readonly Slot[],
  state: AllState,
  entries: readonly SlotEntry[],
): Moment {
  const { at, time, item } = entries[0]!.entry;
  for (const window of [state.moments, state.open]) expire(window, time - plan.memory);
  const behind = plan.lazy ? Math.min(lastPlace(state.moments), firstPlace(state.open) - 1) : state.held;
  const moment: Moment = { at, time, item, entries, holds: null, behind };
  const reading = plan.counts.length > 0 && (plan.counts.some(({ cross }) => cross) || plan.needs.includes(null));
  const known: Moment = { ...moment, holds: reading ? null : new AllBinding(plan, slots, state, moment).holds() };
  if (known.holds) state.held = at;
  if (plan.lazy || (plan.absences.length > 0 && known.holds)) append(state.moments, known);
  if (!plan.lazy) return known;
  if (!known.holds) append(state.open, known);
  // It concerns every match, so all that could complete did by now.
  else if (entries.some(({ slot }) => slots[slot]!.alternatives.every(({ cross }) => cross === null)))
    state.open.head = state.open.entries.length;
  return known;
}

const lastPlace = ({ entries, head }: Window<Moment>): number => (head < entries.length ? entries.at(-1)!.at : -1);
const firstPlace = ({ entries, head }: Window<Moment>): number => entries[head]?.at ?? Infinity;

/** An item of a member or a count has come. Answers the deadlines to wait for. */
export function expect(plan: AllPlan, state: AllState, { time }: Moment, member: boolean): readonly Micros[] {
  for (const deadline of state.due.keys()) {
    if (deadline >= time) break;
    state.due.delete(deadline);
  }
  const waits: Micros[] = [];
  const due = state.due.get(time);
  if (due !== undefined && due.next === null) {
    due.next = -1;
    waits.push(time);
  }
  if (member && !state.due.has(time + plan.within)) {
    state.due.set(time + plan.within, { next: -1, done: -1 });
    waits.push(time + plan.within);
  }
  return waits;
}

export interface Turn extends CompletedAll {
  /** Null: completing items were only looked for. */
  readonly completing: Moment | null;
  /** Place of the completing item that is next at this deadline; null: none. */
  readonly next: number | null;
}

/** A wait is over; `at`: the place of the completing item whose turn it is, -1 to look for the first. */
export function takeTurn(plan: AllPlan, slots: readonly Slot[], state: HeldAll, deadline: Micros, at: number): Turn {
  const due = state.due.get(deadline);
  if (due === undefined || due.next !== at) return { matches: [], cut: false, completing: null, next: null };
  const first = deadline - plan.within;
  const completing = at < 0 ? null : find(state.moments, at);
  const patience = new Patience();
  const { matches, cut } = completing === null ? NONE : atDeadline(plan, slots, state, completing, first, patience);
  for (const match of matches) settleAll(plan, state, match);
  due.done = Math.max(due.done, at);
  due.next = nextTurn(plan, slots, state, first, due.done, patience);
  return { matches, cut: cut || patience.over, completing, next: due.next };
}

const NONE: CompletedAll = { matches: [], cut: false };

/** The matches that complete at an item and begin at a time. */
function atDeadline(
  plan: AllPlan,
  slots: readonly Slot[],
  state: AllState,
  moment: Moment,
  first: Micros,
  patience: Patience,
): CompletedAll {
  if (moment.holds === false) return NONE;
  return completedAt(plan, slots, state, { moment, first }, patience);
}

/** Place of the first completing item behind `after` at which a match completes that begins at `first`. */
function nextTurn(
  plan: AllPlan,
  slots: readonly Slot[],
  state: AllState,
  first: Micros,
  after: number,
  patience: Patience,
): number | null {
  const windows = plan.members.map(({ slot }) => state.windows.get(slot)!);
  const earliest = windows.map((window) => window.entries[firstSince(window, first)]);
  if (earliest.includes(undefined) || !earliest.some((entry) => entry?.time === first)) return null;
  const since = clearSince(plan, state, first);
  if (since === null) return null;
  const { moments } = state;
  if (plan.cross && plan.counts.length === 0) return firstLast(plan, slots, state, first, after, patience);
  const low = Math.max(after, ...earliest.map((entry) => entry!.at - 1));
  for (let i = Math.max(firstBehind(moments, low), firstSince(moments, since)); i < moments.entries.length; i++) {
    const moment = moments.entries[i]!;
    if (moment.time > first + plan.within || patience.over) return null;
    if (atDeadline(plan, slots, state, moment, first, patience).matches.length > 0) return moment.at;
  }
  return null;
}

/** The same where no aggregate decides: a match completes at its last item, so matches are looked for from their first on. */
function firstLast(
  plan: AllPlan,
  slots: readonly Slot[],
  state: AllState,
  first: Micros,
  after: number,
  patience: Patience,
): number | null {
  const { moments } = state;
  const end = firstSince(moments, first + plan.within + 1) - 1;
  if (end < moments.head) return null;
  const moment: Moment = { ...moments.entries[end]!, behind: -1 };
  let best: number | null = null;
  const search = new AllSearch(plan, slots, state, { moment, first }, patience, (binding) => {
    const last = Math.max(...binding.entries().map(({ at }) => at));
    const completing = last > after && last < (best ?? Infinity) ? find(moments, last) : null;
    if (completing === null || blocked(plan, state, binding, completing, first)) return "no";
    best = last;
    search.ceiling = last - 1;
    return "no";
  });
  search.runFromFirst(first);
  return best;
}

/**
 * From when on a completing item has no X that reads no label in the window in front of it; null: one behind the first
 * item leaves none. An X may be an item of the match itself, so as many as there are members decide nothing.
 */
function clearSince(plan: AllPlan, state: AllState, first: Micros): Micros | null {
  let since = first;
  for (const { slot, cross } of plan.absences) {
    if (cross) continue;
    const window = state.windows.get(slot)!;
    const from = firstSince(window, first);
    const before = window.entries[from - 1];
    if (before !== undefined && from > window.head) since = Math.max(since, before.time + plan.within + 1);
    for (let i = from; i < window.entries.length; i++) {
      const { at, time } = window.entries[i]!;
      if (time > first + plan.within) break;
      const own = plan.members.some((member) => find(state.windows.get(member.slot)!, at) !== null);
      if (!own || i - from >= plan.members.length) return null;
    }
  }
  return since;
}
