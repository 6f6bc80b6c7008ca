/** What stands below a rule in the tree of the forest: the lines of its pattern, and what each of them names. */
import { describeStep } from "../engine/detect/describe.ts";
import { usesOf } from "../engine/narrow.ts";
import type { Step } from "../model/program.ts";
import type { StepInfo, UseInfo } from "../protocol.ts";
import { toPlace } from "./convert.ts";
import type { Forest } from "./forest.ts";

export function stepsOf(forest: Forest, rule: string): StepInfo[] {
  const definition = forest.model.analysis().program.rules.find(({ name }) => name === rule);
  if (definition === undefined) return [];
  const { when } = definition;
  return linesOf(when.kind === "event" || when.kind === "condition" ? [when] : membersOf(when)).flatMap((line) => {
    const place = toPlace(line.location, forest.find);
    return place === undefined ? [] : [{ label: line.label, step: textOf(line), place, uses: usesIn(forest, line) }];
  });
}

/** Names of the rules that a pattern names, each once. */
export const rulesBelow = (pattern: Step): string[] => [
  ...new Set(usesOf(pattern).flatMap(({ kind, name }) => (kind === "rule" ? [name] : []))),
];

function membersOf(step: Step): readonly Step[] {
  if (step.kind === "sequence") return step.steps;
  return step.kind === "all" || step.kind === "any" ? step.members : [];
}

/** A nested pattern is a line, and its own lines follow it. */
const linesOf = (steps: readonly Step[]): Step[] => steps.flatMap((step) => [step, ...linesOf(membersOf(step))]);

/** What is nested says no more than its kind: its own lines follow. */
const textOf = (step: Step): string => (membersOf(step).length > 0 ? step.kind : describeStep(step, true));

function usesIn(forest: Forest, line: Step): UseInfo[] {
  if (membersOf(line).length > 0) return [];
  const uses = new Map(usesOf(line).map((use) => [use.name, use]));
  return [...uses.values()].map(({ kind, name }) => {
    const definition = forest.model.analysis().lookup(name);
    const known = kind === "rule" || kind === "event" || kind === "source" ? kind : "other";
    return { kind: known, name, place: (definition && toPlace(definition.location, forest.find)) ?? null };
  });
}
