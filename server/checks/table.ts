/** The table of checks. Invariant: each has a page of its code under `docs/diagnostics`. */
import { absenceWindow } from "./absence-window.ts";
import { adjacentAggregates } from "./adjacent-aggregates.ts";
import { adjacentCaptures } from "./adjacent-captures.ts";
import { afterDeadline } from "./after-deadline.ts";
import { alwaysMissing } from "./always-missing.ts";
import { arrivalDependent } from "./arrival-dependent.ts";
import { brokenDependency } from "./broken-dependency.ts";
import { conditionAsStep } from "./condition-as-step.ts";
import { constantCondition } from "./constant-condition.ts";
import { contradictoryTest } from "./contradictory-test.ts";
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
import { largeFile } from "./large-file.ts";
import { lateRecords } from "./late-records.ts";
import { laterLabel } from "./later-label.ts";
import { listComparison } from "./list-comparison.ts";
import { listFile } from "./list-file.ts";
import { literalPlaceholder } from "./literal-placeholder.ts";
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
import { noFiles } from "./no-files.ts";
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
import { unknownRule } from "./unknown-rule.ts";
import { unknownTechnique } from "./unknown-technique.ts";
import { unknownTemplate } from "./unknown-template.ts";
import { unsafeRegex } from "./unsafe-regex.ts";
import { unmatchedGlob } from "./unmatched-glob.ts";
import { unparsedLines } from "./unparsed-lines.ts";
import { untemplatedRecords } from "./untemplated-records.ts";
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
import type { Check } from "./diagnostic.ts";

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
  noFiles,
  unparsedLines,
  untemplatedRecords,
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
  literalPlaceholder,
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
  unknownRule,
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
  contradictoryTest,
  neverRaised,
  largeFile,
  brokenDependency,
  notSupported,
];
