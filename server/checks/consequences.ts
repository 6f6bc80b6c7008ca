/**
 * Problems that another one has brought about, which no syntax error has. Invariant: what is left out holds, or names, what the
 * other one is about.
 */
import type { Analysis } from "../model/analysis.ts";
import { groupBy } from "../model/group.ts";
import type { Problem } from "../model/problems.ts";
import type { Location } from "../model/program.ts";

/** So far a condition is looked through. */
const LONGEST = 400;

/** Whether a problem is one of these. */
export function consequences(analysis: Analysis, problems: readonly Problem[]): (problem: Problem) => boolean {
  const uncounted = placesOf(problems.filter(countsNothing));
  const misplaced = problems.filter(({ code }) => code === "misplaced-step");
  const labels = placesOf(misplaced);
  const named = groupBy(misplaced, ({ location }) => textAt(analysis, location));
  return (problem) => {
    const { location } = problem;
    // Without a count there is nothing that a window would limit.
    if (problem.code === "missing-window") return uncounted.within(location);
    if (problem.code === "later-label") return problem.declared !== null && labels.at(problem.declared);
    if (problem.code !== "unknown-field") return false;
    const [label, field] = problem.name.split(".");
    const causes = field === undefined ? undefined : named.get(label!);
    return causes?.some((cause) => inOneDeclaration(analysis, cause.location, location)) === true;
  };
}

/** `count(login, 5m)`, `not login`. */
const countsNothing = (problem: Problem): boolean =>
  problem.code === "wrong-arguments" || (problem.code === "unknown-field" && problem.of === "the condition");

function placesOf(problems: readonly Problem[]) {
  const starts = new Set(problems.map(({ location: { document, start } }) => `${start} ${document}`));
  const at = ({ document, start }: Location): boolean => starts.has(`${start} ${document}`);
  return {
    at,
    within: (location: Location): boolean => {
      const end = Math.min(location.end, location.start + LONGEST);
      for (let start = location.start; starts.size > 0 && start < end; start++)
        if (at({ ...location, start })) return true;
      return false;
    },
  };
}

const textAt = (analysis: Analysis, { document, start, end }: Location): string =>
  analysis.document(document)!.text.slice(start, end);

function inOneDeclaration(analysis: Analysis, a: Location, b: Location): boolean {
  if (a.document !== b.document) return false;
  const { declarations } = analysis.document(a.document)!.tree;
  return declarations.some(({ start, end }) => [a, b].every((each) => start <= each.start && each.end <= end));
}
