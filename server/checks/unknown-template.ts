/** A comparison with a template code that no template of the source has. */
import type { CompareExpression, NumberLiteral, SourceDeclaration } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { declarationOf } from "../model/names.ts";
import { ownCheck } from "./diagnostic.ts";
import { comparesOf } from "./nodes.ts";
import { listed, suggestion } from "./words.ts";

export const unknownTemplate = ownCheck(
  "unknown-template",
  "warning",
  "A template code that no template has",
  function* (analysis) {
    for (const { document, declaration } of analysis.names.declared) {
      const { text } = analysis.document(document)!;
      if (!text.slice(declaration.start, declaration.end).includes("template")) continue;
      for (const compare of comparesOf(declaration)) {
        const numbers = codesIn(compare);
        const known = numbers.length === 0 ? null : codesAt(analysis, document, compare);
        if (known === null) continue;
        for (const { value, start, end } of numbers) {
          if (known.codes.has(value)) continue;
          const location = { document, start, end };
          const codes = [...known.codes].map(String);
          const { hint, fixes } = suggestion(String(value), codes, location, `The codes are ${listed(codes, 12)}.`);
          yield {
            location,
            fixes,
            message: `${listed(known.sources)} has no template ${value}, so no record ever has this code. ${hint}`,
          };
        }
      }
    }
  },
);

/** The numbers that `template` is compared with. */
function codesIn({ left, right, operator }: CompareExpression): readonly NumberLiteral[] {
  const path = left?.kind === "path" && left.parts.length === 1 ? left.parts[0] : undefined;
  if (path?.kind !== "name" || path.name.text !== "template") return [];
  if (operator !== "==" && operator !== "!=" && operator !== "in") return [];
  const items = right?.kind === "list" ? right.items : [right];
  return items.filter((item) => item?.kind === "number");
}

/** The codes of the sources whose records are compared; null: not all of them are known. */
function codesAt(analysis: Analysis, document: string, { left }: CompareExpression) {
  const meaning = analysis.mentionAt(document, left!.start)?.meaning;
  if (meaning?.kind !== "field" || meaning.field.sources.length === 0) return null;
  const { sources: names } = meaning.field;
  const sources = names.flatMap((name) => sourceOf(analysis, name) ?? []);
  if (sources.some(({ broken, templates }) => broken || templates.length === 0)) return null;
  const codes = new Set(sources.flatMap(({ templates }) => templates.flatMap(({ code }) => code?.value ?? [])));
  return { sources: names, codes };
}

function sourceOf(analysis: Analysis, name: string): SourceDeclaration | null {
  const definition = analysis.lookup(name);
  const declaration = definition === undefined ? undefined : declarationOf(definition);
  return declaration?.kind === "source" ? declaration : null;
}
