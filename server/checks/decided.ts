/**
 * Comparisons that the right side decides alone: `contains ""`, `in 10..1`, `like "*"`. Invariant: says so only where every
 * value of the left side gives one answer.
 */
import type { CompareExpression, Expression } from "../../grammar/ast.ts";
import { fixed } from "./bounds.ts";

/** missing: only where what is read has no value, for a comparison with that is false, hence its `not` true. */
export type Verdict = "never" | "always" | "missing";

export interface Decided {
  readonly verdict: Verdict;
  /** As the beginning of a sentence. */
  readonly why: string;
}

/** `scalar`: whether the left side is known to be one value. */
export function decided(compare: CompareExpression, scalar: () => boolean): Decided | null {
  const found = ofOperator(compare, scalar);
  if (found === null || compare.negated === (compare.operator === "!=")) return found;
  return { ...found, verdict: found.verdict === "never" ? "always" : "missing" };
}

function ofOperator(compare: CompareExpression, scalar: () => boolean): Decided | null {
  const { operator, right } = compare;
  if (right === undefined) return null;
  if (compare.all && (operator === "in" || operator === "==") && scalar()) return ofAll(compare, right);
  switch (operator) {
    case "contains":
    case "startswith":
    case "endswith":
      return some(compare, right, isEmptyText) ? always(`Every text ${VERBS[operator]} the empty text`) : null;
    case "like":
      return some(compare, right, isStars) ? always("`*` stands for any text") : null;
    case "matches":
      return some(compare, right, takesAll) ? always("This expression matches every text") : null;
    case "in":
      return ofMembers(right);
    case "==":
    case "!=":
      return isEmptyText(right) ? { verdict: "never", why: "An empty text counts as missing" } : null;
    default:
      return null;
  }
}

const always = (why: string): Decided => ({ verdict: "always", why });

const VERBS = { contains: "contains", startswith: "begins with", endswith: "ends with" } as const;

/** Of a list on the right one element is enough, unless `all` are wanted. */
function some({ all }: CompareExpression, right: Expression, fits: (text: Expression) => boolean): boolean {
  if (right.kind !== "list") return fits(right);
  return right.items.length > 0 && (all ? right.items.every(fits) : right.items.some(fits));
}

const isEmptyText = (expression: Expression): boolean => expression.kind === "string" && expression.value === "";
const isStars = (expression: Expression): boolean => expression.kind === "string" && /^\*+$/.test(expression.value);
/** With nothing but an anchor or two, and whatever between them. A line break is matched by `.` with a flag only. */
const takesAll = (expression: Expression): boolean =>
  expression.kind === "regex" && /^\^?(?:\.\*\??|\(\.\*\??\)|)\$?$/.test(expression.source);

function ofAll({ cased }: CompareExpression, right: Expression): Decided | null {
  if (right.kind !== "list") return null;
  const values = right.items.map((item) => fixed(item, cased));
  if (values.includes(null) || new Set(values).size < 2) return null;
  return { verdict: "never", why: "One value cannot be equal to all of these; without `all` one of them is enough" };
}

function ofMembers(right: Expression): Decided | null {
  if (right.kind === "list") return right.items.length === 0 ? { verdict: "never", why: "The list is empty" } : null;
  if (right.kind !== "range" || right.from === undefined || right.to === undefined) return null;
  const [from, to] = [fixed(right.from, false), fixed(right.to, false)];
  if (typeof from !== "number" || typeof to !== "number" || from <= to) return null;
  return { verdict: "never", why: "The range ends before it begins; the smaller end stands first" };
}
