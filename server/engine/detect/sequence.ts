/**
 * Sequences: which match completes at an item. Invariant: the first match in the order of the places of its positive
 * steps is found, exactly as `docs/semantics.md` says; items of a window are looked at, never more.
 *
 * Cost: the search goes step by step and gives up a whole branch as soon as a step has no item left behind it; an item
 * that an X of a `no` cut off for good leaves its window. So a sequence of events and `no`s without `where` across labels
 * costs O(steps * log window) per item, amortised. Counts cost what their aggregates do, `count` no more than that. A
 * failed (step, item) is not tried twice where later steps read no labels: O(steps * window^2) at worst. Where a `where`
 * across labels joins (`join.ts`), only items that share the value are tried, on the way from the completing item
 * backwards (`demand.ts`) and from what is bound forwards (`Binding.among`). Any other one, such as an inequality, can need
 * window^(steps - 1).
 */
import type { Micros } from "../../model/program.ts";
import { Binding } from "./binding.ts";
import { answering, demandOf, type Demand } from "./demand.ts";
import type { Match } from "./match.ts";
import type { AbsencePlan, Choice, Entry, SequencePlan, Slot } from "./plan.ts";
import type { SequenceState } from "./state.ts";
import { drop, type Range } from "./store.ts";
import { untilBounds } from "./until-bounds.ts";
import { find, firstBehind, firstSince } from "./window.ts";

export interface Found extends Match {
  readonly taken: readonly Entry[];
}

/** `ended`: its deadline has come, so what stands behind the completing item is judged too. */
export function firstMatch(
  plan: SequencePlan,
  slots: readonly Slot[],
  state: SequenceState,
  completing: Entry,
  ended: boolean,
): Found | null {
  let best: Binding | null = null;
  for (const bound of untilBounds(plan, slots, state, completing)) {
    const search = new Search(plan, slots, state, completing, bound, ended);
    const found = search.run();
    if (found !== null && (best === null || comparePositives(found.taken, best.taken) < 0)) best = found;
  }
  if (best === null) return null;
  return { steps: best.evidence(), bindings: best, completing: completing.item, taken: best.taken };
}

/** Takes the items of a match out of the steps; its completing item may fill the first step once more. */
export function useUp(plan: SequencePlan, state: SequenceState, { taken }: Found, completing: Entry): void {
  for (const entry of taken)
    plan.steps.forEach((step, index) => {
      const again = entry.at === completing.at && index === 0 && plan.steps.length > 1;
      if (!again) drop(plan, state, step.slot, entry.at);
    });
}

/** The completing item of a wait; null: it was used up in the meantime. */
export function completingEntry(plan: SequencePlan, state: SequenceState, at: number): Entry | null {
  for (const slot of completingSlots(plan)) {
    const entry = find(state.windows.get(slot)!, at);
    if (entry !== null) return entry;
  }
  return null;
}

/** Items of these slots complete matches. */
export function completingSlots(plan: SequencePlan): readonly number[] {
  const tail = plan.counts.find(({ after }) => after === plan.steps.length);
  return tail?.slots ?? [plan.steps.at(-1)!.slot];
}

function comparePositives(a: readonly Entry[], b: readonly Entry[]): number {
  for (const [index, entry] of a.entries()) if (entry.at !== b[index]!.at) return entry.at - b[index]!.at;
  return 0;
}

const FOUND = 1;
const FAILED = 0;
/** No item is left for a later step: an item further behind cannot help either. */
const EXHAUSTED = 2;
/** An X of a `no` cut off all that could have followed: so it stays, at later completions too. */
const DEAD = 3;
type Outcome = typeof FOUND | typeof FAILED | typeof EXHAUSTED | typeof DEAD;

class Search {
  private readonly plan: SequencePlan;
  private readonly state: SequenceState;
  private readonly completing: Entry;
  private readonly bound: number;
  private readonly ended: boolean;
  private readonly oldest: Micros;
  private readonly binding: Binding;
  private readonly failed: readonly Set<number>[];
  private readonly demand: Demand;
  /** A count stands last: the completing item is none of a positive step. */
  private readonly open: boolean;
  /** What is cut off for good leaves; not while earlier completing items still wait for their deadlines. */
  private readonly prunes: boolean;

