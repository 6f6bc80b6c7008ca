/** Weights that are shares of a whole and do not add up to it: values of two rankings or scores could not be compared. */
import type { Declaration, NumberLiteral, Weight } from "../../grammar/ast.ts";
import { ownCheck } from "./diagnostic.ts";
import { plain, rescale, sumOf, sumsToOne } from "./numbers.ts";

export const weightsSum = ownCheck("weights-sum", "warning", "Weights that do not sum to 1", function* (analysis) {
  for (const { document, declaration } of analysis.names.declared) {
    for (const { of, weights } of groupsOf(declaration)) {
      const sum = sumOf(weights);
      if (weights.length === 0 || sum <= 0 || sumsToOne(weights)) continue;
      yield {
        location: { document, start: weights[0]!.start, end: weights.at(-1)!.end },
        message: `The weights of ${of} sum to ${plain(sum)}, not to 1, so its highest value is ${plain(sum)} where those of others end at 1, and the two cannot be compared. Rescale them.`,
        fixes: [{ title: "Rescale the weights to sum to 1", edits: rescale(document, weights) }],
      };
    }
  }
});

interface Group {
  readonly of: string;
  readonly weights: readonly NumberLiteral[];
}

function groupsOf(declaration: Declaration): readonly Group[] {
  if (declaration.broken) return [];
  if (declaration.kind === "ranking") return groupsOfWeights("this ranking", declaration.weights);
  if (declaration.kind !== "score") return [];
  return [{ of: "this score", weights: declaration.measures.flatMap(({ weight }) => weight ?? []) }];
}

function groupsOfWeights(of: string, weights: readonly Weight[]): readonly Group[] {
  return [
    { of, weights: weights.flatMap(({ weight }) => weight ?? []) },
    ...weights.flatMap(({ of: level, within }) => groupsOfWeights(`\`${textOf(level)}\``, within)),
  ];
}

function textOf(of: Weight["of"]): string {
  if (of === undefined) return "a level";
  return "text" in of ? of.text : String(of.value);
}
