/**
 * What a name can mean at one place of a text. Invariant: a scope is immutable; the same object serves the checker, which
 * resolves with it, and the editor, which offers what it holds.
 */
import type { Span } from "../../grammar/ast.ts";
import type { AggregateInfo, FunctionInfo, SummaryInfo } from "./functions.ts";
import type { Field, FieldSet } from "./fields.ts";
import type { Definition } from "./names.ts";
import type { Aggregate, Location, Type } from "./program.ts";

export interface Label {
  readonly name: string;
  readonly definition: Definition;
  /** Of an aggregate step: its fields are lists. */
  readonly many: boolean;
  readonly items: FieldSet;
  /** Its items may have fields that nobody declared: of an action that does not say what it returns. */
  readonly free?: boolean;
}

/** What calls may stand here beside plain functions. */
/** `measure`: of a score or baseline, whose aggregates are about the items that it reads. */
export type CallPlace = "item" | "condition" | "emit" | "measure";

export interface Scope {
  /** Fields that can be read without a label. */
  readonly item: FieldSet;
  readonly labels: ReadonlyMap<string, Label>;
  /** Labels of the pattern that must not be read here, and why. */
  readonly hidden: ReadonlyMap<
    string,
    { readonly label: Label; readonly reason: "written-later" | "counted-by-until" | "outside" | "own" }
  >;
  readonly calls: CallPlace;
  /** Members of an `all` have no order: a plain one reads the labels of every other. */
  readonly inAll?: boolean;
  /** Where aggregates may stand: what takes them. */
  readonly aggregates?: AggregateSink;
}

/** Takes the aggregates of one condition, in the order in which they are written. */
export interface AggregateSink {
  readonly aggregates: Aggregate[];
  readonly legs: Leg[];
}

/** One event, aggregate or absence in a rule's pattern, and what its items have. */
export interface Leg {
  readonly role: "step" | "aggregate" | "absence";
  readonly name: string;
  readonly location: Location;
  readonly items: FieldSet;
}

export const itemScope = (item: FieldSet): Scope => ({ item, labels: new Map(), hidden: new Map(), calls: "item" });

/** What the words at a span mean: for hover, go to definition, references. */
export interface Mention extends Span {
  readonly meaning: Meaning;
}

export type Meaning =
  | { readonly kind: "definition"; readonly definition: Definition }
  | { readonly kind: "label"; readonly label: Label }
  | { readonly kind: "field"; readonly field: Field; readonly label: Label | null; readonly type: Type }
  | { readonly kind: "function"; readonly info: FunctionInfo }
  | { readonly kind: "aggregate"; readonly info: AggregateInfo }
  | { readonly kind: "summary"; readonly info: SummaryInfo }
  | { readonly kind: "value"; readonly type: Type };

/** Where a scope holds. */
export interface ScopeSpan extends Span {
  readonly scope: Scope;
}
