/**
 * What must not have happened: `no` and `until` of a sequence, judged under a binding. Invariant: looks at nothing but
 * the windows, and only where an X could lie.
 */
import type { Binding } from "./binding.ts";
import type { AbsencePlan, Entry, SequencePlan } from "./plan.ts";
import type { SequenceState } from "./state.ts";
import { following } from "./store.ts";
import { find, firstBehind, firstSince } from "./window.ts";

export interface Completion {
  /** The completing item, as what it fills its step or is counted. */
  readonly entry: Entry;
  /** The step that it fills; -1: an aggregate that stands last counts it. */
  readonly role: number;
  /** The place of the last X of `until` in front of it; -1: none. */
  readonly bound: number;
  /** Its deadline has come: what stands behind it is judged too. */
  readonly ended: boolean;
}

export class Absences {
  private readonly plan: SequencePlan;
  private readonly state: SequenceState;
  private readonly completion: Completion;
  private readonly binding: Binding;

  constructor(plan: SequencePlan, state: SequenceState, completion: Completion, binding: Binding) {
    this.plan = plan;
    this.state = state;
    this.completion = completion;
    this.binding = binding;
  }

  /** A trailing `no` that reads no label has ended the wait of all that completes here. */
  over(): boolean {
    return this.completion.ended && this.plan.absences.some((absence) => !absence.cross && this.endedBy(absence));
  }

  /** Judged at the first step already: what stands in front of it and reads no label. */
  early(absence: AbsencePlan): boolean {
    return !this.plan.ties && !absence.cross && absence.after === 0 && absence.kind !== "trailing";
  }

  /** All that is judged once all steps are bound. */
  hold(): boolean {
    const { plan } = this;
    for (const absence of plan.absences) {
      if (absence.kind === "trailing") {
        if (this.completion.ended && absence.cross && this.endedBy(absence)) return false;
      } else if ((absence.cross || plan.ties) && this.present(absence)) return false;
    }
    return plan.until === null || this.untilHolds(plan.until);
  }

  /** Whether an X of a leading or inner `no` is where none may be. */
  present(absence: AbsencePlan): boolean {
    const { binding, completion } = this;
    const first = binding.first();
    const window = this.state.windows.get(absence.slot);
    if (absence.kind === "leading") {
      const start = firstSince(window, first.time - absence.within);
      return this.anyOf(absence.slot, start, firstBehind(window, first.at - 1));
    }
    const left = absence.after === 0 ? first.at : binding.taken[absence.after - 1]!.at;
    const right = absence.after === this.plan.steps.length ? completion.entry.at : binding.taken[absence.after]!.at;
    return this.anyOf(absence.slot, firstBehind(window, left), firstBehind(window, right - 1));
  }

  /** Whether an X of a trailing `no` came. */
  private endedBy(absence: AbsencePlan): boolean {
    if (absence.kind !== "trailing") return false;
    const { entry } = this.completion;
    const window = this.state.windows.get(absence.slot);
    const end = firstSince(window, entry.time + absence.within + 1);
    return this.anyOf(absence.slot, firstBehind(window, entry.at), end);
  }

  /** The bound is an X; between it (without counts: the first step) and the completing item, and from there to the deadline, is none but of the match. */
  private untilHolds(slot: number): boolean {
    const { binding, completion, plan } = this;
    const { entry: completing, bound } = completion;
    const window = this.state.windows.get(slot);
    const own = new Set(binding.taken.map(({ at }) => at));
    const isX = (entry: Entry): boolean => binding.resolve(slot, entry) !== null;
    if (bound >= 0 && !isX(find(window, bound)!)) return false;
    const behind = plan.counts.length === 0 ? binding.first().at : bound;
    const start = Math.max(firstBehind(window, behind), firstSince(window, completing.time - plan.within));
    const end = completion.ended ? window.entries.length : firstBehind(window, completing.at);
    const range = binding.among(slot, start, end);
    for (let i = following(range, range.from); i < range.to; i = following(range, i + 1)) {
      const entry = range.entries[i]!;
      binding.patience.look(1);
      if (entry.at !== completing.at && !own.has(entry.at) && isX(entry)) return false;
    }
    return true;
  }

  private anyOf(slot: number, from: number, to: number): boolean {
    const range = this.binding.among(slot, from, to);
    for (let i = following(range, range.from); i < range.to; i = following(range, i + 1)) {
      const entry = range.entries[i]!;
      this.binding.patience.look(1);
      if (this.binding.resolve(slot, entry) !== null && !this.binding.taken.some(({ at }) => at === entry.at))
        return true;
    }
    return false;
  }
}
