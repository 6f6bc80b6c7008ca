/**
 * Problems that follow from another one. Invariant: what is left out touches a syntax error, blanks aside, or misses what
 * stands there in the wrong form.
 */
import type { Span } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { groupBy } from "../model/group.ts";
import type { Problem, ProblemCode } from "../model/problems.ts";
import type { Location } from "../model/program.ts";
import { consequences } from "./consequences.ts";
import { withQuotedFormat } from "./quotedFormat.ts";

/** What a word that was read as something else gives rise to. */
const FOLLOWING: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "unknown-name",
  "unknown-field",
  "unknown-function",
  "invalid-value",
  "type-mismatch",
  "wrong-arguments",
  "list-file",
]);

/** So many blanks may stand in front of what was refused: behind a new line something else begins. */
const MOST_BLANKS = 3;

export function withoutEchoes(analysis: Analysis, problems: readonly Problem[]): readonly Problem[] {
  const refused = groupBy(
    problems.filter(({ code }) => code === "syntax"),
    ({ location }) => location.document,
  );
  const marked = new Map([...refused].map(([document, errors]) => [document, placesOf(errors)]));
  const isMeant = withQuotedFormat(analysis, problems);
  const isCaused = consequences(analysis, problems);
  return problems.filter((problem) => {
    const { code, location } = problem;
    if (isCaused(problem)) return false;
    // `template -1`: the number that stands twice is none.
    if (code === "duplicate-template" && marked.get(location.document)?.ends.has(location.start) === true) return false;
    if (code === "missing-clause" && problem.clause === "format") return !isMeant(location);
    const near = FOLLOWING.has(code) ? marked.get(location.document) : undefined;
    return near === undefined || !(near.overlaps(location) || leads(analysis, location, near.starts));
  });
}

interface Places {
  readonly starts: ReadonlySet<number>;
  readonly ends: ReadonlySet<number>;
  /** Whether it has a part in what was refused, or in what stands in the place of something else with it. */
  overlaps(location: Location): boolean;
}

function placesOf(errors: readonly Problem[]): Places {
  const starts = new Set(errors.map(({ location }) => location.start));
  const refused = new Set(
    errors.flatMap((error) => [error.location, error.code === "syntax" ? error.mend : undefined].flatMap(offsetsOf)),
  );
  const ends = new Set(errors.map(({ location }) => location.end));
  return { starts, ends, overlaps: (location) => offsetsOf(location).some((at) => refused.has(at)) };
}

/** Of a longer span only so much counts: an unclosed text, say, is no word that was read as something else. */
const LONGEST = 80;

const offsetsOf = (span: Span | undefined): readonly number[] =>
  Array.from({ length: span ? Math.min(span.end - span.start, LONGEST) : 0 }, (_, index) => span!.start + index);

/** It stands right in front of what was refused. */
function leads(analysis: Analysis, { document, end }: Location, starts: ReadonlySet<number>): boolean {
  const { text } = analysis.document(document)!;
  for (let at = end; at <= end + MOST_BLANKS; at++) {
    if (starts.has(at)) return true;
    if (text[at] !== " ") return false;
  }
  return false;
}
