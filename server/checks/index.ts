/**
 * The table of checks and the one way to run them. Invariant: diagnostics come in order of documents and places, at most
 * `MOST` of one document: a file with thousands of errors has one that says how many more there are.
 */
import type { Analysis, Document } from "../model/analysis.ts";
import type { Problem, ProblemCode, ProblemOf } from "../model/problems.ts";
import type { Check, Diagnostic, DiagnosticSeverity, Subject } from "./diagnostic.ts";
import { absenceWindow } from "./absence-window.ts";
import { adjacentAggregates } from "./adjacent-aggregates.ts";
import { adjacentCaptures } from "./adjacent-captures.ts";
import { afterDeadline } from "./after-deadline.ts";
import { alwaysMissing } from "./always-missing.ts";
import { arrivalDependent } from "./arrival-dependent.ts";
import { brokenDependency } from "./broken-dependency.ts";
import { conditionAsStep } from "./condition-as-step.ts";
import { constantCondition } from "./constant-condition.ts";
import { deprecatedRule } from "./deprecated-rule.ts";
import { duplicateClause } from "./duplicate-clause.ts";
import { duplicateLabel } from "./duplicate-label.ts";
import { duplicateName } from "./duplicate-name.ts";
import { duplicateTemplate } from "./duplicate-template.ts";
import { ignoreNeverApplies } from "./ignore-never-applies.ts";
import { implausibleYear } from "./implausible-year.ts";
import { impreciseNumber } from "./imprecise-number.ts";
import { invalidRegex } from "./invalid-regex.ts";
import { invalidTarget } from "./invalid-target.ts";
import { invalidTemplate } from "./invalid-template.ts";
import { invalidValue } from "./invalid-value.ts";
import { lateRecords } from "./late-records.ts";
import { laterLabel } from "./later-label.ts";
import { listComparison } from "./list-comparison.ts";
import { listFile } from "./list-file.ts";
import { literalWildcard } from "./literal-wildcard.ts";
import { matchesNearlyAll } from "./matches-nearly-all.ts";
import { misplacedAggregate } from "./misplaced-aggregate.ts";
import { misplacedStep } from "./misplaced-step.ts";
import { missingClause } from "./missing-clause.ts";
import { missingInSample } from "./missing-in-sample.ts";
import { missingKey } from "./missing-key.ts";
import { missingParameter } from "./missing-parameter.ts";
import { missingWindow } from "./missing-window.ts";
import { neverRaised } from "./never-raised.ts";
import { neverSimulated } from "./never-simulated.ts";
import { noPositiveStep } from "./no-positive-step.ts";
import { noValue } from "./no-value.ts";
import { noYear } from "./no-year.ts";
import { notSupported } from "./not-supported.ts";
import { playbookCycle } from "./playbook-cycle.ts";
import { reservedEmit } from "./reserved-emit.ts";
import { reservedName } from "./reserved-name.ts";
import { ruleCycle } from "./rule-cycle.ts";
import { shadowedField } from "./shadowed-field.ts";
import { shadowedTemplate } from "./shadowed-template.ts";
import { suspiciousUnit } from "./suspicious-unit.ts";
import { syntax } from "./syntax.ts";
import { templatePrefix } from "./template-prefix.ts";
import { testExpectsNothing } from "./test-expects-nothing.ts";
import { typeMismatch } from "./type-mismatch.ts";
import { unknownField } from "./unknown-field.ts";
import { unknownFunction } from "./unknown-function.ts";
import { unknownLabel } from "./unknown-label.ts";
import { unknownName } from "./unknown-name.ts";
import { unknownTechnique } from "./unknown-technique.ts";
import { unknownTemplate } from "./unknown-template.ts";
import { unsafeRegex } from "./unsafe-regex.ts";
import { unmatchedGlob } from "./unmatched-glob.ts";
import { unusedCapture } from "./unused-capture.ts";
import { unusedEvent } from "./unused-event.ts";
import { unusedLabel } from "./unused-label.ts";
import { unusedList } from "./unused-list.ts";
import { upperBoundCount } from "./upper-bound-count.ts";
import { uselessKey } from "./useless-key.ts";
import { weightWithoutEffect } from "./weight-without-effect.ts";
import { weightsSum } from "./weights-sum.ts";
import { windowBeyondForget } from "./window-beyond-forget.ts";
import { wrongArguments } from "./wrong-arguments.ts";
import { zeroClause } from "./zero-clause.ts";

export type { Check, Diagnostic, DiagnosticSeverity, Edit, Fix } from "./diagnostic.ts";

/** Diagnostics of one document; what comes behind them is counted. */
export const MOST = 200;

/** Every check, those of the text first, then in the order of a file. */
export const CHECKS: readonly Check[] = [
  syntax,
  unknownName,
  unknownField,
  unknownLabel,
  laterLabel,
  duplicateLabel,
  duplicateName,
  reservedName,
  typeMismatch,
  unknownFunction,
  wrongArguments,
  misplacedAggregate,
  invalidValue,
  suspiciousUnit,
  listFile,
  missingClause,
  duplicateClause,
  unmatchedGlob,
  noYear,
  implausibleYear,
  lateRecords,
  invalidTemplate,
  duplicateTemplate,
  shadowedTemplate,
  templatePrefix,
  adjacentCaptures,
  unusedCapture,
  unknownTemplate,
  alwaysMissing,
  constantCondition,
  literalWildcard,
  noValue,
  impreciseNumber,
  listComparison,
  invalidTarget,
  invalidRegex,
  unsafeRegex,
  missingWindow,
  absenceWindow,
  noPositiveStep,
  adjacentAggregates,
  upperBoundCount,
  misplacedStep,
  afterDeadline,
  conditionAsStep,
  windowBeyondForget,
  zeroClause,
  uselessKey,
  missingKey,
  missingInSample,
  matchesNearlyAll,
  shadowedField,
  ignoreNeverApplies,
  reservedEmit,
  ruleCycle,
  deprecatedRule,
  unknownTechnique,
  unusedEvent,
  unusedList,
  unusedLabel,
  weightsSum,
  weightWithoutEffect,
  missingParameter,
  playbookCycle,
  neverSimulated,
  arrivalDependent,
  testExpectsNothing,
  neverRaised,
  brokenDependency,
  notSupported,
];

/** `documents`: those whose problems are asked for. */
export function check(analysis: Analysis, documents = analysis.documents): readonly Diagnostic[] {
  const byDocument = new Map<string, Diagnostic[]>(documents.map(({ uri }) => [uri, []]));
  const asked = analysis.problems.filter(({ location }) => byDocument.has(location.document));
  const { subject, dropped } = subjectOf(analysis, documents, asked);
  for (const { check: run } of CHECKS) {
    for (const diagnostic of run(subject)) byDocument.get(diagnostic.document)?.push(diagnostic);
  }
  return [...byDocument].flatMap(([document, found]) => capped(analysis, document, found, dropped.get(document) ?? []));
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
  const problems = <Code extends ProblemCode>(code: Code) => (kept.get(code) ?? []) as unknown as ProblemOf<Code>[];
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
