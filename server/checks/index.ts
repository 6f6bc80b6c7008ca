/**
 * The one way to run the checks. Invariant: diagnostics come in order of documents and places, at most
 * `MOST` of one document: a file with thousands of errors has one that says how many more there are.
 */
import type { Analysis, Document } from "../model/analysis.ts";
import type { Problem, ProblemCode, ProblemOf } from "../model/problems.ts";
import type { Diagnostic, DiagnosticSeverity, Subject } from "./diagnostic.ts";
import { withoutEchoes } from "./echoes.ts";
import { CHECKS } from "./table.ts";

export { CHECKS } from "./table.ts";
export type { Check, Diagnostic, DiagnosticSeverity, Edit, Fix } from "./diagnostic.ts";

/** Diagnostics of one document; what comes behind them is counted. */
export const MOST = 200;

/** `documents`: those whose problems are asked for. */
export function check(analysis: Analysis, documents = analysis.documents): readonly Diagnostic[] {
  const byDocument = new Map<string, Diagnostic[]>(documents.map(({ uri }) => [uri, []]));
  const found = analysis.problems.filter(({ location }) => byDocument.has(location.document));
  const asked = withoutEchoes(analysis, found);
  const { subject, dropped } = subjectOf(analysis, documents, asked);
  for (const { check: run } of CHECKS) {
    for (const diagnostic of run(subject)) byDocument.get(diagnostic.document)?.push(diagnostic);
  }
  return [...byDocument].flatMap(([document, found]) => capped(analysis, document, found, dropped.get(document) ?? []));
}

/** Documents that a check looks into in one step. */
const AT_ONCE = 8;

/** Finds step by step what checks remember of these documents: `check` is soon done with them then. */
export function* looking(analysis: Analysis, documents: readonly Document[]): Generator<undefined, void> {
  for (let from = 0; from < documents.length; from += AT_ONCE) {
    const some = documents.slice(from, from + AT_ONCE);
    const subject: Subject = { analysis, documents: some, problems: () => [] };
    for (const { check: run } of CHECKS) {
      Array.from(run(subject));
      yield;
    }
  }
}

const RANK = { error: 0, warning: 1, information: 2 } as const;
const SEVERITIES = new Map<string, DiagnosticSeverity>(CHECKS.map(({ code, severity }) => [code, severity]));

/** Of problems that are not worded, as far as their code says it. */
const severityOf = ({ code }: Problem): DiagnosticSeverity => SEVERITIES.get(code) ?? "error";

/** Problems beyond the cap are dropped before they are worded: looking for the nearest name takes time. */
function subjectOf(
  analysis: Analysis,
  documents: readonly Document[],
  found: readonly Problem[],
): {
  subject: Subject;
  dropped: ReadonlyMap<string, readonly DiagnosticSeverity[]>;
} {
  const kept = new Map<ProblemCode, Problem[]>();
  const counts = new Map<string, number>();
  const dropped = new Map<string, DiagnosticSeverity[]>();
  const worstFirst = (a: Problem, b: Problem): number =>
    RANK[severityOf(a)] - RANK[severityOf(b)] || a.location.start - b.location.start;
  for (const problem of [...found].sort(worstFirst)) {
    const { document } = problem.location;
    const count = (counts.get(document) ?? 0) + 1;
    counts.set(document, count);
    if (count > MOST) {
      const others = dropped.get(document);
      if (others === undefined) dropped.set(document, [severityOf(problem)]);
      else others.push(severityOf(problem));
      continue;
    }
    const group = kept.get(problem.code);
    if (group === undefined) kept.set(problem.code, [problem]);
    else group.push(problem);
  }
  const problems = <Code extends ProblemCode>(code: Code): readonly ProblemOf<Code>[] =>
    (kept.get(code) ?? []).filter((problem): problem is ProblemOf<Code> => problem.code === code);
  return { subject: { analysis, documents, problems }, dropped };
}

function capped(
  analysis: Analysis,
  document: string,
  found: Diagnostic[],
  dropped: readonly DiagnosticSeverity[],
): readonly Diagnostic[] {
  const byPlace = (a: Diagnostic, b: Diagnostic): number => a.start - b.start || a.end - b.end;
  if (found.length <= MOST && dropped.length === 0) return found.sort(byPlace);
  found.sort((a, b) => RANK[a.severity] - RANK[b.severity] || byPlace(a, b));
  const kept = found.slice(0, MOST);
  const more = [...found.slice(MOST).map(({ severity }) => severity), ...dropped];
  if (more.length === 0) return kept.sort(byPlace);
  const { length } = analysis.document(document)!.text;
  const message = `There are ${more.length} more problems in this file than are shown. Correct those above first: later ones often follow from them.`;
  return [
    ...kept.sort(byPlace),
    { code: "too-many", severity: "information", document, start: length, end: length, message, more },
  ];
}
