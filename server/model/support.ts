/**
 * What the language can say and the engine cannot run yet: the one table of it. Invariant: what is in it is told to
 * its author, so a rule is either run exactly or refused aloud. Every form of pattern runs.
 */
import type { Term } from "./program.ts";

/** Declarations, clauses and forms that it has. The checker reports them by key. */
export const LATER = {
  baseline: "A `baseline`",
  score: "A `score`",
  cluster: "A `cluster`",
  index:
    "An index in a key, more than one in a path, as in `a[0].b[0]`, or a reckoned one in front of a field, as in `a[n].b`,",
} as const satisfies Record<string, string>;

export type LaterForm = keyof typeof LATER;

/** The labels that a term reads. */
export function labelsOf(term: Term): ReadonlySet<string> {
  const labels = new Set<string>();
  const visit = (part: unknown): void => {
    if (part === null || typeof part !== "object") return;
    if (Array.isArray(part)) return part.forEach(visit);
    if ("label" in part && typeof part.label === "string") labels.add(part.label);
    else Object.values(part).forEach(visit);
  };
  visit(term);
  return labels;
}
