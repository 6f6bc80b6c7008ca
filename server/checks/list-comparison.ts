/** `user == tries.user`: one value next to a list, which reads as if it were compared with the whole of it. */
import type { CompareExpression, Expression } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { ownCheck } from "./diagnostic.ts";
import { comparesOf } from "./nodes.ts";

export const listComparison = ownCheck(
  "list-comparison",
  "warning",
  "A value compared with a list",
  function* (analysis) {
    for (const { document, declaration } of analysis.names.declared) {
      for (const compare of comparesOf(declaration)) {
        const { operator, left, right, operatorSpan } = compare;
        // Another check speaks of `== all`.
        if ((operator !== "==" && operator !== "!=") || compare.all || left === undefined || right === undefined)
          continue;
        if (!isList(analysis, document, right) || isList(analysis, document, left)) continue;
        const word = operator === "==" ? "in" : "not in";
        yield {
          location: { document, start: operatorSpan.start, end: operatorSpan.end },
          message: `The right side is a list, of which \`${operator}\` asks for ${operator === "==" ? "some element that is" : "no element to be"} equal; it reads as if the whole list were meant. Write \`${word}\`.`,
          fixes: plainly(compare)
            ? [
                {
                  title: `Replace \`${operator}\` with \`${word}\``,
                  edits: [{ document, ...operatorSpan, text: word }],
                },
              ]
            : undefined,
        };
      }
    }
  },
);

const plainly = ({ negated, cased, operator }: CompareExpression): boolean => !negated && (!cased || operator === "==");

function isList(analysis: Analysis, document: string, expression: Expression): boolean {
  if (expression.kind === "list") return true;
  if (expression.kind !== "path") return false;
  const meaning = analysis.mentionAt(document, expression.end)?.meaning;
  return meaning?.kind === "field" && typeof meaning.type === "object";
}
