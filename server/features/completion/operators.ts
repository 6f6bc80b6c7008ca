/**
 * What can be done with the value in front of the cursor. Invariant: a comparison that is only begun is finished first, with
 * the operators that its type has; what is compared already is joined, not compared again.
 */
import type { Expected } from "../../../grammar/expect.ts";
import { findField } from "../../model/fields.ts";
import { AGGREGATES } from "../../model/functions.ts";
import { functionNamed } from "../../model/laterFunctions.ts";
import type { Type } from "../../model/program.ts";
import type { Scope } from "../../model/scopes.ts";
import { elementOf, isList } from "../../model/types.ts";
import type { Completion } from "../item.ts";
import type { Word } from "../lexemes.ts";
import { wordBefore, type Cursor } from "./cursor.ts";
import { COMPARISONS } from "./values.ts";

const EQUAL = ["==", "!=", "in", "not", "exists"];
const ORDER = [">=", ">", "<=", "<", "==", "!=", "in", "not", "exists"];
/** A code is a number that names: its order says nothing. */
const CODE = ["==", "in", "!=", "not", "exists"];
const TEXT = "== in contains like startswith endswith matches != not cased exists".split(" ");
/** By type, what is used most first. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  string: TEXT,
  int: ORDER,
  float: ORDER,
  time: ORDER,
  duration: ORDER,
  ip: ["in", "==", "!=", "not", "exists"],
  cidr: EQUAL,
  bool: ["and", "or", ...EQUAL],
  severity: ORDER,
  code: CODE,
};
const LIST = ["contains", ...TEXT.filter((word) => word !== "contains")];
const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/"]);
const COUNTABLE: ReadonlySet<Type> = new Set<Type>(["int", "float", "time", "duration"]);
const JOINS: ReadonlySet<string> = new Set(["and", "or"]);

/** What stands in front of a condition, or in front of one side of it. */
const BEGINS: ReadonlySet<string> = new Set(["where", "and", "or", "if", "not", "every", "when", ":"]);

const SEVERITY: ReadonlySet<string> = new Set(["severity", "then", "else"]);

/** What stands between a value and its operator. */
const PREFIXES: ReadonlySet<string> = new Set(["not", "cased"]);

export interface Tail {
  /** `open`: a comparison lacks; `compared`: it is there; `value`: there need not be one. */
  readonly state: "open" | "compared" | "value";
  readonly type: Compared | null;
}

/** A severity is written as a word and ordered all the same. */
type Known = Type | "severity";

/** The code of a template is written as a number and not ordered. */
type Compared = Known | "code";

/** Null where no value stands in front of the cursor. */
export function tailAt(cursor: Cursor, scope: Scope | undefined): Tail | null {
  if (!cursor.expected.some(isOperator)) return null;
  const { before } = cursor;
  if (before.at(-1)?.text === "exists") return { state: "compared", type: "bool" };
  const last = lastOfOperand(before, before.length - 1);
  const start = operandStart(before, last);
  const words = before.slice(start, last + 1);
  const type = isCode(words, scope) ? "code" : typeOf(words, scope);
  let first = start;
  while (ARITHMETIC.has(before[first - 1]?.text ?? "")) first = operandStart(before, first - 2);
  const opener = before[first - 1]?.text ?? "";
  // A severity is a word, with which nothing can be done.
  if (SEVERITY.has(opener) && cursor.expected.some((each) => isOperator(each) && each.clause === "severity"))
    return null;
  if (COMPARISONS.has(opener) || (opener === "all" && COMPARISONS.has(before[first - 2]?.text ?? "")))
    return { state: "compared", type };
  const known = type !== null && type !== "bool" && type !== "unknown";
  return { state: BEGINS.has(opener) && known ? "open" : "value", type };
}

