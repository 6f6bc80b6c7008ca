/**
 * What the language can say and the engine cannot run yet: the one table of it. Invariant: the check that tells the
 * author and the compiler that refuses read this same table, so a rule is either run exactly or refused aloud.
 */
import type { Location, Pattern, Step, Term, Use } from "./program.ts";

export interface Unsupported {
  readonly location: Location;
  /** What is not supported, as the beginning of a sentence: `` `every` `` .. "is not supported yet". */
  readonly what: string;
}

/** Declarations, clauses and forms outside of patterns, as `Unsupported.what`. The checker reports them by key. */
export const LATER = {
  ranking: "A `ranking`",
  action: "An `action`",
  playbook: "A `playbook`",
  baseline: "A `baseline`",
  score: "A `score`",
  cluster: "A `cluster`",
  index: "An index in a key, or more than one in a path, as in `a[0].b[0]`,",
  formatOptions: "An option of a format",
  timeFormat: "A `format` of the time",
} as const satisfies Record<string, string>;

export type LaterForm = keyof typeof LATER;

/** Forms of patterns. */
export const LATER_PATTERNS = {
  labelInWith: "`with` that reads a label",
} as const satisfies Record<string, string>;

/** Formats that the language has by name; their records name their fields themselves. */
export const LATER_FORMATS: ReadonlySet<string> = new Set("csv tsv kv cef leef logfmt evtx w3c".split(" "));

/** In the order in which they are written; empty: the engine runs the pattern. */
export function unsupported(pattern: Pattern): readonly Unsupported[] {
  return inStep(pattern);
}

function inStep(step: Step): readonly Unsupported[] {
  switch (step.kind) {
    case "event":
      return inUse(step.use);
    case "any":
      return step.members.flatMap(inStep);
    case "sequence":
      return step.steps.flatMap(inStep);
    case "all":
      return step.members.flatMap(inStep);
    case "condition":
    case "aggregate":
      return step.aggregates.flatMap((aggregate) => inUse(aggregate.use));
    case "no":
    case "until":
      return step.of.flatMap(inUse);
  }
}

function inUse(use: Use): readonly Unsupported[] {
  const reading = use.with.some((assignment) => labelsOf(assignment.value).size > 0);
  return reading ? [{ location: use.location, what: LATER_PATTERNS.labelInWith }] : [];
}

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
