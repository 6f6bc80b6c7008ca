/**
 * Texts that name a rule: `rule == "guessed"` in a condition on detections. Invariant: found by what they are compared with; the
 * same text beside any other field is none.
 */
import type { CompareExpression, Expression } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { nodesOf } from "../model/nodes.ts";
import type { Location } from "../model/program.ts";

/** Of patterns (`like`, `matches`) nobody can say which rules they mean. */
const EXACT: ReadonlySet<string> = new Set(["==", "!=", "in"]);

export function textsOfRule(analysis: Analysis, name: string): readonly Location[] {
  const wanted = name.toLowerCase();
  return analysis.documents.flatMap(({ uri, text, tree }) => {
    if (!text.toLowerCase().includes(wanted)) return [];
    const compared = tree.declarations.flatMap((declaration) => nodesOf(declaration).filter(isCompare));
    return compared.flatMap(({ left, right, operator }): Location[] => {
      if (operator === undefined || !EXACT.has(operator)) return [];
      const texts = isRuleOf(analysis, uri, left) ? right : isRuleOf(analysis, uri, right) ? left : undefined;
      return stringsIn(texts).flatMap(({ value, start, end }) =>
        value.toLowerCase() === wanted ? [{ document: uri, start, end }] : [],
      );
    });
  });
}

/** The field that every detection has, whose value is the name of its rule. */
function isRuleOf(analysis: Analysis, uri: string, side: Expression | undefined): boolean {
  const last = side?.kind === "path" ? side.parts.at(-1) : undefined;
  if (last?.kind !== "name" || last.name.text !== "rule") return false;
  const meaning = analysis.mentionAt(uri, last.name.end)?.meaning;
  return meaning?.kind === "field" && meaning.field.origin === "detection" && meaning.field.name === "rule";
}

function stringsIn(side: Expression | undefined): readonly Extract<Expression, { kind: "string" }>[] {
  const items = side?.kind === "list" ? side.items : side === undefined ? [] : [side];
  return items.filter((item) => item.kind === "string");
}

const isCompare = (node: object): node is CompareExpression => "kind" in node && node.kind === "compare";
