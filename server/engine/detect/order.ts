/**
 * Orders: the parts of a `where` by which numbers of two items are compared, `bytes > big.bytes + 100`. Invariant: an item
 * that fits has a number on the right side of the bound, or a value of which the comparison alone can tell; whether what
 * an index offers does fit is still for the whole `where` to say.
 */
import type { Term } from "../../model/program.ts";
import { fieldsOf } from "../../model/reads.ts";
import { labelsOf } from "../../model/support.ts";
import { compileTerm, type Evaluate } from "../terms/compile.ts";
import type { TermEnvironment } from "../terms/environment.ts";

export type Side = "<" | "<=" | ">" | ">=";

/** `own`, of the item at hand, is on this side of `of`, of the item that the label names. */
export interface Order {
  /** The same for the same condition. */
  readonly text: string;
  readonly label: string;
  readonly side: Side;
  readonly own: Evaluate;
  readonly of: Evaluate;
  /** What `of` reads. */
  readonly fields: ReadonlySet<string>;
}

/** The items of a slot by a number. */
export interface OrderedPlan {
  readonly slot: number;
  /** By alternative of the slot; null: as this any value may fit. */
  readonly values: readonly (Evaluate | null)[];
}

/** Items of a slot are on one side of what a label bound. */
export interface BoundOrder {
  readonly slot: number;
  readonly label: string;
  readonly side: Side;
  readonly of: Evaluate;
  readonly index: number;
}

/** Items of a step are on one side of what the completing item has, if that fills step `by` or is counted last. */
export interface AskedOrder {
  readonly by: number;
  readonly step: number;
  readonly side: Side;
  /** Of the completing item, by what it counts as; null: as this it asks nothing. */
  readonly own: readonly (Evaluate | null)[];
  readonly index: number;
}

const TURNED: Readonly<Record<Side, Side>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
export const turned = (side: Side): Side => TURNED[side];
const isSide = (operator: string): operator is Side => operator in TURNED;

/** Null: this part of a conjunction does not compare two items' numbers. */
export function orderOf(term: Term, environment: TermEnvironment): Order | null {
  if (term.kind !== "compare" || term.all || !isSide(term.operator)) return null;
  const { left, right, operator } = term;
  const leftLabels = labelsOf(left);
  const rightLabels = labelsOf(right);
  const [own, other, labels] = rightLabels.size === 0 ? [right, left, leftLabels] : [left, right, rightLabels];
  if (labelsOf(own).size > 0 || labels.size !== 1) return null;
  const of = asOwn(other);
  if (of === null || own.kind === "items" || own.kind === "list" || own.kind === "range") return null;
  return {
    text: JSON.stringify(term),
    label: [...labels][0]!,
    side: own === left ? operator : turned(operator),
    own: compileTerm(own, environment),
    of: compileTerm(of, environment),
    fields: fieldsOf(of),
  };
}

/** The same term as the label's item would say it of itself; null: it reads anything else. */
function asOwn(term: Term): Term | null {
  switch (term.kind) {
    case "label":
      return term.many ? null : { kind: "field", field: term.field, type: term.type };
    case "constant":
      return term;
    case "arithmetic": {
      const left = asOwn(term.left);
      const right = asOwn(term.right);
      return left === null || right === null ? null : { ...term, left, right };
    }
    default:
      return null;
  }
}
