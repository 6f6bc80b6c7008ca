/**
 * The search for matches of a sequence that complete at one item. Invariant: all matches are offered, in the order of
 * the places of their positive steps, until one is accepted; items of a window are looked at, never more.
 *
 * Cost: the search goes step by step and gives up a whole branch as soon as a step has no item left behind it; an item
 * that an X of a `no` cut off for good leaves its window. So a sequence of events and `no`s without `where` across labels
 * costs O(steps * log window) per match, amortised. Counts cost what their aggregates do, `count` no more than that. A
 * failed (step, item) is not tried twice where later steps read no labels: O(steps * window^2) at worst. Where a `where`
 * across labels joins (`join.ts`), only items that share the value are tried, on the way from the completing item
 * backwards (`demand.ts`) and from what is bound forwards (`Binding.among`); where it compares sizes (`order.ts`), only those
 * on the right side of the bound. Any other one can need window^(steps - 1): it is given up in time (`patience.ts`).
 */
import type { Micros } from "../../model/program.ts";
import { Absences, type Completion } from "./absences.ts";
import { Binding } from "./binding.ts";
import { answering, demandOf, type Demand } from "./demand.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import type { Patience } from "./patience.ts";
import type { Entry, SequencePlan, Slot } from "./plan.ts";
import type { SequenceState } from "./state.ts";
import { drop, following, onSide, type Range } from "./store.ts";
import { firstBehind, firstSince, type Window } from "./window.ts";

const FOUND = 1;
const FAILED = 0;
/** No item is left for a later step: an item further behind cannot help either. */
const EXHAUSTED = 2;
/** An X of a `no` cut off all that could have followed: so it stays, at later completions too. */
const DEAD = 3;
type Outcome = typeof FOUND | typeof FAILED | typeof EXHAUSTED | typeof DEAD;

/** Where the first X lies behind which the next step's item may not be. */
interface Limit {
  readonly at: number;
  readonly time: Micros;
}

const NO_LIMIT: Limit = { at: Infinity, time: Infinity };

export class Search {
  private readonly plan: SequencePlan;
  private readonly state: SequenceState;
  private readonly completion: Completion;
  /** The completing item. */
  private readonly completing: Entry;
  private readonly oldest: Micros;
  private readonly binding: Binding;
  private readonly absences: Absences;
  private readonly failed: readonly Set<number>[];
  private readonly demand: Demand;
  /** What is cut off for good leaves; not while earlier completing items still wait for their deadlines. */
  private readonly prunes: boolean;
  private readonly accept: (binding: Binding) => boolean;
  private readonly patience: Patience;
  private accepted = false;

  /** `accept` is offered each match, as a binding that will change; true: no more are wanted. */
  constructor(
    plan: SequencePlan,
    slots: readonly Slot[],
    state: SequenceState,
    completion: Completion,
    accept: (binding: Binding) => boolean,
    patience: Patience,
  ) {
    this.patience = patience;
    const { entry, bound, ended } = completion;
    this.plan = plan;
    this.state = state;
    this.completion = completion;
    this.completing = entry;
    this.accept = accept;
    this.oldest = entry.time - plan.within;
    this.binding = new Binding(plan, slots, state, entry, bound, patience);
    this.absences = new Absences(plan, state, completion, this.binding);
    this.failed = plan.steps.map(() => new Set<number>());
    this.demand = demandOf(plan, state, entry, completion.role);
    this.prunes = plan.forgetful[0]! && !plan.ties && (plan.wait === null || ended);
  }

  run(): void {
    if (!this.demand.vain && !this.absences.over()) this.from(0);
  }

  /** Fills the steps from `index` on. FOUND: there is a match; `accepted` tells whether to go on. */
  private from(index: number): Outcome {
    const { plan, completing } = this;
    const before = index === 0 ? null : this.binding.taken[index - 1]!;
    const limit = before === null ? NO_LIMIT : this.limit(index, before);
    if (index === plan.steps.length) {
      if (beyond(completing, limit, plan)) return DEAD;
      return this.whole();
    }
    if (index === this.completion.role) {
      if (beyond(completing, limit, plan)) return DEAD;
      const taken = this.take(index, completing);
      if (taken !== FOUND) return taken;
      if (this.from(index + 1) === FOUND) return FOUND;
      // What must be of its own instant behind it is not there, whatever stands in front of it: unless it is that itself.
      return plan.ties && plan.forgetful[index] && this.fresh(index, completing) ? EXHAUSTED : FAILED;
    }
    const window = this.state.windows.get(plan.steps[index]!.slot);
    const start = Math.max(this.start(window, before), firstBehind(window, this.completion.bound));
    if ((window.entries[start]?.at ?? Infinity) >= completing.at) return EXHAUSTED;
    const joined = this.joined(index, start);
    if (joined !== null) return this.through(index, joined, limit);
    return this.across(index, window, start, limit);
  }

  /** Index of the first item that may follow `before`. */
  private start(window: Window, before: Entry | null): number {
    const since = firstSince(window, this.oldest);
    if (before === null) return since;
    return Math.max(since, this.plan.ties ? firstSince(window, before.time) : firstBehind(window, before.at));
  }

