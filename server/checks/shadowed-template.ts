/**
 * A template that never matches, since an earlier one matches the same messages. Of several that match, the one with the
 * most literal characters wins, then the first: so only templates with the same literals can shadow each other.
 */
import type { TemplateClause } from "../../grammar/ast.ts";
import type { TemplatePart } from "../model/program.ts";
import { readTemplate } from "../model/lower/template.ts";
import { ownCheck } from "./diagnostic.ts";

export const shadowedTemplate = ownCheck(
  "shadowed-template",
  "warning",
  "A template that never matches",
  function* (analysis) {
    for (const { document, declaration } of analysis.sources) {
      const bySkeleton = new Map<string, { clause: TemplateClause; parts: readonly TemplatePart[] }[]>();
      for (const clause of declaration.templates) {
        if (clause.text === undefined) continue;
        const { parts, faults } = readTemplate(clause.text.value);
        if (faults.length > 0) continue;
        const skeleton = parts.map((part) => (part.kind === "literal" ? part.text : "\0")).join("");
        const group = bySkeleton.get(skeleton) ?? [];
        bySkeleton.set(skeleton, group);
        const shadow = group.find((earlier) => covers(earlier.parts, parts));
        group.push({ clause, parts });
        if (shadow === undefined) continue;
        const { start, end } = clause;
        const other = { document, start: shadow.clause.start, end: shadow.clause.end };
        yield {
          location: { document, start, end },
          message: `Template ${shadow.clause.code?.value ?? ""} stands before this one and matches every message that this one does, so this one never does. Write the stricter one first, or remove one.`,
          related: [{ location: other, message: "The template that matches first is here." }],
        };
      }
    }
  },
);

function covers(earlier: readonly TemplatePart[], later: readonly TemplatePart[]): boolean {
  return earlier.every((part, index) => {
    const other = later[index]!;
    if (part.kind === "literal" || other.kind === "literal") return true;
    if (part.type === null && part.field === "ip") return other.field === "ip" && other.type === null;
    return part.type === null || part.type === "string" || part.type === other.type;
  });
}
