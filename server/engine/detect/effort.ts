/**
 * How much work it is to judge a condition, as a guess: of several that must all hold the cheap ones are judged first,
 * and regular expressions last. Invariant: the order in which conditions are judged never changes what comes out.
 */
import type { Term } from "../../model/program.ts";

export function byEffort(terms: readonly Term[]): readonly Term[] {
  if (terms.length < 2) return terms;
  return terms
    .map((term) => ({ term, effort: effortOf(term) }))
    .sort((a, b) => a.effort - b.effort)
    .map(({ term }) => term);
}

/** About as many comparisons of two short texts as it costs. */
function effortOf(term: Term): number {
  switch (term.kind) {
    case "constant":
      return 0;
    case "field":
      return 1;
    case "and":
    case "or":
      return sum(term.terms);
    case "not":
    case "exists":
      return effortOf(term.term);
    case "compare":
      return effortOf(term.left) + comparing(term);
    default:
      return OTHER;
  }
}

const OTHER = 30;
const REGEX = 200;

function comparing({ operator, right }: Extract<Term, { kind: "compare" }>): number {
  if (right.kind === "list") return OTHER;
  // However many they are, they are looked up at once.
  if (right.kind === "items" && (operator === "in" || operator === "==")) return 1 + sum(right.items);
  const elements = right.kind === "items" ? right.items : [right];
  return elements.reduce((total, element) => total + ofElement(operator, element), 0);
}

const BY_OPERATOR: Readonly<Partial<Record<string, number>>> = { contains: 8, like: 10, matches: REGEX };

function ofElement(operator: string, element: Term): number {
  if (element.kind === "regex") return REGEX;
  return effortOf(element) + (BY_OPERATOR[operator] ?? 1);
}

const sum = (terms: readonly Term[]): number => terms.reduce((total, term) => total + effortOf(term), 0);
