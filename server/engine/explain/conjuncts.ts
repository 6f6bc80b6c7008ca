/**
 * What a `where` says, part by part, and what a record has to say to each. Invariant: a part is judged by the closure that
 * detection itself would use.
 */
import type { Term, Use, Value } from "../../model/program.ts";
import { typeOf } from "../../model/types.ts";
import { describeTerm, describeValue } from "../detect/describe.ts";
import type { Item } from "../item.ts";
import type { Bindings } from "../terms/bindings.ts";
import { compilePredicate, compileTerm } from "../terms/compile.ts";
import type { TermEnvironment } from "../terms/environment.ts";

export interface Conjunct {
  readonly term: Term;
  readonly text: string;
  holds(item: Item, bindings: Bindings): boolean;
  /** `ip 10.20.4.9 is in internal`: the values that decide it, as they are. */
  found(item: Item, bindings: Bindings): string;
}

export function conjunctsOf(use: Pick<Use, "where">, environment: TermEnvironment): readonly Conjunct[] {
  return use.where === null ? [] : split(use.where).map((term) => conjunct(term, environment));
}

/** `a and b and c` as its parts. */
function split(term: Term): readonly Term[] {
  return term.kind === "and" ? term.terms.flatMap(split) : [term];
}

function conjunct(term: Term, environment: TermEnvironment): Conjunct {
  const holds = compilePredicate(term, environment);
  const reads = readsOf(term).map((part) => ({ text: describeTerm(part), part, read: compileTerm(part, environment) }));
  const shown = (item: Item, bindings: Bindings): string =>
    reads.map(({ text, part, read }) => `${text} is ${show(read(item, bindings), part)}`).join(", ");
  const found = (item: Item, bindings: Bindings): string => {
    const inner = term.kind === "not" ? term.term : term;
    const plain = inner.kind === "compare" && inner.operator === "in" && inner.left.kind === "field";
    if (!plain) return shown(item, bindings);
    const value = compileTerm(inner.left, environment)(item, bindings);
    const name = describeTerm(inner.left);
    if (value === null) return `no ${name}`;
    const isIn = compilePredicate(inner, environment)(item, bindings);
    return `${name} ${show(value, inner.left)} is ${isIn ? "" : "not "}in ${describeTerm(inner.right)}`;
  };
  return { term, text: describeTerm(term), holds, found };
}

function show(value: Value, part: Term): string {
  return value === null ? "missing" : describeValue(value, typeOf(part));
}

/** The fields and labels that a term reads, each once. */
export function readsOf(term: Term): readonly Term[] {
  const found = new Map<string, Term>();
  const visit = (part: Term): void => {
    switch (part.kind) {
      case "field":
      case "label":
        found.set(describeTerm(part), part);
        return;
      case "and":
      case "or":
        return part.terms.forEach(visit);
      case "items":
        return part.items.forEach(visit);
      case "call":
        return part.arguments.forEach(visit);
      case "not":
      case "negate":
      case "exists":
        return visit(part.term);
      case "compare":
      case "arithmetic":
        visit(part.left);
        return visit(part.right);
      case "range":
        visit(part.from);
        return visit(part.to);
      case "if":
        visit(part.condition);
        visit(part.then);
        return visit(part.else);
    }
  };
  visit(term);
  return [...found.values()];
}
