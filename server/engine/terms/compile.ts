/**
 * Terms as closures. Invariant: evaluating never throws and never changes anything; the same item and bindings give the
 * same value. Constants are prepared once, field slots are remembered per schema.
 */
import type { Term, Value } from "../../model/program.ts";
import type { Schema } from "../item.ts";
import { isScalar } from "./compare.ts";
import { comparison } from "./comparison.ts";
import type { TermEnvironment } from "./environment.ts";
import type { Evaluate, Predicate } from "./evaluate.ts";
import { base64offset, bytesOf } from "./encodings.ts";
import { FUNCTIONS } from "./functions.ts";
import { compileRegex } from "./regex.ts";
import { summarize } from "./summary.ts";

export type { Evaluate, Predicate };

/** True where the term is true; false where it is false or missing. */
export function compilePredicate(term: Term, environment: TermEnvironment): Predicate {
  switch (term.kind) {
    case "and": {
      const parts = term.terms.map((part) => compilePredicate(part, environment));
      return (item, bindings) => parts.every((holds) => holds(item, bindings));
    }
    case "or": {
      const parts = term.terms.map((part) => compilePredicate(part, environment));
      return (item, bindings) => parts.some((holds) => holds(item, bindings));
    }
    case "not": {
      const holds = compilePredicate(term.term, environment);
      return (item, bindings) => !holds(item, bindings);
    }
    case "compare":
      return comparison(term, environment, compileTerm);
    case "exists": {
      const evaluate = compileTerm(term.term, environment);
      return (item, bindings) => exists(evaluate(item, bindings));
    }
    default: {
      const evaluate = compileTerm(term, environment);
      return (item, bindings) => evaluate(item, bindings) === true;
    }
  }
}

export function compileTerm(term: Term, environment: TermEnvironment): Evaluate {
  switch (term.kind) {
    case "constant": {
      const { value } = term;
      return () => value;
    }
    case "field":
      return compileField(term.field);
    case "label": {
      const field = compileField(term.field);
      const { label } = term;
      if (term.many) return (_item, bindings) => present(bindings.many(label).map((other) => field(other, bindings)));
      return (_item, bindings) => {
        const bound = bindings.one(label);
        return bound === null ? null : field(bound, bindings);
      };
    }
    case "items": {
      const items = term.items.map((element) => compileTerm(element, environment));
      return (item, bindings) => present(items.map((element) => element(item, bindings)));
    }
    case "negate":
    case "arithmetic":
      return compileArithmetic(term, environment);
    case "if": {
      const condition = compilePredicate(term.condition, environment);
      const then = compileTerm(term.then, environment);
      const otherwise = compileTerm(term.else, environment);
      return (item, bindings) => (condition(item, bindings) ? then(item, bindings) : otherwise(item, bindings));
    }
    case "call":
      return compileCall(term, environment);
    case "index": {
      const list = compileTerm(term.list, environment);
      const index = compileTerm(term.index, environment);
      return (item, bindings) => elementAt(list(item, bindings), index(item, bindings));
    }
    case "row": {
      const key = compileTerm(term.key, environment);
      const find = environment.tables.get(term.table);
      const { column } = term;
      return find === undefined ? () => null : (item, bindings) => find(key(item, bindings), column);
    }
    case "aggregate": {
      const { index } = term;
      return (_item, bindings) => bindings.aggregate(index);
    }
    case "summary": {
      const field = term.field === null ? null : compileField(term.field);
      const { label } = term;
      return (_item, bindings) => {
        if (field === null) return bindings.size?.(label) ?? bindings.many(label).length;
        const items = bindings.many(label);
        return summarize(
          term.function,
          items.map((other) => field(other, bindings)),
        );
      };
    }
    case "regex":
    case "list":
    case "range":
      // They have a meaning on the right of a comparison only, and compileComparison takes them there.
      return () => null;
    case "not":
    case "and":
    case "or":
    case "compare":
    case "exists":
      return compilePredicate(term, environment);
  }
}

/** Behind the end, in front of the start and between the elements nothing is. */
function elementAt(list: Value, index: Value): Value {
  if (typeof index !== "number") return null;
  if (list !== null && typeof list === "object") return list[index] ?? null;
  return index === 0 ? list : null;
}

/** The value of a field of an item; null where its kind of item has no such field. */
export function compileField(field: string): Evaluate {
  let known: Schema | null = null;
  let slot = -1;
  return (item) => {
    if (item.schema !== known) {
      known = item.schema;
      slot = known.slot(field);
    }
    return slot < 0 ? null : item.values[slot]!;
  };
}

/** Missing and empty are the same here: a path through an empty list of objects yields an empty list. */
function exists(value: Value): boolean {
  return value !== null && (typeof value !== "object" || value.length > 0);
}

/** The elements that are there, those of lists one by one. */
function present(values: readonly Value[]): Value {
  return values.flat().filter((value) => value !== null);
}

function compileArithmetic(
  term: Extract<Term, { kind: "negate" | "arithmetic" }>,
  environment: TermEnvironment,
): Evaluate {
  const whole = term.type === "int" || term.type === "time" || term.type === "duration";
  const result = (value: number): Value => (Number.isFinite(value) ? (whole ? Math.round(value) : value) : null);
  if (term.kind === "negate") {
    const operand = compileTerm(term.term, environment);
    return (item, bindings) => {
      const value = operand(item, bindings);
      return typeof value === "number" ? result(-value) : null;
    };
  }
  const { operator } = term;
  const left = compileTerm(term.left, environment);
  const right = compileTerm(term.right, environment);
  return (item, bindings) => {
    const a = left(item, bindings);
    const b = right(item, bindings);
    if (a === null || b === null) return null;
    if (typeof a === "number" && typeof b === "number") return result(calculate(operator, a, b));
    const texts = operator === "+" && isScalar(a) && isScalar(b) && (typeof a === "string" || typeof b === "string");
    return texts ? String(a) + String(b) : null;
  };
}

function calculate(operator: "+" | "-" | "*" | "/", a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return b === 0 ? NaN : a / b;
  }
}

function compileCall(term: Extract<Term, { kind: "call" }>, environment: TermEnvironment): Evaluate {
  const [first, second] = term.arguments;
  if (term.function === "capture" && first !== undefined && second?.kind === "regex") {
    const regex = compileRegex(second.source, second.flags);
    if ("problem" in regex) return () => null;
    const text = compileTerm(first, environment);
    return (item, bindings) => {
      const value = text(item, bindings);
      return typeof value === "string" ? regex.capture(value) : null;
    };
  }
  const encoded = term.function === "base64offset" && first?.kind === "call" && first.function === "utf16le";
  if (encoded) {
    const text = compileTerm(first, environment);
    return (item, bindings) => {
      const value = text(item, bindings);
      return typeof value === "string" ? base64offset(bytesOf(value)) : null;
    };
  }
  const body = FUNCTIONS[term.function];
  if (body === undefined) return () => null;
  const operands = term.arguments.map((argument) => compileTerm(argument, environment));
  return (item, bindings) => body(operands.map((operand) => operand(item, bindings)));
}
