/** The steps of a playbook, at whatever depth. Invariant: each once, in the order of the text, parents first. */
import type { PlaybookStep } from "../../../grammar/ast.ts";

/** All steps, the inner ones too, parents first. */
export function* stepsOf(steps: readonly PlaybookStep[]): Generator<PlaybookStep> {
  for (const step of steps) {
    yield step;
    yield* stepsOf(innerOf(step));
  }
}

export function innerOf(step: PlaybookStep): readonly PlaybookStep[] {
  switch (step.kind) {
    case "run":
      return [];
    case "branch":
      return [...step.branches.flatMap(({ steps }) => steps), ...step.else];
    case "approve":
      return [...step.steps, ...step.else];
    case "after":
    case "loop":
      return step.steps;
  }
}
