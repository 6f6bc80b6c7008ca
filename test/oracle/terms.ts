/** The few terms that the oracle's cases use, evaluated the plainest way. */
import type { Term, Value } from "../../server/model/program.ts";

type Comparison = Extract<Term, { kind: "compare" }>;
type Fields = ReadonlyMap<string, Value>;

/** What a term may read beside the item at hand. */
export interface Reading {
  one(label: string): Fields | null;
  many(label: string): readonly Fields[];
  readonly aggregates: readonly Value[];
}

export const NOTHING: Reading = { one: () => null, many: () => [], aggregates: [] };

export const lower = (value: Value): Value =>
  typeof value === "string" ? value.toLowerCase() : Array.isArray(value) ? value.map(lower) : value;

export function evaluate(term: Term, fields: Fields, reading: Reading): Value {
  switch (term.kind) {
    case "constant":
      return term.value;
    case "field":
      return fields.get(term.field) ?? null;
    case "label":
      if (!term.many) return reading.one(term.label)?.get(term.field) ?? null;
      return reading.many(term.label).flatMap((each) => each.get(term.field) ?? []);
    case "aggregate":
      return reading.aggregates[term.index] ?? null;
    case "summary":
      if (term.function !== "count" || term.field !== null) throw new Error("not in the oracle's cases");
      return reading.many(term.label).length;
    case "arithmetic":
      return calculate(term.operator, evaluate(term.left, fields, reading), evaluate(term.right, fields, reading));
    case "negate":
      return calculate("-", 0, evaluate(term.term, fields, reading));
    case "if":
      return evaluate(evaluate(term.condition, fields, reading) === true ? term.then : term.else, fields, reading);
    case "items":
      return term.items.map((each) => evaluate(each, fields, reading));
    case "not":
      return evaluate(term.term, fields, reading) !== true;
    case "and":
      return term.terms.every((each) => evaluate(each, fields, reading) === true);
    case "or":
      return term.terms.some((each) => evaluate(each, fields, reading) === true);
    case "exists":
      return evaluate(term.term, fields, reading) !== null;
    case "compare":
      return holds(term, evaluate(term.left, fields, reading), evaluate(term.right, fields, reading));
    default:
      throw new Error(`${term.kind} is not in the oracle's cases`);
  }
}

/** With what is missing, or no number, or by nothing: missing. */
function calculate(operator: "+" | "-" | "*" | "/", left: Value, right: Value): Value {
  if (typeof left !== "number" || typeof right !== "number") return null;
  const result = { "+": left + right, "-": left - right, "*": left * right, "/": left / right }[operator];
  return Number.isFinite(result) ? result : null;
}

/** A list on either side: some element; `every`: all on the left, and there is one. */
function holds({ operator, cased, every }: Comparison, left: Value, right: Value): boolean {
  const lefts: readonly Value[] = Array.isArray(left) ? left : [left];
  const rights: readonly Value[] = Array.isArray(right) ? right : [right];
  const as = cased ? (value: Value): Value => value : lower;
  const fits = (a: Value): boolean => rights.some((b) => single(operator, as(a), as(b)));
  return every ? lefts.length > 0 && lefts.every(fits) : lefts.some(fits);
}

function single(operator: string, a: Value, b: Value): boolean {
  if (a === null || b === null || typeof a !== typeof b) return false;
  switch (operator) {
    case "==":
    case "in":
      return a === b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    default:
      throw new Error(`${operator} is not in the oracle's cases`);
  }
}
