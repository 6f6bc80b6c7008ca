/** The files that the lists and tables of rule files name. Invariant: sorted, each once, as they are written. */
import type { SyntaxTree } from "../../grammar/ast.ts";

export interface NamedFiles {
  readonly lists: readonly string[];
  readonly tables: readonly string[];
}

export function namedFiles(trees: Iterable<SyntaxTree>): NamedFiles {
  const lists = new Set<string>();
  const tables = new Set<string>();
  for (const { declarations } of trees) {
    for (const declaration of declarations) {
      if (declaration.kind === "list" && declaration.from !== undefined) lists.add(declaration.from.value);
      if (declaration.kind === "table" && declaration.from !== undefined) tables.add(declaration.from.value);
    }
  }
  return { lists: [...lists].sort(), tables: [...tables].sort() };
}
