/**
 * What the playbooks of a program may call, for a person to read and agree to before anything is. Invariant: what is agreed
 * to is what is listed; nothing else is called.
 */
import type { ActionDefinition, Program, StepDefinition, Term } from "../../model/program.ts";
import { innerOf } from "./plan.ts";

export interface PlannedCall {
  readonly playbook: string;
  readonly action: string;
  readonly kind: "http" | "exec";
  /** `POST https://firewall.example/api/block`, `./block.sh …`: what is computed stands as `…`. */
  readonly line: string;
  /** Scheme, host and port, or the program. */
  readonly target: string;
}

/** In the order of playbooks and steps, each once. */
export function plannedCalls(program: Pick<Program, "playbooks" | "actions">): readonly PlannedCall[] {
  const actions = new Map(program.actions.map((action) => [action.name, action]));
  return program.playbooks.flatMap(({ name: playbook, steps, failure }) => {
    const names = new Set([...steps, ...failure].flatMap(actionsOf));
    return [...names].flatMap((action): PlannedCall[] => {
      const definition = actions.get(action);
      return definition === undefined ? [] : [{ playbook, action, ...callOf(definition) }];
    });
  });
}

function actionsOf(step: StepDefinition): readonly string[] {
  return step.kind === "run" ? [step.action] : innerOf(step).flatMap((steps) => steps.flatMap(actionsOf));
}

function callOf({ call }: ActionDefinition): Pick<PlannedCall, "kind" | "line" | "target"> {
  if (call.kind === "http") return { kind: "http", line: `${call.method} ${written(call.url)}`, target: call.origin };
  const words = [call.program, ...call.arguments.map(written)];
  return { kind: "exec", line: words.join(" "), target: call.program };
}

/** Of a text what is fixed. */
function written(term: Term): string {
  if (term.kind === "constant") return String(term.value);
  if (term.kind !== "arithmetic") return "…";
  return `${written(term.left)}${written(term.right)}`.replaceAll("……", "…");
}
