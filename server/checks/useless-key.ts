/**
 * Keys that do not do what a key is for: one that stands twice, and one that is different in every record, so that no two
 * records ever come together.
 */
import type { ByField, Clause, Declaration, RuleDeclaration } from "../../grammar/ast.ts";
import { ownCheck, type Fix } from "./diagnostic.ts";
import { nameOf } from "../model/kinds.ts";

/** By what no two records are equal, or hardly ever. */
const OWN_OF_EACH: ReadonlySet<string> = new Set(["id", "time", "arrived", "timestamp"]);

export const uselessKey = ownCheck(
  "useless-key",
  "warning",
  "A key that keeps nothing apart, or everything",
  function* (analysis) {
    for (const { document, declaration } of analysis.names.declared) {
      const by = "by" in declaration ? declaration.by : [];
      for (const [index, key] of by.entries()) {
        const name = nameOf(key.field);
        const location = { document, start: key.start, end: key.end };
        if (by.slice(0, index).some((other) => nameOf(other.field) === name)) {
          const message = `\`${name}\` is a key already, so this one changes nothing. Leave it out.`;
          yield { location, message, fixes: [without(document, by, index)] };
        } else if (OWN_OF_EACH.has(name) && bringsTogether(declaration)) {
          const rest = by.length > 1 ? [without(document, by, index)] : wholeClause(document, declaration);
          const message = `\`${name}\` is another one in every record, so no two records have this key in common and nothing ever comes together. Leave it out, or name what they share, such as \`user\` or \`ip\`.`;
          yield { location, message, fixes: rest };
        }
      }
    }
  },
);

/** A rule about single records may well tell them apart. */
const bringsTogether = (declaration: Declaration): boolean =>
  declaration.kind !== "rule" ||
  (declaration.when !== undefined && declaration.when.kind !== "use" && declaration.when.kind !== "any");

/** With the comma in front of it, or behind it. */
function without(document: string, by: readonly ByField[], index: number): Fix {
  const [start, end] = index === 0 ? [by[0]!.start, by[1]!.start] : [by[index - 1]!.end, by[index]!.end];
  return { title: "Leave this key out", edits: [{ document, start, end, text: "" }] };
}

function wholeClause(document: string, declaration: Declaration): readonly Fix[] {
  const clauses: readonly Clause[] = declaration.kind === "rule" ? (declaration satisfies RuleDeclaration).clauses : [];
  const clause = clauses.find(({ keyword }) => keyword.text === "by");
  if (clause === undefined) return [];
  return [{ title: "Leave `by` out", edits: [{ document, start: clause.start, end: clause.end, text: "" }] }];
}
