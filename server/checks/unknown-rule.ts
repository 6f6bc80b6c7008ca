/** `rule == "gone"` asked of detections: no rule has that name, so it never holds. */
import type { CompareExpression, Expression, StringLiteral } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { ownCheck } from "./diagnostic.ts";
import { inEachText } from "./eachText.ts";
import { comparesOf } from "./nodes.ts";
import { replace, suggestion } from "./words.ts";

export const unknownRule = ownCheck(
  "unknown-rule",
  "warning",
  "A condition that asks for a rule that there is not",
  function* (analysis) {
    const asked = askedIn(analysis);
    if (asked.length === 0) return;
    const names = analysis.rules.flatMap(({ declaration }) => declaration.name?.text ?? []);
    const known = new Set(names);
    const folded = new Set(names.map((name) => name.toLowerCase()));
    for (const { document, compare } of asked) {
      for (const { value, start, end } of namesIn(compare)) {
        const found = compare.cased ? known.has(value) : folded.has(value.toLowerCase());
        if (found || !asksForRule(analysis, document, compare.left)) continue;
        const location = { document, start, end };
        const otherwise = "Correct the name, or write the rule.";
        const { hint } = suggestion(value, names, location, otherwise);
        const best = /`([^`]+)`/.exec(hint)?.[1];
        yield {
          location,
          message: `No rule of this folder is named \`${value}\`, so no detection is ever equal to it. ${hint}`,
          fixes: best === undefined ? [] : [replace(location, value, JSON.stringify(best))],
        };
      }
    }
  },
);

/** Comparisons of what may be the field, by its name, with names. */
const askedIn = inEachText(({ uri: document, text, tree }) =>
  tree.declarations.flatMap((declaration) => {
    // Few declarations have the word in them.
    if (!/\brule\b/i.test(text.slice(declaration.keyword.end, declaration.end))) return [];
    return comparesOf(declaration).flatMap((compare) =>
      isCalledRule(compare.left) && namesIn(compare).length > 0 ? [{ document, compare }] : [],
    );
  }),
);

const isCalledRule = (left: Expression | undefined): boolean =>
  left?.kind === "path" && left.parts.some((part) => part.kind === "name" && part.name.text.toLowerCase() === "rule");

function namesIn({ operator, right }: CompareExpression): readonly StringLiteral[] {
  if (operator !== "==" && operator !== "!=" && operator !== "in") return [];
  const items: readonly Expression[] = right?.kind === "list" ? right.items : right === undefined ? [] : [right];
  return items.filter((item) => item.kind === "string");
}

/** The built-in field of detections, not one that logs call so. */
function asksForRule(analysis: Analysis, document: string, left: Expression | undefined): boolean {
  if (left?.kind !== "path") return false;
  const meaning = analysis.mentionAt(document, left.end)?.meaning;
  return meaning?.kind === "field" && meaning.field.name === "rule" && meaning.field.origin === "detection";
}
