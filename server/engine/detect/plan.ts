/**
 * The compiled forest: everything that detection knows before the first record. Invariant: immutable, and free of
 * state; all that changes is in `state.ts`.
 */
import type { Aggregate, Micros, RuleDefinition, Value } from "../../model/program.ts";
import type { Item, Schema } from "../item.ts";
import type { Evaluate, Predicate } from "../terms/compile.ts";
import type { AllJoins, Join, JoinPlans, Membership } from "./join.ts";
import type { Derive, Leaf } from "./leaf.ts";
import type { Order } from "./order.ts";
import type { RiskPlan } from "./risk.ts";
import type { Router } from "./route/router.ts";

export interface Plan {
  /** In the order in which they see a cause: by depth, then name. Disabled ones are not in it. */
  readonly rules: readonly RulePlan[];
  readonly leaves: readonly Leaf[];
  /** By their index: those of sources, rules, and what `with` makes of them. */
  readonly schemas: readonly Schema[];
  /** By schema index: the way to the leaves that may take its items. */
  readonly routes: readonly Router<Leaf>[];
  /** By leaf: where it is used. */
  readonly readers: readonly (readonly Reader[])[];
}

export interface Reader {
  readonly rule: number;
  readonly slot: number;
  readonly alternative: number;
  /** What the rule ignores of its items; null: nothing. */
  readonly ignore: Predicate | null;
}

export interface RulePlan {
  readonly index: number;
  readonly definition: RuleDefinition;
  /** Of its detections. */
  readonly schema: Schema;
  /** Of the detections of its nested patterns: the keys alone. */
  readonly nestedSchema: Schema;
  readonly keys: readonly { readonly read: Evaluate; readonly cased: boolean }[];
  readonly emit: readonly Evaluate[];
  readonly severity: Evaluate;
  /** Empty: it has none. */
  readonly risk: readonly RiskPlan[];
  /** Its patterns, inner ones before those that hold them; the last is `when`. */
  readonly patterns: readonly PatternPlan[];
  /** Of all its patterns. */
  readonly slots: readonly Slot[];
  /** What patterns hold of a key that was not touched for longer than this matters no more. */
  readonly span: Micros;
  /** Nor does the key itself after this. */
  readonly memory: Micros;
  /** Labels decide the keys of some items. */
  readonly roaming: boolean;
}

/** A place of a pattern that items fill: a positive step, what an aggregate counts, an X of `no` or `until`. */
export interface Slot {
  readonly index: number;
  /** Index of its pattern in the rule. */
  readonly pattern: number;
  readonly text: string;
  /** An item counts as the first of these that it is, whose `where` holds and whose key fields it has. */
  readonly alternatives: readonly Alternative[];
}

export interface Alternative {
  /** -1: the detections of the nested pattern. */
  readonly leaf: number;
  readonly nested: number;
  /** The part of `where` that reads labels. */
  readonly cross: Predicate | null;
  readonly crossLabels: ReadonlySet<string>;
  /** The part of `with` that reads labels; then `cross` is there. */
  readonly derive: Derive | null;
  /** What of it finds items by value. */
  readonly joins: readonly Join[];
  readonly memberships: readonly Membership[];
  readonly orders: readonly Order[];
  /** Labels that it binds beside the step's own: of a member of `any`. */
  readonly labels: readonly string[];
}

export type PatternPlan = SequencePlan | AllPlan | ConditionPlan;

export interface SequencePlan {
  readonly kind: "sequence";
  readonly index: number;
  /** The first of its slots; the others follow. */
  readonly base: number;
  /** Takes every match and uses up nothing. */
  readonly every: boolean;
  /** Items of positive steps may be records of equal time and different sources, in either order. */
  readonly ties: boolean;
  readonly within: Micros;
  /** The positive steps, in order. */
  readonly steps: readonly StepPlan[];
  /** At most one between two positive steps, one in front, one behind. */
  readonly counts: readonly CountPlan[];
  readonly absences: readonly AbsencePlan[];
  /** Slot of `until`, or null. */
  readonly until: number | null;
  /** The longest trailing `no`: a match completes so much behind its completing item. Null: at the item itself. */
  readonly wait: Micros | null;
  /** What the order of writing was: for the evidence. */
  readonly written: readonly (StepPlan | CountPlan)[];
  readonly labels: ReadonlyMap<string, LabelPlan>;
  readonly joins: JoinPlans;
  /** By step: whether what can follow an item of it does not depend on the items before that one. */
  readonly forgetful: readonly boolean[];
  /** How long items of its slots are needed. */
  readonly memory: Micros;
}