/** The operators that fit; those of a begun comparison are all that does. */
export function operatorCompletions(cursor: Cursor, { state, type }: Tail): Completion[] {
  const wanted = type === null || type === "unknown" ? null : typeof type === "object" ? LIST : OPERATORS[type];
  const begun = PREFIXES.has(wordBefore(cursor, 1)?.text ?? "");
  const seen = new Set<string>();
  return cursor.expected.flatMap((each): Completion[] => {
    if (
      (each.kind !== "keyword" && each.kind !== "sign") ||
      !isOperator(each) ||
      each.text === ".." ||
      seen.has(each.text)
    )
      return [];
    const { text } = each;
    if (begun && !/^[a-z]/.test(text)) return [];
    // What is written out is there.
    if (text === "exists" && /^["'\d]/.test(wordBefore(cursor, 1)?.text ?? "")) return [];
    seen.add(text);
    const order = fits(text, { state, type }, wanted ?? null);
    if (order === null) return [];
    const base = cursor.freshLine && state !== "open" ? "5" : state === "value" && type !== "bool" ? "35" : "0";
    const doc = each.kind === "keyword" ? each.doc : undefined;
    const sort = `${base}${String(order).padStart(2, "0")}`;
    return [{ label: text, kind: "keyword", doc, insert: text, replace: cursor.replace, sort }];
  });
}

/** The place of an operator among those that fit; null: it does not. */
function fits(text: string, { state, type }: Tail, wanted: readonly string[] | null): number | null {
  if (ARITHMETIC.has(text)) return calculates(text, type) ? 20 : null;
  if (JOINS.has(text)) return state === "open" ? null : text === "and" ? 0 : 1;
  if (state === "compared") return null;
  const order = wanted === null ? 10 : wanted.indexOf(text);
  return order < 0 ? null : order + 2;
}

function calculates(text: string, type: Compared | null): boolean {
  if (type === "severity" || type === "code") return false;
  return type === null || COUNTABLE.has(elementOf(type)) || (text === "+" && (type === "string" || type === "unknown"));
}

/** With it begins what may follow a value; inside of a tail that has begun other rules come last. */
export function isOperator(each: Expected): boolean {
  return (each.kind === "keyword" || each.kind === "sign") && each.text !== "all" && each.rules.at(-2) === "tail";
}

/** The words of the value that ends here, in front of an operator, which may be negated; none where it is calculated. */
export function operandBefore(before: readonly Word[], end: number): readonly Word[] {
  const last = lastOfOperand(before, end);
  const start = operandStart(before, last);
  return ARITHMETIC.has(before[start - 1]?.text ?? "") ? [] : before.slice(start, last + 1);
}

function lastOfOperand(before: readonly Word[], from: number): number {
  let last = from;
  while (PREFIXES.has(before[last]?.text ?? "")) last -= 1;
  return last;
}

/** Where the value begins that ends with this token. */
function operandStart(before: readonly Word[], last: number): number {
  let at = last;
  for (;;) {
    const text = before[at]?.text ?? "";
    if (text === ")" || text === "]") {
      at = openerOf(before, at);
      const name = before[at - 1];
      // A call and an index stand directly behind a name; a list and a group do not.
      if (name === undefined || name.end !== before[at]?.start || !/^[A-Za-z_`]/.test(name.text)) return at;
      at -= 1;
    } else if (before[at - 1]?.text === "." && before[at - 1]?.end === before[at]?.start) at -= 2;
    else return Math.max(at, 0);
  }
}

function openerOf(before: readonly Word[], closer: number): number {
  let depth = 0;
  for (let at = closer; at >= 0; at--) {
    const { text } = before[at]!;
    if (text === ")" || text === "]") depth++;
    else if ((text === "(" || text === "[") && --depth === 0) return at;
  }
  return 0;
}

export function typeOf(words: readonly Word[], scope: Scope | undefined): Known | null {
  const [first, second] = words;
  if (first === undefined) return null;
  if (words.length === 1 && first.semantic === "string") return "string";
  if (words.length === 1 && first.semantic === "number") return null;
  if (second?.text === "(") {
    if (scope?.calls === "condition" || functionNamed(first.text) === undefined)
      return aggregateType(first.text) ?? functionNamed(first.text)?.result ?? null;
    return functionNamed(first.text)?.result ?? null;
  }
  if (!/^[A-Za-z_`]/.test(first.text) || words.some(({ text }) => text === "[")) return null;
  const names = words.filter(({ text }) => text !== ".").map(({ text }) => text.replaceAll("`", ""));
  const label = names.length > 1 ? scope?.labels.get(names[0]!) : undefined;
  const field = label
    ? findField(label.items, names.slice(1).join("."))
    : scope && findField(scope.item, names.join("."));
  if (field === undefined) return null;
  if (field.origin === "detection" && field.name === "severity" && label?.many !== true) return "severity";
  return label?.many === true && !isList(field.type) ? { list: field.type } : field.type;
}

/** `template`, or that of a label. */
function isCode(words: readonly Word[], scope: Scope | undefined): boolean {
  const [first, dot, member, ...more] = words;
  if (first?.text === "template" && dot === undefined) return true;
  const label = scope?.labels.get(first?.text ?? "");
  return label?.many === false && dot?.text === "." && member?.text === "template" && more.length === 0;
}

/** What an aggregate gives, where that does not depend on its field. */
function aggregateType(name: string): Type | null {
  const info = AGGREGATES.get(name);
  return info === undefined ? null : (info.result ?? "float");
}
