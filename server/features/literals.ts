/**
 * Literals that stand for something: a template's code, an id of ATT&CK. Invariant: found by place in the tree, not by
 * looks: the `1001` of a port number is no template.
 */
import type { CompareExpression, Name, Span, TemplateClause } from "../../grammar/ast.ts";
import { pathAt, type SyntaxNode } from "../../grammar/walk.ts";
import type { Analysis } from "../model/analysis.ts";

export interface TemplateUse extends Span {
  readonly code: number;
  /** All templates of this code in the sources that can be meant. */
  readonly templates: readonly {
    readonly document: string;
    readonly source: string;
    readonly clause: TemplateClause;
  }[];
}

/** The template code at an offset, as in `template == 1001` and `a.template in [1001, 1002]`. */
export function templateAt(analysis: Analysis, uri: string, offset: number): TemplateUse | null {
  const tree = analysis.document(uri)?.tree;
  const path = tree ? pathAt(tree, offset) : [];
  const literal = path.at(-1);
  const compare = path.findLast(isCompare);
  if (literal?.kind !== "number" || !("value" in literal) || compare?.left?.kind !== "path") return null;
  const last = compare.left.parts.at(-1);
  if (last?.kind !== "name" || last.name.text !== "template") return null;
  const meaning = analysis.mentionAt(uri, last.name.start)?.meaning;
  const sources = meaning?.kind === "field" ? meaning.field.sources : null;
  const templates = analysis.sources.flatMap(({ definition, declaration, document }) =>
    definition === null || (sources !== null && !sources.includes(definition.name))
      ? []
      : declaration.templates
          .filter(({ code }) => code?.value === literal.value)
          .map((clause) => ({ document, source: definition.name, clause })),
  );
  return { start: literal.start, end: literal.end, code: Number(literal.value), templates };
}

/** The id of a technique or tactic that a rule's `attack` names at an offset. */
export function attackAt(analysis: Analysis, uri: string, offset: number): Name | null {
  for (const declaration of analysis.document(uri)?.tree.declarations ?? []) {
    if (declaration.kind !== "rule") continue;
    const name = declaration.attack.find(({ start, end }) => start <= offset && offset <= end);
    if (name) return name;
  }
  return null;
}

function isCompare(node: SyntaxNode): node is CompareExpression {
  return node.kind === "compare";
}
