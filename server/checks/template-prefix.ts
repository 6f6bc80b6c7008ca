/**
 * A template that is the beginning of another: its last capture takes the rest of every message that begins so and that the
 * longer one does not quite match. Sorted by their text, the longer ones follow directly.
 */
import type { StringLiteral, TemplateClause } from "../../grammar/ast.ts";
import { spanInside } from "../model/literal.ts";
import { readTemplate } from "../model/lower/template.ts";
import { ownCheck, type Fix } from "./diagnostic.ts";

interface Shape {
  readonly clause: TemplateClause;
  readonly literal: StringLiteral;
  readonly skeleton: string;
  /** The last capture takes any text. */
  readonly greedy: boolean;
}

export const templatePrefix = ownCheck(
  "template-prefix",
  "information",
  "A template that is the beginning of another",
  function* (analysis) {
    for (const { document, declaration } of analysis.sources) {
      const { text } = analysis.document(document)!;
      const shapes = declaration.templates.flatMap((clause) => shapeOf(clause) ?? []);
      shapes.sort((a, b) => (a.skeleton < b.skeleton ? -1 : a.skeleton > b.skeleton ? 1 : 0));
      for (const [index, { literal, skeleton, greedy }] of shapes.entries()) {
        const longer = greedy ? shapes.slice(index + 1).find((other) => other.skeleton !== skeleton) : undefined;
        if (longer === undefined || !longer.skeleton.startsWith(skeleton)) continue;
        const { start, end } = longer.clause;
        yield {
          location: { document, start: literal.start, end: literal.end },
          message: `This is also the beginning of template ${longer.clause.code?.value ?? ""}: a message that begins like that one and ends otherwise would end up here, with all of its rest in the last capture. If that is not meant, give the last capture a type, such as \`word\`.`,
          related: [
            { location: { document, start, end }, message: `Template ${longer.clause.code?.value ?? ""} is here.` },
          ],
          fixes: [typed(document, text, literal)],
        };
      }
    }
  },
);

function shapeOf(clause: TemplateClause): Shape | null {
  if (clause.text === undefined) return null;
  const { parts, faults } = readTemplate(clause.text.value);
  const last = parts.at(-1);
  if (faults.length > 0 || last === undefined) return null;
  const skeleton = parts.map((part) => (part.kind === "literal" ? part.text : "\0")).join("");
  const greedy = last.kind === "capture" && parts.length > 1 && last.type === null && last.field !== "ip";
  return { clause, literal: clause.text, skeleton, greedy };
}

function typed(document: string, text: string, literal: StringLiteral): Fix {
  const { end } = readTemplate(literal.value).captures.at(-1)!;
  const brace = spanInside(text, literal, end - 1, end);
  return {
    title: "Take one word only: `:word`",
    edits: [{ document, start: brace.start, end: brace.start, text: ":word" }],
  };
}
