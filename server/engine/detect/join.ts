/**
 * Joins: the parts of a `where` by which items are found instead of searched, `field == label.field` and
 * `field in count.field`. Invariant: an item that fits shares a value with the other one, so what an index offers holds
 * every item that fits; whether an offered one does fit is still for the whole `where` to say.
 */
import type { Term } from "../../model/program.ts";
import { labelsOf } from "../../model/support.ts";
import { typeOf } from "../../model/types.ts";
import { compileTerm, type Evaluate } from "../terms/compile.ts";
import type { TermEnvironment } from "../terms/environment.ts";
import type { AskedOrder, BoundOrder, OrderedPlan } from "./order.ts";

/** A part of a conjunction: a value of `own`, of the item at hand, is one of `label.field`. */
export interface Join {
  readonly label: string;
  readonly field: string;
  readonly own: Evaluate;
}

/** Anywhere in a `where`: a value is looked for in `label.field`, of all items that a count's label names. */
export interface Membership {
  readonly label: string;
  readonly field: string;
  readonly cased: boolean;
}

/** Items of a slot by the values that they have. */
export interface IndexPlan {
  readonly slot: number;
  /** By alternative of the slot. */
  readonly values: readonly Evaluate[];
  readonly cased: boolean;
}

export interface JoinPlans {
  readonly indexes: readonly IndexPlan[];
  /** Items of a slot share a value with what a label bound. */
  readonly bound: readonly BoundProbe[];
  /** Items of a step share a value with those of a later step, or of the count that stands last. */
  readonly asked: readonly AskedProbe[];
  /** The completing item shares a value with a counted one, which is behind the step in front of the count. */
  readonly counted: readonly AskedProbe[];
  readonly members: readonly MemberIndex[];
  /** Windows by numbers, and who looks for those on one side of a bound. */
  readonly ordered: readonly OrderedPlan[];
  readonly boundOrders: readonly BoundOrder[];
  readonly askedOrders: readonly AskedOrder[];
  /** Steps that a later one in front of the completing item asks: their items wait for a partner. */
  readonly pairs: readonly PairPlan[];
}

export interface PairPlan {
  readonly step: number;
  /** The slot of the later step, and what its items ask for, by what they count as. */
  readonly by: number;
  readonly values: readonly Evaluate[];
  /** Of the items that have met no partner yet. */
  readonly unmet: number;
}

export interface MemberIndex extends Membership {
  readonly index: number;
}

export interface BoundProbe {
  readonly slot: number;
  readonly label: string;
  /** Of the label's item. */
  readonly value: Evaluate;
  readonly index: number;
}

export interface AskedProbe {
  /** The step whose items ask; behind all steps: the last count. */
  readonly by: number;
  /** The step that is asked; -1: none. */
  readonly step: number;
  /** Of the item that asks, by what it counts as; null: as this it need not share a value. */
  readonly values: readonly (Evaluate | null)[];
  readonly index: number;
}

/** Of an `all`: its members are joined in both directions. */
export interface AllJoins {
  readonly indexes: readonly IndexPlan[];
  readonly edges: readonly JoinEdge[];
  readonly pairs: readonly [];
}

/** `own` of member `to`, by what it counts as, shares a value with `field` of member `from`. */
export interface JoinEdge {
  readonly from: number;
  readonly to: number;
  readonly field: Evaluate;
  readonly own: readonly Evaluate[];
  readonly byField: number;
  readonly byOwn: number;
}

export const NO_JOINS: JoinPlans = {
  indexes: [],
  bound: [],
  asked: [],
  counted: [],
  members: [],
  ordered: [],
  boundOrders: [],
  askedOrders: [],
  pairs: [],
};

/** Null: this part of a conjunction does not name one value that two items share. */
export function joinOf(term: Term, environment: TermEnvironment): Join | null {
  if (!isEquality(term)) return null;
  const { left, right } = term;
  if (right.kind === "label" && labelsOf(left).size === 0)
    return { label: right.label, field: right.field, own: compileTerm(left, environment) };
  if (left.kind === "label" && right.kind === "field")
    return { label: left.label, field: left.field, own: compileTerm(right, environment) };
  return null;
}

/** `==` and `in` between values, not `contains all` and not an address in a network. */
function isEquality(term: Term): term is Extract<Term, { kind: "compare" }> {
  if (term.kind !== "compare" || term.all || (term.operator !== "==" && term.operator !== "in")) return false;
  const type = typeOf(term.right);
  return type !== "cidr" && !(typeof type === "object" && type.list === "cidr");
}

export function membershipsOf(term: Term): readonly Membership[] {
  switch (term.kind) {
    case "and":
    case "or":
      return term.terms.flatMap(membershipsOf);
    case "not":
      return membershipsOf(term.term);
    case "compare": {
      const { right, cased } = term;
      const named = isEquality(term) && right.kind === "label" && right.many;
      return named ? [{ label: right.label, field: right.field, cased }] : [];
    }
    default:
      return [];
  }
}
