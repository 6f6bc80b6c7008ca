/**
 * Columns of tables, where a row is looked up in one: `people[user].team`, and the key of the table's declaration. Invariant:
 * found in the tree, for a column is a word of a file and no name of the folder.
 */
import type { Path, Span, TableDeclaration } from "../../grammar/ast.ts";
import { pathAt, type SyntaxNode } from "../../grammar/walk.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Definition } from "../model/names.ts";
import type { Location } from "../model/program.ts";

export interface ColumnUse extends Span {
  readonly table: Definition;
  readonly column: string;
}

export function columnAt(analysis: Analysis, uri: string, offset: number): ColumnUse | null {
  const tree = analysis.document(uri)?.tree;
  if (!tree) return null;
  for (const declaration of tree.declarations) {
    if (declaration.kind !== "table" || declaration.key === undefined || declaration.name === undefined) continue;
    const { text, start, end } = declaration.key;
    const table = analysis.lookup(declaration.name.text);
    if (table !== undefined && start <= offset && offset <= end) return { table, column: text, start, end };
  }
  const path = pathAt(tree, offset).findLast(isPath);
  const use = path && columnOf(analysis, path);
  return use && use.start <= offset && offset <= use.end ? use : null;
}

/** Everywhere the column is read, and the key that names it; in order of documents and offsets within each. */
export function columnPlaces(analysis: Analysis, { table, column }: Omit<ColumnUse, keyof Span>): Location[] {
  const key = tableOf(analysis, table)?.key;
  const uses = analysis.references(table).flatMap(({ document, start }): Location[] => {
    const tree = analysis.document(document)?.tree;
    const path = tree && pathAt(tree, start).findLast(isPath);
    const use = path?.start === start ? columnOf(analysis, path) : null;
    return use?.column === column ? [{ document, start: use.start, end: use.end }] : [];
  });
  const own = key?.text === column ? [{ document: table.location.document, start: key.start, end: key.end }] : [];
  return [...own, ...uses];
}

/** The path of the file that a table is read from, as a place and as a text. */
export function fileOf(
  analysis: Analysis,
  table: Definition,
): { readonly path: string; readonly place: Location } | null {
  const from = tableOf(analysis, table)?.from;
  if (from === undefined) return null;
  return { path: from.value, place: { document: table.location.document, start: from.start, end: from.end } };
}

function tableOf(analysis: Analysis, { location }: Definition): TableDeclaration | null {
  const found = analysis
    .document(location.document)
    ?.tree.declarations.find((declaration) => "name" in declaration && declaration.name?.start === location.start);
  return found?.kind === "table" ? found : null;
}

function columnOf(analysis: Analysis, { parts }: Path): ColumnUse | null {
  const [first, index, ...rest] = parts;
  if (first?.kind !== "name" || index?.kind !== "index") return null;
  const table = analysis.lookup(first.name.text);
  const names = rest.flatMap((part) => (part.kind === "name" ? part.name : []));
  const [start, end] = [names[0]?.start, names.at(-1)?.end];
  if (table?.kind !== "table" || start === undefined || end === undefined) return null;
  return { table, column: names.map(({ text }) => text).join("."), start, end };
}

const isPath = (node: SyntaxNode): node is Path => node.kind === "path" && "parts" in node;
