/**
 * What the model says of a place that the parser could not read: it follows from that. Invariant: nothing is left out that
 * does not touch a syntax error, blanks aside.
 */
import type { Analysis } from "../model/analysis.ts";
import { groupBy } from "../model/group.ts";
import type { Problem, ProblemCode } from "../model/problems.ts";

/** What a word that was read as something else gives rise to. */
const FOLLOWING: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "unknown-name",
  "unknown-field",
  "unknown-function",
  "invalid-value",
  "type-mismatch",
  "wrong-arguments",
]);

/** The problems without those of words that are a part of what was refused, or stand right in front of it. */
export function withoutEchoes(analysis: Analysis, problems: readonly Problem[]): readonly Problem[] {
  const refused = groupBy(
    problems.filter(({ code }) => code === "syntax"),
    ({ location }) => location.document,
  );
  if (refused.size === 0) return problems;
  return problems.filter(({ code, location: { document, start, end } }) => {
    const near = FOLLOWING.has(code) ? refused.get(document) : undefined;
    if (near === undefined) return true;
    const { text } = analysis.document(document)!;
    const leads = (at: number): boolean => end <= at && at - end <= MOST_BLANKS && text.slice(end, at).trim() === "";
    return !near.some(({ location: at }) => (at.start < end && start < at.end) || leads(at.start));
  });
}

/** A new line begins something else. */
const MOST_BLANKS = 3;
