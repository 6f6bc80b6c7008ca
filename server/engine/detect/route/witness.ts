/**
 * What an item must have for a condition to hold: one fact out of a few, read off the condition. Invariant: a witness is
 * necessary: where the condition holds, at least one of its facts is true of the item. It need not be sufficient, since
 * whoever it lets through is judged in full.
 */
import type { ListDefinition, Term, Value } from "../../../model/program.ts";
import { isScalar, type Scalar } from "../../terms/compare.ts";
import { fold } from "../../terms/fold.ts";

/** `text`: some element of the field, folded, is, begins with, ends with or contains it. `number`: some element is it. */
export type Fact =
  | { readonly kind: "number"; readonly field: string; readonly value: number | boolean }
  | { readonly kind: "text"; readonly field: string; readonly at: Anchor; readonly text: string };
export type Anchor = "whole" | "start" | "end" | "anywhere";

/** Of a value of its field, texts folded. */
export function isTrueOf(fact: Fact, value: Scalar): boolean {
  if (fact.kind === "number" || typeof value !== "string") return fact.kind === "number" && fact.value === value;
  switch (fact.at) {
    case "whole":
      return value === fact.text;
    case "start":
      return value.startsWith(fact.text);
    case "end":
      return value.endsWith(fact.text);
    case "anywhere":
      return value.includes(fact.text);
  }
}

/** Empty: the condition never holds. */
export type Witness = readonly Fact[];
/** Null: nothing that can be looked up is necessary. */
type Found = Witness | null;

/** More facts than this are no better than to judge the condition itself. */
const MOST_FACTS = 4096;

type Lists = readonly Pick<ListDefinition, "name" | "type" | "items">[];

/** What a `with` makes and what a `where` then asks. */
export interface Asked {
  readonly with: readonly { readonly field: string }[];
  readonly where: readonly Term[];
}

/**
 * Every witness that what is asked in this order has, one for each condition that gives one: any of them alone will do.
 * Of a field that a `with` made, what the item itself has there says nothing.
 */
export function witnessesOf(chain: readonly Asked[], lists: Lists): readonly Witness[] {
  const hidden = new Set<string>();
  return chain.flatMap((link) => {
    for (const { field } of link.with) hidden.add(field);
    const context = { lists, hidden: new Set(hidden) };
    return link.where.map((term) => ofTerm(term, false, context)).filter((witness) => witness !== null);
  });
}

interface Context {
  readonly lists: Lists;
  readonly hidden: ReadonlySet<string>;
}

function ofTerm(term: Term, negated: boolean, context: Context): Found {
  switch (term.kind) {
    case "not":
      return ofTerm(term.term, !negated, context);
    case "and":
    case "or": {
      const parts = term.terms.map((part) => ofTerm(part, negated, context));
      return (term.kind === "and") !== negated ? conjunction(parts) : disjunction(parts);
    }
    case "compare":
      return negated ? null : ofComparison(term, context);
    default:
      return null;
  }
}

/** Any of the parts that has one serves: the one that lets the fewest items through, as far as the text tells. */
export function conjunction(parts: readonly Found[]): Found {
  let best: Found = null;
  for (const part of parts) if (part !== null && (best === null || weakness(part) < weakness(best))) best = part;
  return best;
}

/** From here on it lets so many items through that looking it up saves little: one letter, or `true`. */
const WEAK = 0.1;

export function isWeak(witness: Witness): boolean {
  return weakness(witness) >= WEAK;
}

function disjunction(parts: readonly Found[]): Found {
  const facts: Fact[] = [];
  for (const part of parts) {
    if (part === null) return null;
    facts.push(...part);
  }
  return facts.length > MOST_FACTS ? null : facts;
}

/** How many items it lets through, as a guess: a whole value says more than a part, a long part more than a short one. */
export function weakness(witness: Witness): number {
  return witness.reduce((sum, fact) => sum + guess(fact), 0);
}

function guess(fact: Fact): number {
  if (fact.kind === "number") return typeof fact.value === "boolean" ? 0.5 : 0.05;
  const share = { whole: 0.01, start: 0.5, end: 0.5, anywhere: 1 }[fact.at];
  return share / (1 + fact.text.length) ** 2 + (fact.at === "whole" ? 0.002 : 0);
}

function ofComparison(term: Extract<Term, { kind: "compare" }>, context: Context): Found {
  const { left, right, operator, all } = term;
  if (left.kind !== "field" || context.hidden.has(left.field)) return null;
  const { field } = left;
  if (right.kind === "list")
    return ofList(
      field,
      context.lists.find(({ name }) => name === right.list),
    );
  const elements = right.kind === "items" ? right.items : [right];
  const parts = elements.flatMap((element): readonly Found[] => {
    if (element.kind !== "constant") return [null];
    if (element.type === "cidr" || (typeof element.type === "object" && element.type.list === "cidr")) return [null];
    return valuesOf(element.value).map((value) => ofValue(field, operator, value));
  });
  return all ? conjunction(parts) : disjunction(parts);
}

function ofValue(field: string, operator: Extract<Term, { kind: "compare" }>["operator"], value: Scalar): Found {
  if (operator === "==" || operator === "in") {
    if (typeof value === "string") return [textFact(field, "whole", fold(value))];
    return [{ kind: "number", field, value }];
  }
  if (typeof value !== "string") return null;
  const text = fold(value);
  switch (operator) {
    case "contains":
      return part(field, "anywhere", text);
    case "startswith":
      return part(field, "start", text);
    case "endswith":
      return part(field, "end", text);
    case "like":
      return ofPattern(field, text);
    default:
      return null;
  }
}

/** Of `*` and `?`: the longest piece without them, where it must stand. */
function ofPattern(field: string, pattern: string): Found {
  const pieces = pattern.split(/[*?]/);
  if (pieces.length === 1) return [textFact(field, "whole", pattern)];
  const last = pieces.length - 1;
  const parts = pieces.map((piece, index) =>
    part(field, index === 0 ? "start" : index === last ? "end" : "anywhere", piece),
  );
  return conjunction(parts);
}

function ofList(field: string, list: Lists[number] | undefined): Found {
  if (list === undefined || list.items.length > MOST_FACTS) return null;
  if (list.type === "string") return list.items.flatMap((item) => sameText(field, item));
  if (list.type === "glob") return disjunction(list.items.map((item) => ofPattern(field, fold(item))));
  return null;
}

/** A list compares texts: a number is in it as its digits. */
function sameText(field: string, item: string): readonly Fact[] {
  const text = textFact(field, "whole", fold(item));
  const number = Number(item);
  if (String(number) === item) return [text, { kind: "number", field, value: number }];
  if (item === "true" || item === "false") return [text, { kind: "number", field, value: item === "true" }];
  return [text];
}

/** The empty text is everywhere. */
const part = (field: string, at: Anchor, text: string): Found => (text === "" ? null : [textFact(field, at, text)]);

const textFact = (field: string, at: Anchor, text: string): Fact => ({ kind: "text", field, at, text });

function valuesOf(value: Value): readonly Scalar[] {
  if (value === null) return [];
  return isScalar(value) ? [value] : value.filter(isScalar);
}
