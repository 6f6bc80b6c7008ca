/** Two captures with nothing between them: nobody can tell where the first ends. */
import { spanInside } from "../model/literal.ts";
import { readTemplate } from "../model/lower/template.ts";
import { ownCheck } from "./diagnostic.ts";

export const adjacentCaptures = ownCheck(
  "adjacent-captures",
  "warning",
  "Two captures with nothing between them",
  function* (analysis) {
    for (const { document, declaration } of analysis.sources) {
      const { text } = analysis.document(document)!;
      for (const { text: literal } of declaration.templates) {
        if (literal === undefined) continue;
        const { captures } = readTemplate(literal.value);
        for (const [index, capture] of captures.entries()) {
          const next = captures[index + 1];
          if (next === undefined || next.start !== capture.end || (capture.type !== null && capture.type !== "string"))
            continue;
          yield {
            location: { document, ...spanInside(text, literal, capture.start, next.end) },
            message: `Nothing stands between \`${capture.field}\` and \`${next.field}\`, so \`${capture.field}\` would always be empty: captures are as short as they can be. Write what separates them, make them one, or give the first a type.`,
          };
        }
      }
    }
  },
);
