/**
 * Whether comparisons of one thing with fixed values can hold together. Invariant: says so only where it is certain: what it
 * cannot read it takes for possible.
 */
import type { CompareExpression, Expression } from "../../grammar/ast.ts";
import { canonicalAddress } from "../model/address.ts";
import { groupBy } from "../model/group.ts";

type Operator = "==" | "!=" | "<" | "<=" | ">" | ">=";

export interface Leaf {
  readonly compare: CompareExpression;
  /** What is compared, as it is written. */
  readonly subject: string;
  readonly operator: Operator;
  readonly value: string | number | boolean;
  readonly domain: Domain | null;
}

/** What a function can yield. */
interface Domain {
  readonly least: number;
  readonly most: number;
}

const DOMAINS: Readonly<Record<string, Domain>> = {
  count: { least: 0, most: Infinity },
  distinct: { least: 0, most: Infinity },
  seen: { least: 1, most: Infinity },
  length: { least: 0, most: Infinity },
  hour: { least: 0, most: 23 },
  minute: { least: 0, most: 59 },
  weekday: { least: 1, most: 7 },
  day: { least: 1, most: 31 },
  month: { least: 1, most: 12 },
};

const OPPOSITE: Readonly<Record<Operator, Operator>> = {
  "==": "!=",
  "!=": "==",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};
const MIRRORED: Readonly<Record<Operator, Operator>> = {
  "==": "==",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

const isOperator = (operator: string): operator is Operator => Object.hasOwn(OPPOSITE, operator);

/** Null: it is no comparison with a fixed value, or one that lists could answer otherwise. */
export function leafOf(text: string, compare: CompareExpression): Leaf | null {
  const { left, right, operator } = compare;
  if (!isOperator(operator) || compare.every || compare.all || left === undefined || right === undefined) return null;
  const fixedRight = fixed(right, compare.cased);
  const fixedLeft = fixed(left, compare.cased);
  if ((fixedRight === null) === (fixedLeft === null)) return null;
  const subject = fixedRight === null ? right : left;
  const turned = fixedRight === null ? MIRRORED[operator] : operator;
  // `not (x < 1)` holds where x is missing too: only equality says the same with and without `not`.
  if (compare.negated && operator !== "==" && operator !== "!=") return null;
  if (subject.kind !== "path" && subject.kind !== "call") return null;
  return {
    compare,
    subject: `${compare.cased ? "cased " : ""}${text.slice(subject.start, subject.end).replaceAll(/\s+/g, "")}`,
    operator: compare.negated ? OPPOSITE[turned] : turned,
    value: fixedRight ?? fixedLeft!,
    domain: subject.kind === "call" ? domainOf(subject.function.text) : null,
  };
}

/** A function may be called what every table inherits, `constructor` say. */
const domainOf = (name: string): Domain | null => (Object.hasOwn(DOMAINS, name) ? DOMAINS[name]! : null);

export function fixed(expression: Expression, cased: boolean): string | number | boolean | null {
  switch (expression.kind) {
    case "string":
      return canonicalAddress(expression.value) ?? (cased ? expression.value : expression.value.toLowerCase());
    case "number":
    case "boolean":
      return expression.value;
    case "duration":
      return expression.micros;
    case "address":
      return canonicalAddress(expression.text) ?? expression.text.toLowerCase();
    case "unary": {
      const value = expression.operator === "-" && expression.operand ? fixed(expression.operand, cased) : null;
      return typeof value === "number" ? -value : null;
    }
    default:
      return null;
  }
}

export const opposite = (leaf: Leaf): Leaf => ({ ...leaf, operator: OPPOSITE[leaf.operator] });

/** Two leaves, or one and what its function can yield, that can never hold together. */
export function contradict(leaves: readonly Leaf[]): readonly Leaf[] | null {
  const bySubject = groupBy(leaves, ({ subject }) => subject);
  for (const group of bySubject.values()) {
    for (const [index, leaf] of group.entries()) {
      if (leaf.domain !== null && outside(leaf, leaf.domain)) return [leaf];
      const other = group.slice(0, index).find((earlier) => excludes(earlier, leaf));
      if (other !== undefined) return [other, leaf];
    }
  }
  return null;
}

function outside({ operator, value }: Leaf, { least, most }: Domain): boolean {
  if (typeof value !== "number") return false;
  switch (operator) {
    case "==":
      // All of them yield whole numbers.
      return value < least || value > most || !Number.isInteger(value);
    case "!=":
      return false;
    case "<":
      return value <= least;
    case "<=":
      return value < least;
    case ">":
      return value >= most;
    case ">=":
      return value > most;
  }
}

function excludes(a: Leaf, b: Leaf): boolean {
  if (a.operator === "==") return !holds(a.value, b);
  if (b.operator === "==") return !holds(b.value, a);
  const low = [a, b].find(({ operator }) => operator === ">" || operator === ">=");
  const high = [a, b].find(({ operator }) => operator === "<" || operator === "<=");
  if (typeof low?.value !== "number" || typeof high?.value !== "number") return false;
  return low.value > high.value || (low.value === high.value && (low.operator === ">" || high.operator === "<"));
}

function holds(value: Leaf["value"], leaf: Leaf): boolean {
  if (leaf.operator === "==") return value === leaf.value;
  if (leaf.operator === "!=") return value !== leaf.value;
  if (typeof value !== "number" || typeof leaf.value !== "number") return true;
  if (leaf.operator === "<") return value < leaf.value;
  if (leaf.operator === "<=") return value <= leaf.value;
  return leaf.operator === ">" ? value > leaf.value : value >= leaf.value;
}