/** Members are not in any order. */
export interface AllPlan {
  readonly kind: "all";
  readonly index: number;
  readonly base: number;
  /** Takes every match and uses up nothing. */
  readonly every: boolean;
  readonly within: Micros;
  readonly members: readonly StepPlan[];
  readonly counts: readonly CountPlan[];
  /** What `no` names. A match then waits for its deadline, `within` behind its first item. */
  readonly absences: readonly { readonly slot: number; readonly cross: boolean }[];
  /** Whether a `where` of a member reads a label. */
  readonly cross: boolean;
  /** Whether a match completes at an item where the counts hold depends on the items that the members take. */
  readonly lazy: boolean;
  /** By member: those whose labels its `where` reads; null: it can be judged only once all are bound. */
  readonly needs: readonly (readonly number[] | null)[];
  readonly joins: AllJoins;
  readonly written: readonly (StepPlan | CountPlan)[];
  readonly labels: ReadonlyMap<string, LabelPlan>;
  readonly memory: Micros;
}

/** Where a label is bound: at which positive step (as which alternatives of it; null: any), or by which count. */
export type LabelPlan =
  | { readonly kind: "step"; readonly step: number; readonly alternatives: readonly number[] | null }
  | { readonly kind: "count"; readonly count: CountPlan };

export interface StepPlan {
  readonly kind: "step";
  readonly label: string | null;
  readonly text: string;
  readonly slot: number;
  /** Items are kept: not where only the item at hand can fill the step. */
  readonly kept: boolean;
}

export interface CountPlan extends Counting {
  readonly kind: "count";
  readonly label: string | null;
  readonly text: string;
  /** How many positive steps stand before it. */
  readonly after: number;
  readonly within: Micros | null;
  /** It reads labels of other steps. */
  readonly cross: boolean;
  /** More items can make it true and never false: `count(E) >= n`, `distinct(f of E) >= n`. */
  readonly growing: boolean;
  /** So many items must be there for it to hold, however few of them its `where` accepts. */
  readonly least: number;
}

export interface Counting {
  readonly aggregates: readonly AggregatePlan[];
  readonly condition: Predicate;
  /** The slots of its aggregates, each once. */
  readonly slots: readonly number[];
}

export interface AggregatePlan {
  readonly function: Aggregate["function"];
  readonly slot: number;
  readonly fields: readonly Evaluate[];
  readonly rank: number | null;
}

export interface AbsencePlan {
  readonly slot: number;
  readonly kind: "leading" | "between" | "trailing";
  /** How many positive steps stand before it. */
  readonly after: number;
  /** Of a leading or trailing one. */
  readonly within: Micros;
  /** Its `where` reads labels: judged once all are bound. */
  readonly cross: boolean;
}

export interface ConditionPlan extends Counting {
  readonly kind: "condition";
  readonly index: number;
  readonly base: number;
  readonly label: string | null;
  readonly text: string;
  readonly within: Micros;
  /** A `first(...)` is in it: it fires at each judgement at which it holds. */
  readonly always: boolean;
  readonly memory: Micros;
}

/** An item as a slot of one partition holds it. */
export interface Entry {
  /** Position of the item among all items that detection saw: the order of places as a number. */
  readonly at: number;
  readonly time: Micros;
  /** As it came, for evidence. */
  readonly item: Item;
  /** What it may count as, in order; the last holds without asking other items. */
  readonly choices: readonly Choice[];
}

export interface SlotEntry {
  readonly slot: number;
  readonly entry: Entry;
}

export interface Choice {
  readonly alternative: number;
  readonly view: Item;
  /** Its key is this partition's. */
  readonly mine: boolean;
  /** Labels decide its key: whether it is this one. */
  readonly partition?: string;
}

export type Key = readonly Value[];