  constructor(
    plan: SequencePlan,
    slots: readonly Slot[],
    state: SequenceState,
    completing: Entry,
    bound: number,
    ended: boolean,
  ) {
    this.plan = plan;
    this.state = state;
    this.completing = completing;
    this.bound = bound;
    this.ended = ended;
    this.oldest = completing.time - plan.within;
    this.binding = new Binding(plan, slots, state, completing, bound);
    this.failed = plan.steps.map(() => new Set<number>());
    this.demand = demandOf(plan, state, completing);
    this.prunes = plan.forgetful[0]! && (plan.wait === null || ended);
    this.open = plan.counts.some(({ after }) => after === plan.steps.length);
  }

  run(): Binding | null {
    if (this.demand.vain) return null;
    if (this.ended && this.plan.absences.some((absence) => !absence.cross && this.endedBy(absence))) return null;
    return this.from(0) === FOUND ? this.binding : null;
  }

  /** Fills the steps from `index` on. */
  private from(index: number): Outcome {
    const { plan, completing } = this;
    const before = index === 0 ? -1 : this.binding.taken[index - 1]!.at;
    const limit = this.limit(index, before);
    if (index === plan.steps.length) {
      if (limit < completing.at) return DEAD;
      return this.whole();
    }
    if (index === plan.steps.length - 1 && !this.open) {
      if (limit < completing.at) return DEAD;
      const taken = this.take(index, completing);
      return taken === FOUND && this.from(index + 1) !== FOUND ? FAILED : taken;
    }
    const window = this.state.windows.get(plan.steps[index]!.slot)!;
    const start = Math.max(firstBehind(window, Math.max(before, this.bound)), firstSince(window, this.oldest));
    if ((window.entries[start]?.at ?? Infinity) >= completing.at) return EXHAUSTED;
    const ceiling = this.demand.ceilings[index]!;
    const joined = this.joined(index, start);
    if (joined !== null) return this.through(index, joined, limit);
    let rejected = false;
    for (let i = start; i < window.entries.length; i++) {
      const entry = window.entries[i]!;
      if (entry.at > limit) return rejected ? FAILED : DEAD;
      if (entry.at >= completing.at || entry.at >= ceiling) return FAILED;
      if (this.failed[index]!.has(entry.at) || this.take(index, entry) !== FOUND) {
        rejected = true;
        continue;
      }
      const outcome = this.from(index + 1);
      if (outcome === FOUND) return FOUND;
      if (outcome === EXHAUSTED) return rejected ? FAILED : EXHAUSTED;
      if (outcome === DEAD && this.prunes) {
        drop(plan, this.state, plan.steps[index]!.slot, entry.at);
        if (i >= window.head) i--;
        continue;
      }
      rejected = true;
      if (plan.forgetful[index]) this.failed[index]!.add(entry.at);
    }
    return rejected || limit === Infinity ? FAILED : DEAD;
  }

  /** Those of the items of a step from `start` on that a `where` across labels can accept; null: all of them. */
  private joined(index: number, start: number): Range | null {
    const { slot } = this.plan.steps[index]!;
    const { entries } = this.state.windows.get(slot)!;
    const bound = this.binding.among(slot, start, entries.length);
    const best = answering(this.demand, this.plan, this.state, index, bound, this.completing.at);
    return best.entries === entries ? null : best;
  }

  /** As `from` goes through a window; what is not in the range counts as rejected. */
  private through(index: number, { entries, from, to }: Range, limit: number): Outcome {
    const ceiling = Math.min(this.completing.at, this.demand.ceilings[index]!);
    for (let i = from; i < to; i++) {
      const entry = entries[i]!;
      if (entry.at > limit || entry.at >= ceiling) return FAILED;
      if (this.failed[index]!.has(entry.at) || this.take(index, entry) !== FOUND) continue;
      const outcome = this.from(index + 1);
      if (outcome === FOUND) return FOUND;
      if (outcome === EXHAUSTED) return FAILED;
      if (this.plan.forgetful[index]) this.failed[index]!.add(entry.at);
    }
    return FAILED;
  }

  /** Place of the first X that a `no` without labels has behind the step before `index`: the next item may be it, not lie behind it. */
  private limit(index: number, before: number): number {
    if (index === 0) return Infinity;
    let limit = Infinity;
    for (const absence of this.plan.absences) {
      if (absence.cross || absence.after !== index || absence.kind !== "between") continue;
      const window = this.state.windows.get(absence.slot)!;
      limit = Math.min(limit, window.entries[firstBehind(window, before)]?.at ?? Infinity);
    }
    return limit;
  }

