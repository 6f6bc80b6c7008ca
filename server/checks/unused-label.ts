/**
 * A label that nothing reads. Those of a sequence's and an `all`'s own steps name them in every explanation, so they are of
 * use anyhow; those of members of `any`, inside of nested patterns and of a whole condition are not.
 */
import type { Name, Pattern, RuleDeclaration, Step } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { ownCheck } from "./diagnostic.ts";

export const unusedLabel = ownCheck("unused-label", "information", "A label that nothing reads", function* (analysis) {
  for (const { document, declaration } of analysis.rules) {
    // What reads them may be what could not be read.
    if (declaration.broken) continue;
    const labels = hiddenLabels(declaration);
    if (labels.length === 0) continue;
    const read = new Set<number>();
    for (const { start, meaning } of analysis.mentions(document)) {
      if (meaning.kind !== "label" || meaning.label.definition.location.start === start) continue;
      read.add(meaning.label.definition.location.start);
    }
    for (const { text, start, end } of labels) {
      if (read.has(start) || isSought(analysis, document, declaration, text)) continue;
      yield {
        location: { document, start, end },
        unnecessary: true,
        message: `Nothing reads the label \`${text}\`, so it changes nothing. Read it, as in \`${text}.time\`, or leave it out.`,
        fixes: [
          {
            title: `Remove the label \`${text}\``,
            edits: [{ document, start, end: behindColon(analysis.document(document)!.text, end), text: "" }],
          },
        ],
      };
    }
  }
});

/** Where it cannot be read, which is told there. */
const isSought = ({ problems }: Analysis, document: string, { start, end }: RuleDeclaration, label: string): boolean =>
  problems.some(
    ({ location, ...problem }) =>
      problem.code === "unknown-label" &&
      problem.name === label &&
      location.document === document &&
      start <= location.start &&
      location.end <= end,
  );

function behindColon(text: string, end: number): number {
  const colon = text.indexOf(":", end);
  const rest = /\S/.exec(text.slice(colon + 1))?.index ?? 0;
  return colon + 1 + rest;
}

function hiddenLabels({ when }: RuleDeclaration): readonly Name[] {
  if (when === undefined) return [];
  const steps: readonly Step[] = when.kind === "sequence" ? when.steps : when.kind === "all" ? when.members : [when];
  const own = when.kind === "condition" ? labelOf(when) : [];
  return [...own, ...steps.flatMap((step) => innerOf(step).flatMap(allLabels))];
}

const labelOf = ({ label }: Step): readonly Name[] => (label === undefined ? [] : [label]);

function innerOf(step: Step): readonly (Step | Pattern)[] {
  if (step.kind === "any" || step.kind === "all") return step.members;
  return step.kind === "sequence" ? step.steps : [];
}

const allLabels = (step: Step): readonly Name[] => [...labelOf(step), ...innerOf(step).flatMap(allLabels)];
