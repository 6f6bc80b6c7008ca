/**
 * `!=` and `not in` of a field that samples often lack: a comparison with a missing field is false, hence its `not` is
 * true, and the condition holds for records the author did not think of.
 */
import type { CompareExpression, Declaration, Expression } from "../../grammar/ast.ts";
import { alwaysCaptured } from "./captured.ts";
import { ownCheck } from "./diagnostic.ts";
import { comparesOf, nodesOf } from "./nodes.ts";

export const missingInSample = ownCheck(
  "missing-in-sample",
  "warning",
  "A negated comparison of a field that is often missing",
  function* (analysis) {
    if (Object.keys(analysis.facts).length === 0) return;
    for (const { document, declaration } of analysis.names.declared) {
      const compares = comparesOf(declaration);
      if (!compares.some(isNegated)) continue;
      const asked = new Set(compares.filter(asksExistence).map(({ left }) => wordsOf(left)));
      for (const compare of compares) {
        const { left, operator } = compare;
        if (!isNegated(compare) || operator === "exists" || left?.kind !== "path" || asked.has(wordsOf(left))) continue;
        const meaning = analysis.mentionAt(document, left.end)?.meaning;
        const share = meaning?.kind === "field" ? analysis.missingShare(meaning.field) : null;
        if (share === null || share === 0 || meaning?.kind !== "field") continue;
        if (meaning.label === null && alwaysCaptured(analysis, declaration, compare, meaning.field)) continue;
        if (isDenied(declaration, compare)) continue;
        const name = meaning.field.name;
        const location = { document, start: compare.start, end: compare.end };
        yield {
          location,
          message: `\`${name}\` is missing from ${percent(share)} of the records in the samples, and there this condition holds. If that is not meant, add \`${name} exists and\` before it.`,
          fixes: [
            {
              title: `Add \`${name} exists and\``,
              edits: [{ document, start: compare.start, end: compare.start, text: `${name} exists and ` }],
            },
          ],
        };
      }
    }
  },
);

const isNegated = ({ operator, negated }: CompareExpression): boolean => negated || operator === "!=";

const asksExistence = ({ operator, negated }: CompareExpression): boolean => operator === "exists" && !negated;

/** Below a `not` the comparison has to be false: what lacks the field is left out already. */
const isDenied = (declaration: Declaration, { start, end }: CompareExpression): boolean =>
  (nodesOf(declaration) as readonly Expression[]).some(
    (node) => node.kind === "unary" && node.operator === "not" && node.start < start && end <= node.end,
  );

/** A path as it reads, to find the same one elsewhere in the declaration. */
function wordsOf(expression: Expression | undefined): string {
  if (expression?.kind !== "path") return "";
  return expression.parts.map((part) => (part.kind === "name" ? part.name.text : "[]")).join(".");
}

const percent = (share: number): string => (share < 0.01 ? "less than 1%" : `${Math.round(share * 100)}%`);
