/**
 * Steps of a playbook that wait for each other. A step waits for the labels that it reads and for those of an `after` or
 * `if` around it; who names a group waits for all in it. Invariant: linear in the size of the playbook; no recursion over
 * what waits for what.
 */
import type { Expression, PlaybookDeclaration, PlaybookStep } from "../../../grammar/ast.ts";
import { descendants } from "../../../grammar/walk.ts";
import { makeGraph, type Node } from "../graph.ts";
import type { Lowering } from "./context.ts";
import { innerOf } from "./playbookSteps.ts";

interface Place {
  readonly step: PlaybookStep;
  readonly node: Node;
}

export function reportStepCycles(c: Lowering, playbook: PlaybookDeclaration): void {
  const places = new Map<string, Place>();
  const nameOf = (step: PlaybookStep): string => step.label?.text ?? `#${step.start}`;
  const visit = (steps: readonly PlaybookStep[], around: readonly string[]): void => {
    for (const step of steps) {
      const own = [...around, ...namesIn(step)];
      const inner = innerOf(step);
      const name = nameOf(step);
      if (!places.has(name)) {
        const node: Node = { name, kind: "label", uses: [...own, ...inner.map(nameOf)], readsDetections: false };
        places.set(name, { step, node });
      }
      visit(inner, own);
    }
  };
  visit([...playbook.steps, ...playbook.failure], []);
  for (const cycle of makeGraph([...places.values()].map(({ node }) => node)).cycles) {
    const path = cycle.map(({ name }) => name).filter((name) => !name.startsWith("#"));
    for (const { name } of cycle) {
      const { label } = places.get(name)!.step;
      if (label === undefined) continue;
      const from = path.indexOf(name);
      c.report(label, { code: "playbook-cycle", path: [...path.slice(from), ...path.slice(0, from)] });
    }
  }
}

/** The words that a step itself begins its paths with; those that are no labels name no node. */
function namesIn(step: PlaybookStep): readonly string[] {
  if (step.kind === "after") return step.after.map(({ text }) => text);
  const names: string[] = [];
  for (const expression of expressionsOf(step)) {
    for (const node of expression === undefined ? [] : descendants(expression)) {
      const path = node as Expression;
      const first = path.kind === "path" && path.parts.length > 1 ? path.parts[0] : undefined;
      if (first?.kind === "name") names.push(first.name.text);
    }
  }
  return names;
}

function expressionsOf(step: PlaybookStep): readonly (Expression | undefined)[] {
  switch (step.kind) {
    case "run":
      return step.arguments;
    case "branch":
      return step.branches.map(({ condition }) => condition);
    case "loop":
      return [step.list];
    case "approve":
      return [step.text];
    case "after":
      return [];
  }
}
