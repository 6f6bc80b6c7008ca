/**
 * Comparisons as closures. Invariant: what the right side is beforehand, a constant, a list, a range, is prepared once.
 */
import type { Term, Type, Value } from "../../model/program.ts";
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
import type { Evaluate, Predicate } from "./evaluate.ts";

type CompareTerm = Extract<Term, { kind: "compare" }>;
/** How the terms on both sides are compiled. */
type Compile = (term: Term, environment: TermEnvironment) => Evaluate;

export function comparison(term: CompareTerm, environment: TermEnvironment, compileTerm: Compile): Predicate {
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

function typeOf(term: Term): Type {
  if (term.kind === "range") return typeOf(term.from);
  return "type" in term ? term.type : "unknown";
}

function elementType(type: Type): Type {
  return typeof type === "object" ? type.list : type;
}
