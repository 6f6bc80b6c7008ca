/**
 * The right side of a comparison that is being written. Invariant: what is ruled out could not stand there alone without a
 * type error; where a type is not known, nothing is ruled out.
 */
import type { Expected } from "../../../grammar/expect.ts";
import type { Type } from "../../model/program.ts";
import type { Scope } from "../../model/scopes.ts";
import { comparable, containable, elementOf, isList, isNumber, ordered } from "../../model/types.ts";
import type { Cursor } from "./cursor.ts";
import { operandBefore, typeOf } from "./operators.ts";
import { COMPARISONS, ORDERS } from "./values.ts";

/** Whether a value of this type can be meant. */
export type Takes = (type: Type) => boolean;

export const anything: Takes = () => true;

/** Null where no right side begins at the cursor. */
export function rightSide(cursor: Cursor, scope: Scope | undefined): Takes | null {
  const begins = (each: Expected): boolean =>
    each.kind === "literal" || (each.kind === "name" && each.role === "member" && !each.rules.includes("assignment"));
  if (!cursor.expected.some((each) => begins(each) && isRight(each.rules))) return null;
  const at = cursor.before.findLastIndex(({ text }) => COMPARISONS.has(text));
  const operator = cursor.before[at]?.text;
  if (operator === undefined) return null;
  if (operator === "matches") return (type) => type === "regex";
  const left = typeOf(operandBefore(cursor.before, at - 1), scope);
  if (operator === "in" && cursor.before[at + 1]?.text !== "[") {
    const element = left === "severity" ? "string" : elementOf(left ?? "unknown");
    return (type) => isMany(type) && containable(element, elementOf(type));
  }
  if (left === null || left === "severity" || left === "unknown") return anything;
  // Two times make a duration.
  if (left === "duration") return (type) => meets(operator, left, elementOf(type)) || elementOf(type) === "time";
  return (type) => meets(operator, elementOf(left), elementOf(type));
}

const isMany = (type: Type): boolean => isList(type) || type === "cidr" || type === "unknown";

/** What can be added to a risk; null: no summand of one begins at the cursor. */
export function riskSummand({ expected }: Cursor): Takes | null {
  const begins = ({ kind, clause, rules }: Expected): boolean => {
    const inside = rules.slice(rules.lastIndexOf("ruleClause") + 1);
    return kind === "name" && clause === "risk" && inside.every((rule) => ADDED.has(rule));
  };
  return expected.some(begins) ? (type) => isNumber(type) || type === "unknown" : null;
}

const ADDED: ReadonlySet<string> = new Set(["expression", "tail", "infix", "operand", "path", "accessor"]);

/** What stands left of the last comparison, if it is a path. */
export function comparedPath({ before }: Cursor): readonly string[] | null {
  const words = operandBefore(before, before.findLastIndex(({ text }) => COMPARISONS.has(text)) - 1);
  const names = words.flatMap(({ text }) => (text === "." ? [] : text.replaceAll("`", "")));
  return words.every(({ text }) => text === "." || /^[A-Za-z_`]/.test(text)) ? names : null;
}

/** Behind the operator itself or in the list that stands there, or in a path that began so. */
function isRight(rules: readonly string[]): boolean {
  const behind = rules.slice(rules.lastIndexOf("comparison") + 1);
  return behind.length < rules.length && behind.every((rule) => BETWEEN.has(rule));
}

const BETWEEN: ReadonlySet<string> = new Set(["operand", "listLiteral", "expression", "path", "accessor"]);

function meets(operator: string, left: Type, right: Type): boolean {
  if (operator === "in") return containable(left, right);
  return ORDERS.has(operator) ? ordered(left, right) : comparable(left, right);
}
