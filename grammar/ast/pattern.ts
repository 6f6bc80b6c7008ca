/** Patterns: what a rule waits for, and what an event is. */
import type { Name, Span } from "./base.ts";
import type { Expression, Path } from "./expression.ts";

/** `target = value` in map, emit, with, meta. */
export interface Assignment extends Span {
  readonly target: Path;
  readonly value?: Expression;
}

export interface ByField extends Span {
  readonly cased: boolean;
  readonly field: Path;
}

export type Pattern = EventUse | AnyPattern | SequencePattern | AllPattern | ConditionPattern;

interface PatternBase<Kind extends string> extends Span {
  readonly kind: Kind;
  readonly label?: Name;
}

/** `NAME [where x] [with a = b, ...]`: an event, a source, a rule, or `detection`. `where` and `with` in either order. */
export interface EventUse extends PatternBase<"use"> {
  readonly name?: Name;
  readonly where?: Expression;
  readonly with: readonly Assignment[];
}

export interface AnyPattern extends PatternBase<"any"> {
  readonly members: readonly Pattern[];
}

/** `[every] sequence [within d] { steps }` */
export interface SequencePattern extends PatternBase<"sequence"> {
  readonly every: boolean;
  readonly within?: Expression;
  readonly steps: readonly Step[];
}

export interface AllPattern extends PatternBase<"all"> {
  readonly every: boolean;
  readonly within?: Expression;
  readonly members: readonly Step[];
}

/** Aggregates joined by and/or, arithmetic, comparisons; the whole `when`. `count(login_failed) >= 5 within 10m`. */
export interface ConditionPattern extends PatternBase<"condition"> {
  readonly condition?: Expression;
  readonly within?: Expression;
}

export type Step = Pattern | AggregateStep | NoStep | UntilStep;

/** `label: count(E where x) >= 5 [within e]`: judged between its neighbours. */
export interface AggregateStep extends PatternBase<"aggregate"> {
  readonly condition?: Expression;
  readonly within?: Expression;
}

/** `no X [within e]` */
export interface NoStep extends PatternBase<"no"> {
  readonly of?: EventUse | AnyPattern;
  readonly within?: Expression;
}

export interface UntilStep extends PatternBase<"until"> {
  readonly of?: EventUse | AnyPattern;
}
