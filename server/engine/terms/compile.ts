/**
 * Terms as closures. Invariant: evaluating never throws and never changes anything; the same item and bindings give the
 * same value. Constants are prepared once, field slots are remembered per schema.
 */
import type { Term, Type, Value } from "../../model/program.ts";
import type { Item, Schema } from "../item.ts";
import type { Bindings } from "./bindings.ts";
import {
  holdsFor,
  isMember,
  isScalar,
  listTest,
  memberTest,
  rangeTest,
  regexTest,
  scalarTest,
  type Test,
} from "./compare.ts";
import type { TermEnvironment } from "./environment.ts";
import { base64offset, bytesOf } from "./encodings.ts";
import { FUNCTIONS } from "./functions.ts";
import { compileRegex } from "./regex.ts";
import { summarize } from "./summary.ts";

export type Evaluate = (item: Item, bindings: Bindings) => Value;
export type Predicate = (item: Item, bindings: Bindings) => boolean;
type CompareTerm = Extract<Term, { kind: "compare" }>;

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
      return compileComparison(term, environment);
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

function compileComparison(term: CompareTerm, environment: TermEnvironment): Predicate {
  const left = compileTerm(term.left, environment);
  const { every, all } = term;
  const fixed = fixedTests(term, environment);
  if (fixed !== null) {
    if (fixed.length === 1) {
      const test = fixed[0]!;
      return (item, bindings) => holdsFor(left(item, bindings), test, every);
    }
    return (item, bindings) => combined(left(item, bindings), fixed, every, all);
  }
  if (term.right.kind === "range") {
    const from = compileTerm(term.right.from, environment);
    const to = compileTerm(term.right.to, environment);
    const type = typeOf(term.left);
    return (item, bindings) =>
      holdsFor(left(item, bindings), rangeTest(from(item, bindings), to(item, bindings), type), every);
  }
  const right = compileTerm(term.right, environment);
  const type = elementType(typeOf(term.right));
  const { operator, cased } = term;
  const membership = (operator === "in" || operator === "==") && !all && type !== "cidr";
  const counted = membership && term.right.kind === "label" && term.right.many ? term.right : null;
  return (item, bindings) => {
    const test = counted === null ? undefined : bindings.members?.(counted.label, counted.field, cased);
    if (test !== undefined) return holdsFor(left(item, bindings), test, every);
    const value = right(item, bindings);
    const elements = value !== null && typeof value === "object" ? value : [value];
    if (membership) return holdsFor(left(item, bindings), (scalar) => isMember(scalar, elements, cased), every);
    const tests = elements.filter(isScalar).map((element) => scalarTest(operator, element, cased, type));
    if (all && tests.length < elements.length) return false;
    return combined(left(item, bindings), tests, every, all);
  };
}

/** Of `all` every test must hold, else some; `every` is about the elements on the left. */
function combined(left: Value, tests: readonly Test[], every: boolean, all: boolean): boolean {
  if (tests.length === 0) return false;
  if (all) return tests.every((test) => holdsFor(left, test, every));
  return holdsFor(left, (value) => tests.some((test) => test(value)), every);
}

/** The tests of a right side that is known beforehand; null if it depends on the item. */
function fixedTests(term: CompareTerm, environment: TermEnvironment): readonly Test[] | null {
  const { right, operator, cased, all } = term;
  if (right.kind === "list") return [listTest(environment.lists.get(right.list), cased)];
  if (right.kind === "range" && right.from.kind === "constant" && right.to.kind === "constant")
    return [rangeTest(right.from.value, right.to.value, typeOf(term.left))];
  const elements = right.kind === "items" ? right.items : [right];
  const equality = operator === "in" || operator === "==";
  const constants: Value[] = [];
  const tests: Test[] = [];
  for (const element of elements) {
    if (element.kind === "regex") tests.push(regexTest(element.source, element.flags));
    else if (element.kind === "range" && element.from.kind === "constant" && element.to.kind === "constant")
      tests.push(rangeTest(element.from.value, element.to.value, typeOf(term.left)));
    else if (element.kind !== "constant") return null;
    else {
      const values = element.value !== null && typeof element.value === "object" ? element.value : [element.value];
      const type = elementType(element.type);
      if (equality && !all && type !== "cidr") constants.push(...values);
      else tests.push(...values.filter(isScalar).map((value) => scalarTest(operator, value, cased, type)));
    }
  }
  const members = constants.filter(isScalar);
  if (members.length === 1) tests.push(scalarTest("==", members[0]!, cased, "unknown"));
  else if (members.length > 1) tests.push(memberTest(members, cased));
  return tests;
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

function typeOf(term: Term): Type {
  if (term.kind === "range") return typeOf(term.from);
  return "type" in term ? term.type : "unknown";
}

function elementType(type: Type): Type {
  return typeof type === "object" ? type.list : type;
}
