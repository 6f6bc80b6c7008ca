/** What a match climbs, under which rules, and how far it came. Invariant: plain values; see `climb.ts`. */
import type { Micros, Value } from "../../model/program.ts";
import type { Spent } from "./spent.ts";
import type { CountPlan, Entry, SequencePlan, Slot } from "../detect/plan.ts";

/** What the ladder of a sequence is made of. */
export interface Course {
  readonly plan: SequencePlan;
  readonly slots: readonly Slot[];
  /** The rungs of steps and counts, and how many there are. */
  readonly steps: readonly number[];
  readonly counts: ReadonlyMap<CountPlan, number>;
  readonly height: number;
}

/** The rule as it is, or with one thing changed. */
export interface Rules {
  readonly within: Micros;
  readonly ties: boolean;
  /** Taken to hold where its first aggregate has this value or more. */
  readonly lenient: { readonly count: CountPlan; readonly least: number } | null;
  /** What detections took plays a part; null: it does not. */
  readonly spent: Spent | null;
}

export const asItIs = ({ within, ties }: SequencePlan): Rules => ({ within, ties, lenient: null, spent: null });

export interface Kill {
  readonly slot: number;
  readonly entry: Entry;
}

export interface Climb {
  readonly depth: number;
  /** All of it was found, nothing ended it. */
  readonly whole: boolean;
  readonly prefix: readonly Entry[];
  readonly kill: Kill | null;
  /** Of a whole match: from its first to its last item, counted ones included. */
  readonly span: Micros;
  /** Of a whole match: when its detection would be made, its wait included. */
  readonly end: Micros;
  readonly gaveUp: boolean;
}

export type OnCount = (count: CountPlan, values: readonly Value[]) => void;
