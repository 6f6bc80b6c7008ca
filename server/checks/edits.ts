/** Edits that several fixes make. Invariant: what is taken out leaves neither an empty line nor blanks at the end of one. */
import type { Clause, Declaration } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Definition } from "../model/names.ts";
import type { Location } from "../model/program.ts";
import type { Edit, Fix } from "./diagnostic.ts";

export function takenOut(analysis: Analysis, { document, start, end }: Location): Edit {
  const { text } = analysis.document(document)!;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", end);
  const lineEnd = newline < 0 ? text.length : newline;
  const before = text.slice(lineStart, start);
  const after = text.slice(end, lineEnd);
  const edit = (from: number, to: number): Edit => ({ document, start: from, end: to, text: "" });
  if (after.trim() !== "") return edit(start, lineEnd - after.trimStart().length);
  if (before.trim() !== "") return edit(lineStart + before.trimEnd().length, end);
  return edit(lineStart, Math.min(lineEnd + 1, text.length));
}

/** The whole declaration, with the doc comment above it. */
export function declarationRemoved(analysis: Analysis, { kind, name, extent }: Definition): Fix {
  const { text } = analysis.document(extent.document)!;
  let { start } = extent;
  for (;;) {
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const above = text.lastIndexOf("\n", lineStart - 2) + 1;
    if (lineStart === 0 || text.slice(lineStart, start).trim() !== "") break;
    if (!text.slice(above, lineStart).trimStart().startsWith("///")) break;
    start = above;
  }
  return { title: `Remove the ${kind} \`${name}\``, edits: [takenOut(analysis, { ...extent, start })] };
}

/** A clause behind the last one, on a line of its own if that has one. */
export function clauseAdded(analysis: Analysis, document: string, declaration: Declaration, clause: string): Fix[] {
  const clauses: readonly Clause[] = "clauses" in declaration ? declaration.clauses : [];
  const last = clauses.at(-1);
  if (last === undefined) return [];
  const { text } = analysis.document(document)!;
  const before = text.slice(text.lastIndexOf("\n", last.start) + 1, last.start);
  const gap = before.trim() === "" ? `\n${before}` : "  ";
  const edit = { document, start: last.end, end: last.end, text: `${gap}${clause}` };
  return [{ title: `Add \`${clause}\``, edits: [edit] }];
}

/** A name that nothing in the folder has: `login_2`. */
export function freeName(name: string, taken: (name: string) => boolean): string {
  let number = 2;
  while (taken(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}
