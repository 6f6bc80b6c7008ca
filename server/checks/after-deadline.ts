/**
 * A step behind a rule that is raised at the end of a wait: what happens during the wait is before that rule, so the step
 * looks at what comes later still.
 */
import type { EventUse, Pattern, RuleDeclaration, Step } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { ownCheck } from "./diagnostic.ts";

export const afterDeadline = ownCheck(
  "after-deadline",
  "warning",
  "A step behind a rule that ends with a wait",
  function* (analysis) {
    const waits = waitingRules(analysis);
    if (waits.size === 0) return;
    for (const { document, declaration } of analysis.rules) {
      for (const steps of declaration.when === undefined ? [] : sequencesIn(declaration.when)) {
        for (const [index, step] of steps.entries()) {
          if (!steps.slice(index + 1).some(takesItems)) continue;
          for (const { name } of usesIn(step)) {
            if (name === undefined || !waits.has(name.text)) continue;
            yield {
              location: { document, start: name.start, end: name.end },
              message: `\`${name.text}\` is raised at the end of a wait, so the steps behind it see only what happens after that; what happens during the wait is before it. If the order does not matter write \`all within\`, else wait in this rule.`,
            };
          }
        }
      }
    }
  },
);

/** The steps of each sequence of a pattern, nested ones too. */
function sequencesIn(pattern: Step): readonly (readonly Step[])[] {
  if (pattern.kind === "sequence") return [pattern.steps, ...pattern.steps.flatMap(sequencesIn)];
  return pattern.kind === "all" || pattern.kind === "any" ? pattern.members.flatMap(sequencesIn) : [];
}

const takesItems = (step: Step): boolean => step.kind !== "no" && step.kind !== "until";

function usesIn(step: Step): readonly EventUse[] {
  if (step.kind === "use") return [step];
  return step.kind === "any" ? step.members.flatMap(usesIn) : [];
}

/** Rules whose detections come about at a deadline, and events that name such. */
function waitingRules(analysis: Analysis): ReadonlySet<string> {
  const waits = new Set<string>();
  for (const { declaration } of analysis.rules) {
    if (declaration.name !== undefined && endsInWait(declaration)) waits.add(declaration.name.text);
  }
  if (waits.size === 0) return waits;
  for (let before = -1; before !== waits.size;) {
    before = waits.size;
    for (const { declaration } of analysis.names.declared) {
      if (declaration.kind !== "event" || declaration.name === undefined || declaration.body === undefined) continue;
      if (usesIn(declaration.body).some(({ name }) => name !== undefined && waits.has(name.text))) {
        waits.add(declaration.name.text);
      }
    }
  }
  return waits;
}

function endsInWait({ when }: RuleDeclaration): boolean {
  return when !== undefined && patternEndsInWait(when);
}

function patternEndsInWait(pattern: Pattern): boolean {
  if (pattern.kind === "all") return pattern.members.some(({ kind }) => kind === "no");
  if (pattern.kind !== "sequence") return false;
  const relevant = pattern.steps.filter(({ kind }) => kind !== "until");
  return relevant.at(-1)?.kind === "no" && relevant.length > 1;
}