  /** Goes through a window. */
  private across(index: number, whole: Window, start: number, limit: Limit): Outcome {
    let window = whole;
    const { plan, completing } = this;
    const ceiling = this.demand.ceilings[index]!;
    let rejected = false;
    let found = false;
    const failed = (): Outcome => (found ? FOUND : FAILED);
    for (let i = start; i < window.entries.length; i++) {
      if (this.patience.over) return failed();
      const entry = window.entries[i]!;
      if (beyond(entry, limit, plan)) return found || rejected ? failed() : DEAD;
      if (entry.at >= completing.at || entry.at >= ceiling) return failed();
      if (this.hopeless(index, entry) || this.take(index, entry) !== FOUND) {
        rejected = true;
        continue;
      }
      const outcome = this.from(index + 1);
      if (this.accepted) return FOUND;
      if (outcome === EXHAUSTED) return found || rejected ? failed() : EXHAUSTED;
      if (outcome === DEAD && this.prunes) {
        const { slot } = plan.steps[index]!;
        drop(plan, this.state, slot, entry.at);
        window = this.state.windows.get(slot);
        i = firstBehind(window, entry.at) - 1;
        continue;
      }
      if (outcome === FOUND) found = true;
      else this.fail(index, entry);
      rejected = true;
    }
    return found || rejected || limit.at === Infinity ? failed() : DEAD;
  }

  /** Those of the items of a step from `start` on that a `where` across labels can accept; null: all of them. */
  private joined(index: number, start: number): Range | null {
    const { slot } = this.plan.steps[index]!;
    const { entries } = this.state.windows.get(slot);
    const bound = this.binding.among(slot, start, entries.length);
    const best = answering(this.demand, this.plan, this.state, index, bound, this.completing.at);
    if (best.entries !== entries) return best;
    for (const { by, step, side, own, index: order } of this.plan.joins.askedOrders) {
      if (step !== index || by !== (this.completion.role < 0 ? this.plan.steps.length : this.completion.role)) continue;
      const [only, ...others] = this.completing.choices;
      const value = others.length > 0 ? null : own[only!.alternative];
      const onOne = value ? onSide(this.state, order, side, value(only!.view, NO_BINDINGS), best) : null;
      if (onOne !== null) return onOne;
    }
    return null;
  }

  /** As `across` goes through a window; what is not in the range counts as rejected. */
  private through(index: number, range: Range, limit: Limit): Outcome {
    const ceiling = Math.min(this.completing.at, this.demand.ceilings[index]!);
    let found = false;
    const failed = (): Outcome => (found ? FOUND : FAILED);
    for (let i = following(range, range.from); i < range.to; i = following(range, i + 1)) {
      const entry = range.entries[i]!;
      if (this.patience.over || beyond(entry, limit, this.plan) || entry.at >= ceiling) return failed();
      if (this.hopeless(index, entry) || this.take(index, entry) !== FOUND) continue;
      const outcome = this.from(index + 1);
      if (this.accepted) return FOUND;
      if (outcome === EXHAUSTED) return failed();
      if (outcome === FOUND) found = true;
      else this.fail(index, entry);
    }
    return failed();
  }

  /** It failed before, whatever stood in front of it. */
  private hopeless(index: number, entry: Entry): boolean {
    return this.failed[index]!.has(entry.at) && this.fresh(index, entry);
  }

  private fail(index: number, entry: Entry): void {
    if (this.plan.forgetful[index] && this.fresh(index, entry)) this.failed[index]!.add(entry.at);
  }

  /** What can follow an item is up to it alone; of `ties either`, if nothing in front of it is of its time. */
  private fresh(index: number, { time }: Entry): boolean {
    return !this.plan.ties || index === 0 || this.binding.taken[index - 1]!.time < time;
  }

  /** The first X that a `no` without labels has behind the step before `index`: the next item may be it, not lie behind it. */
  private limit(index: number, before: Entry): Limit {
    let limit = NO_LIMIT;
    for (const absence of this.plan.absences) {
      if (absence.cross || absence.after !== index || absence.kind !== "between") continue;
      const window = this.state.windows.get(absence.slot);
      // Of the step's own instant an X may be an item of the match, where `ties either`.
      const from = this.plan.ties ? firstSince(window, before.time + 1) : firstBehind(window, before.at);
      const x = window.entries[from];
      if (x !== undefined && x.at < limit.at) limit = x;
    }
    return limit;
  }

  /** Binds an item to a step, if all that can be judged by now allows it. */
  private take(index: number, entry: Entry): typeof FOUND | typeof FAILED | typeof EXHAUSTED {
    const { binding, plan } = this;
    this.patience.try();
    if (entry.at <= this.completion.bound || entry.time < this.oldest) return FAILED;
    binding.cut(index);
    if (plan.ties && !binding.taken.every((other) => ascends(other, entry))) return FAILED;
    binding.place(index, entry);
    const choice = binding.resolve(plan.steps[index]!.slot, entry);
    if (choice === null) return FAILED;
    binding.choose(index, choice);
    for (const count of plan.counts) {
      // In front of one and the same item more can only be counted from an earlier step on.
      if (count.after !== index) continue;
      if (binding.short(count)) return EXHAUSTED;
      if (!binding.holds(count)) return count.growing ? EXHAUSTED : FAILED;
    }
    const cut = index === 0 && plan.absences.some((each) => this.absences.early(each) && this.absences.present(each));
    return cut ? FAILED : FOUND;
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
    if (!this.absences.hold()) return FAILED;
    this.accepted = this.accept(binding);
    return FOUND;
  }
}

/** Behind an X that must not lie in front of it; where `ties either`, one of its own instant is looked at later. */
function beyond({ at, time }: Entry, limit: Limit, { ties }: SequencePlan): boolean {
  return at > limit.at && (!ties || time > limit.time);
}

/** Of two items of steps in the order written: as places go, or, where `ties either`, records of equal time and different sources. */
function ascends(first: Entry, second: Entry): boolean {
  if (first.at < second.at) return true;
  const records = first.item.rank === null && second.item.rank === null;
  return records && first.time === second.time && first.at !== second.at && first.item.source !== second.item.source;
}
