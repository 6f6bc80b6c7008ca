/**
 * What a rule waits for, checked: the shape carries every form of the language; what the engine cannot run yet is in
 * `support.ts`. Invariant: every label that a term reads is that of a step in front of it or beside it.
 */

import type { Location, Micros, Term, Use } from "./term.ts";

export type Pattern = EventPattern | AnyPattern | SequencePattern | AllPattern | ConditionPattern;

interface Labelled {
  readonly label: string | null;
  readonly location: Location;
}
export interface EventPattern extends Labelled {
  readonly kind: "event";
  readonly use: Use;
}
export interface AnyPattern extends Labelled {
  readonly kind: "any";
  readonly members: readonly Pattern[];
}
export interface SequencePattern extends Labelled {
  readonly kind: "sequence";
  readonly every: boolean;
  /** Null: no `within` was written (legal with one positive step and no aggregate). */
  readonly within: Micros | null;
  readonly withinAt?: Location;
  readonly steps: readonly Step[];
}
export interface AllPattern extends Labelled {
  readonly kind: "all";
  readonly every: boolean;
  readonly within: Micros | null;
  readonly withinAt?: Location;
  readonly members: readonly Step[];
}
export interface ConditionPattern extends Labelled, Aggregating {
  readonly kind: "condition";
  readonly within: Micros;
}

export type Step = Pattern | AggregateStep | NoStep | UntilStep;

/** Its label names the items that the first aggregate counts. */
export interface AggregateStep extends Labelled, Aggregating {
  readonly kind: "aggregate";
  readonly within: Micros | null;
}
export interface NoStep extends Labelled {
  readonly kind: "no";
  readonly of: readonly Use[];
  readonly within: Micros | null;
}
export interface UntilStep extends Labelled {
  readonly kind: "until";
  readonly of: readonly Use[];
}

interface Aggregating {
  readonly aggregates: readonly Aggregate[];
  /** Reads the aggregates as terms of kind `aggregate`. */
  readonly condition: Term;
  /** Of a condition that is one comparison: its operator and right side, `>= 5`. */
  readonly boundAt?: Location;
}

export type AggregateFunction =
  "count" | "distinct" | "sum" | "avg" | "min" | "max" | "median" | "stddev" | "percentile" | "first" | "seen";

export interface Aggregate {
  readonly function: AggregateFunction;
  readonly fields: readonly string[];
  readonly use: Use;
  /** percentile's rank, 0..100. */
  readonly rank: number | null;
}
