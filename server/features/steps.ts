/** The labelled steps of a playbook, in the order of the text, those inside of others too. */
import type { Name, PlaybookDeclaration, PlaybookStep } from "../../grammar/ast.ts";

export interface LabelledStep {
  readonly label: Name;
  readonly step: PlaybookStep;
  /** What it does: the action that it calls, or its own word. */
  readonly does: string;
  /** The steps that it is inside of, the outermost first. */
  readonly inside: readonly PlaybookStep[];
}

export function labelledSteps({ steps, failure }: PlaybookDeclaration): readonly LabelledStep[] {
  return within([...steps, ...failure], []);
}

function within(steps: readonly PlaybookStep[], outer: readonly PlaybookStep[]): LabelledStep[] {
  return steps.flatMap((step) => {
    const does = step.kind === "run" ? (step.action?.text ?? "") : step.kind;
    return [
      ...(step.label === undefined ? [] : [{ label: step.label, step, does, inside: outer }]),
      ...within(stepsOf(step), [...outer, step]),
    ];
  });
}

function stepsOf(step: PlaybookStep): readonly PlaybookStep[] {
  if (step.kind === "branch") return [...step.branches.flatMap(({ steps }) => steps), ...step.else];
  if (step.kind === "approve") return [...step.steps, ...step.else];
  return step.kind === "run" ? [] : step.steps;
}
