/** The files that the lists and tables of rule files name. Invariant: sorted, each once, as they are written. */
import type { SyntaxTree } from "../../grammar/ast.ts";

export interface NamedFiles {
  readonly lists: readonly string[];
  readonly tables: readonly string[];
}

export function namedFiles(trees: Iterable<SyntaxTree>): NamedFiles {
  const lists = new Set<string>();
  const tables = new Set<string>();
  for (const tree of trees) {
    for (const { kind, file } of namedIn(tree)) (kind === "list" ? lists : tables).add(file);
  }
  return { lists: [...lists].sort(), tables: [...tables].sort() };
}

interface Named {
  readonly kind: "list" | "table";
  readonly file: string;
}

/** Looked for once in each tree: most are those of the last edit. */
function namedIn(tree: SyntaxTree): readonly Named[] {
  const known = named.get(tree);
  if (known !== undefined) return known;
  const found = tree.declarations.flatMap((declaration): readonly Named[] => {
    const { kind } = declaration;
    if ((kind !== "list" && kind !== "table") || declaration.from === undefined) return [];
    return [{ kind, file: declaration.from.value }];
  });
  named.set(tree, found);
  return found;
}

const named = new WeakMap<SyntaxTree, readonly Named[]>();
