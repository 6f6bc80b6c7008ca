/**
 * The search for matches of an `all` that complete at one item. Invariant: all sets of items that fill the members are
 * offered, in ascending order of their places; of several ways to fill them with one set, the first by the members as
 * written.
 *
 * Cost: where no `where` reads labels, a set is found without going back. Where one joins (`field == label.field`), the
 * items of a member are looked up by value as soon as the other one is bound. Any other one can need window^(members - 1): it is given up in
 * time (`patience.ts`).
 */
import type { Micros } from "../../model/program.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import { AllBinding } from "./all-binding.ts";
import type { AllPlan, Slot } from "./plan.ts";
import type { AllState, Moment } from "./state.ts";
import type { Patience } from "./patience.ts";
import { keysOf, sharing, type Range } from "./store.ts";
import { find, firstBehind, firstSince } from "./window.ts";

export interface Wanted {
  /** The item at which the match completes. */
  readonly moment: Moment;
  /** The first item is of this time; null: of any in the window. */
  readonly first: Micros | null;
}

/** A match, none, or one and no more are wanted. */
export type Answer = "yes" | "no" | "enough";

export class AllSearch {
  readonly binding: AllBinding;
  private readonly plan: AllPlan;
  private readonly state: AllState;
  private readonly wanted: Wanted;
  private readonly oldest: Micros;
  private readonly offer: (binding: AllBinding) => Answer;
  private readonly patience: Patience;
  private enough = false;
  /** No item behind this place is wanted any more. */
  ceiling: number;

  /** `offer` is given what all members' `where`s accept, as a binding that will change. */
  constructor(
    plan: AllPlan,
    slots: readonly Slot[],
    state: AllState,
    wanted: Wanted,
    patience: Patience,
    offer: (binding: AllBinding) => Answer,
  ) {
    this.patience = patience;
    this.plan = plan;
    this.state = state;
    this.wanted = wanted;
    this.offer = offer;
    this.oldest = Math.max(wanted.moment.time - plan.within, wanted.first ?? -Infinity);
    this.ceiling = wanted.moment.at;
    this.binding = new AllBinding(plan, slots, state, wanted.moment, patience);
  }

  run(): void {
    const { at } = this.wanted.moment;
    const { members } = this.plan;
    const candidates = this.candidates(-1);
    if (candidates.some(({ from, to }) => from >= to)) return;
    const earlier = members.some(({ slot }) => {
      const window = this.state.windows.get(slot)!;
      const index = Math.max(firstBehind(window, this.wanted.moment.behind), firstSince(window, this.oldest));
      return (window.entries[index]?.at ?? Infinity) < at;
    });
    if (earlier) {
      this.from(-1, members.length);
      return;
    }
    // Nothing but the completing item itself is new: what it joins with is looked up from there.
    for (const [member, { slot }] of members.entries()) {
      const entry = find(this.state.windows.get(slot)!, at);
      if (entry === null || this.enough) continue;
      this.binding.bind(member, entry);
      if (this.possible()) this.from(-1, members.length - 1);
      this.binding.bind(member, null);
    }
  }

  /** As `run`, but from the items of the first time on; every match is offered, wherever its last item lies. */
  runFromFirst(first: Micros): void {
    for (const [member, { slot }] of this.plan.members.entries()) {
      const { entries } = this.state.windows.get(slot)!;
      for (let i = firstSince(this.state.windows.get(slot)!, first); entries[i]?.time === first; i++) {
        this.binding.bind(member, entries[i]!);
        if (this.possible()) this.from(-1, this.plan.members.length - 1);
        this.binding.bind(member, null);
      }
    }
  }

  /** Fills the `open` members that are left with items behind `floor`, in ascending order; true: a set was accepted. */
  private from(floor: number, open: number): boolean {
    if (open === 0) return this.whole();
    const candidates = this.candidates(this.last(open) ? Math.max(floor, this.wanted.moment.behind) : floor);
    if (candidates.some(({ from, to }) => from >= to)) return false;
    const heads = candidates.map(({ from }) => from);
    const placeOf = (index: number): number => {
      const { entries, to } = candidates[index]!;
      return heads[index]! < to ? entries[heads[index]!]!.at : Infinity;
    };
    let found = false;
    for (;;) {
      const place = Math.min(...candidates.map((_, index) => placeOf(index)));
      if (place > this.ceiling) return found;
      for (const [index, { member, entries }] of candidates.entries()) {
        if (placeOf(index) !== place) continue;
        const entry = entries[heads[index]!++]!;
        this.patience.try();
        if (this.binding.taken.some((other) => other?.at === place)) continue;
        // What follows lies behind: so this one is the first.
        const begun = this.binding.taken.some((other) => other !== null && other.time === this.wanted.first);
        if (floor < 0 && this.wanted.first !== null && entry.time > this.wanted.first && !begun) return found;
        this.binding.bind(member, entry);
        if (this.possible() && this.from(place, open - 1)) found = true;
        this.binding.bind(member, null);
      }
      // The same place for another member may go on with an earlier one; a later place does not.
      if (this.enough || this.patience.over || (found && !this.plan.every)) return found;
    }
  }

  private whole(): boolean {
    const { binding, wanted } = this;
    const first = Math.min(...binding.entries().map(({ time }) => time));
    if (wanted.first !== null && first !== wanted.first) return false;
    const choices = [...binding.choices];
    const answer = binding.settle() ? this.offer(binding) : "no";
    choices.forEach((choice, member) => (binding.choices[member] = choice));
    if (answer === "enough") this.enough = true;
    return answer !== "no";
  }

  /** The next item is the last of the set, so it has to be new. */
  private last(open: number): boolean {
    return open === 1 && !this.binding.taken.some((entry) => entry !== null && entry.at > this.wanted.moment.behind);
  }

  /** By member that is not bound: the items behind `floor` that can fit what is bound. */
  private candidates(floor: number): readonly (Range & { readonly member: number })[] {
    const { plan, state, binding } = this;
    const { at } = this.wanted.moment;
    return plan.members.flatMap(({ slot }, member) => {
      if (binding.taken[member] !== null) return [];
      const window = state.windows.get(slot)!;
      const from = Math.max(firstBehind(window, floor), firstSince(window, this.oldest));
      const low = window.entries[from]?.at ?? Infinity;
      let best: Range = { entries: window.entries, from, to: firstBehind(window, at) };
      for (const edge of plan.joins.edges) {
        if (best.from >= best.to) break;
        const other = edge.to === member ? edge.from : edge.from === member ? edge.to : -1;
        const bound = other < 0 ? null : binding.taken[other]!;
        if (bound === null || other === member) continue;
        const forward = edge.to === member;
        const keys = bound.choices.flatMap(({ alternative, view }) =>
          keysOf((forward ? edge.field : edge.own[alternative]!)(view, NO_BINDINGS), false),
        );
        const shared = sharing(state.indexes[forward ? edge.byOwn : edge.byField]!, [...new Set(keys)], low, at);
        if (shared.to - shared.from < best.to - best.from) best = shared;
      }
      return [{ ...best, member }];
    });
  }

  /** Nothing that is bound contradicts what else is bound already. */
  private possible(): boolean {
    const { plan, binding } = this;
    return plan.members.every(({ slot }, member) => {
      const entry = binding.taken[member]!;
      const needs = plan.needs[member]!;
      if (entry === null || entry.choices.length > 1 || needs === null || needs.length === 0) return true;
      const settled = needs.every((other) => {
        const bound = binding.taken[other] ?? null;
        return bound !== null && bound.choices.length === 1;
      });
      return !settled || binding.resolve(slot, entry) !== null;
    });
  }
}
