/**
 * The comparisons of the language. Invariant: a comparison with a missing value is false, and so is one between values
 * of different kinds; `not` around it is the caller's plain negation. Lists: of one on the left some element must hold
 * (`every`: all, and there is one), of one on the right some element (`all`: every one, each for some element on the
 * left: the right side is asked first).
 */
import type { Term, Type, Value } from "../../model/program.ts";
import { compareAddresses, networkMatcher } from "../../model/address.ts";
import type { NamedList } from "./environment.ts";
import { fold, foldKey } from "./fold.ts";
import { compileRegex } from "./regex.ts";
import { wildcardMatcher } from "./wildcard.ts";

export type Scalar = string | number | boolean;
export type Test = (value: Scalar) => boolean;
export type Operator = Extract<Term, { kind: "compare" }>["operator"];

/** The test `value op right` for one value on the right. `type` is what the program knows of the right side. */
export function scalarTest(operator: Operator, right: Scalar, cased: boolean, type: Type): Test {
  switch (operator) {
    case "==":
    case "in":
      return type === "cidr" && typeof right === "string" ? networkTest(right) : equalTo(right, cased);
    case "<":
      return ordered(right, cased, type, (order) => order < 0);
    case "<=":
      return ordered(right, cased, type, (order) => order <= 0);
    case ">":
      return ordered(right, cased, type, (order) => order > 0);
    case ">=":
      return ordered(right, cased, type, (order) => order >= 0);
    case "contains":
      return textTest(right, cased, (text, part) => text.includes(part));
    case "startswith":
      return textTest(right, cased, (text, part) => text.startsWith(part));
    case "endswith":
      return textTest(right, cased, (text, part) => text.endsWith(part));
    case "like":
      return likeTest(right, cased);
    case "matches":
      return typeof right === "string" ? regexTest(right, "") : never;
  }
}

/** `value matches /source/flags`. An expression with a problem, which a check reports, matches nothing. */
export function regexTest(source: string, flags: string): Test {
  const regex = compileRegex(source, flags);
  return "problem" in regex ? never : (value) => typeof value === "string" && regex.test(value);
}

/** `value in list` for a list given by name; a number is looked up as its text. */
export function listTest(list: NamedList | undefined, cased: boolean): Test {
  if (list === undefined) return never;
  const matches = cased ? list.cased : list.folded;
  return (value) => matches(String(value));
}

/** `value in [constants]`, one look-up however many there are. */
export function memberTest(values: readonly Scalar[], cased: boolean): Test {
  const set = new Set(values.map((value) => foldKey(value, cased)));
  if (cased) return (value) => set.has(value);
  return (value) => set.has(typeof value === "string" ? fold(value) : value);
}

/** `value in elements`, for elements that are known only now: nothing is prepared, since they are asked once. */
export function isMember(value: Scalar, elements: readonly Value[], cased: boolean): boolean {
  if (cased || typeof value !== "string") return elements.includes(value);
  const folded = fold(value);
  return elements.some((element) => element === value || (typeof element === "string" && fold(element) === folded));
}

/** `value in from..to`, ends included; a missing end holds nothing. */
export function rangeTest(from: Value, to: Value, type: Type): Test {
  if (!isScalar(from) || !isScalar(to)) return never;
  const low = scalarTest(">=", from, false, type);
  const high = scalarTest("<=", to, false, type);
  return (value) => low(value) && high(value);
}

/** Applies a test to what stands on the left. */
export function holdsFor(left: Value, test: Test, every: boolean): boolean {
  if (left === null) return false;
  if (typeof left !== "object") return test(left);
  const passes = (element: Value): boolean => isScalar(element) && test(element);
  return every ? left.length > 0 && left.every(passes) : left.some(passes);
}

export function isScalar(value: Value): value is Scalar {
  return value !== null && typeof value !== "object";
}

const never: Test = () => false;

function equalTo(right: Scalar, cased: boolean): Test {
  if (typeof right !== "string" || cased) return (value) => value === right;
  const folded = fold(right);
  return (value) => typeof value === "string" && (value === right || fold(value) === folded);
}

function networkTest(network: string): Test {
  const matches = networkMatcher(network);
  return matches === null ? never : (value) => typeof value === "string" && matches(value);
}

/** Strings by their folded code units, addresses by their bytes, numbers as numbers. */
function ordered(right: Scalar, cased: boolean, type: Type, accept: (order: number) => boolean): Test {
  if (typeof right === "number") return (value) => typeof value === "number" && accept(value - right);
  if (typeof right !== "string") return never;
  if (type === "ip") return (value) => typeof value === "string" && accept(compareAddresses(value, right));
  const bound = cased ? right : fold(right);
  return (value) => {
    if (typeof value !== "string") return false;
    const text = cased ? value : fold(value);
    return accept(text < bound ? -1 : text > bound ? 1 : 0);
  };
}

function textTest(right: Scalar, cased: boolean, holds: (text: string, part: string) => boolean): Test {
  if (typeof right !== "string") return never;
  if (cased) return (value) => typeof value === "string" && holds(value, right);
  const folded = fold(right);
  return (value) => typeof value === "string" && holds(fold(value), folded);
}

function likeTest(right: Scalar, cased: boolean): Test {
  if (typeof right !== "string") return never;
  const matches = wildcardMatcher(cased ? right : fold(right));
  return (value) => typeof value === "string" && matches(cased ? value : fold(value));
}