  /** Binds an item to a step, if all that can be judged by now allows it. */
  private take(index: number, entry: Entry): typeof FOUND | typeof FAILED | typeof EXHAUSTED {
    const { binding, plan } = this;
    if (entry.at <= this.bound || entry.time < this.oldest) return FAILED;
    binding.cut(index);
    binding.place(index, entry);
    const choice = this.resolve(plan.steps[index]!.slot, entry);
    if (choice === null) return FAILED;
    binding.choose(index, choice);
    for (const count of plan.counts) {
      // In front of one and the same item more can only be counted from an earlier step on.
      if (count.after !== index) continue;
      if (binding.short(count)) return EXHAUSTED;
      if (!binding.holds(count)) return count.growing ? EXHAUSTED : FAILED;
    }
    const cut = index === 0 && plan.absences.some((absence) => this.early(absence) && this.present(absence));
    return cut ? FAILED : FOUND;
  }

  /** Judged at the first step: what stands in front of it and reads no label. `limit` sees to those further on. */
  private early({ cross, after, kind }: AbsencePlan): boolean {
    return !cross && after === 0 && kind !== "trailing";
  }

  /** All steps are bound: the rest of what a match needs. */
  private whole(): Outcome {
    const { binding, plan, completing } = this;
    const last = plan.counts.find(({ after }) => after === plan.steps.length);
    if (last !== undefined) {
      // A last count that more items can only help: with a later last step it counts fewer.
      if (binding.short(last)) return EXHAUSTED;
      if (!binding.holds(last)) return last.growing ? EXHAUSTED : FAILED;
      if (!binding.counts(last, completing)) return FAILED;
    }
    return this.rest() ? FOUND : FAILED;
  }

  private rest(): boolean {
    const { plan } = this;
    for (const absence of plan.absences) {
      if (absence.kind === "trailing") {
        if (this.ended && absence.cross && this.endedBy(absence)) return false;
      } else if (absence.cross && this.present(absence)) return false;
    }
    return plan.until === null || this.untilHolds(plan.until);
  }

  /** Whether an X of a leading or inner `no` is where none may be. */
  private present(absence: AbsencePlan): boolean {
    const { binding, completing } = this;
    const first = binding.first();
    const window = this.state.windows.get(absence.slot)!;
    if (absence.kind === "leading") {
      const start = firstSince(window, first.time - absence.within);
      return this.anyOf(absence.slot, start, firstBehind(window, first.at - 1));
    }
    const left = absence.after === 0 ? first.at : binding.taken[absence.after - 1]!.at;
    const right = absence.after === this.plan.steps.length ? completing.at : binding.taken[absence.after]!.at;
    return this.anyOf(absence.slot, firstBehind(window, left), firstBehind(window, right - 1));
  }

  /** Whether an X of a trailing `no` came. */
  private endedBy(absence: AbsencePlan): boolean {
    if (absence.kind !== "trailing") return false;
    const window = this.state.windows.get(absence.slot)!;
    const end = firstSince(window, this.completing.time + absence.within + 1);
    return this.anyOf(absence.slot, firstBehind(window, this.completing.at), end);
  }

  /** The bound is an X; between it (without counts: the first step) and the completing item, and from there to the deadline, is none but of the match. */
  private untilHolds(slot: number): boolean {
    const window = this.state.windows.get(slot)!;
    const own = new Set(this.binding.taken.map(({ at }) => at));
    const isX = (entry: Entry): boolean => this.resolve(slot, entry) !== null;
    if (this.bound >= 0 && !isX(find(window, this.bound)!)) return false;
    const behind = this.plan.counts.length === 0 ? this.binding.taken[0]!.at : this.bound;
    const start = Math.max(firstBehind(window, behind), firstSince(window, this.oldest));
    const end = this.ended ? window.entries.length : firstBehind(window, this.completing.at);
    const { entries, from, to } = this.binding.among(slot, start, end);
    for (let i = from; i < to; i++) {
      const entry = entries[i]!;
      if (entry.at !== this.completing.at && !own.has(entry.at) && isX(entry)) return false;
    }
    return true;
  }

  private anyOf(slot: number, from: number, to: number): boolean {
    const range = this.binding.among(slot, from, to);
    for (let i = range.from; i < range.to; i++) if (this.resolve(slot, range.entries[i]!) !== null) return true;
    return false;
  }

  private resolve(slot: number, entry: Entry): Choice | null {
    return this.binding.resolve(slot, entry);
  }
}
