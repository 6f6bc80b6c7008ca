/**
 * Walking a syntax tree without knowing every kind of node. Invariant: children lie inside their parent's span and come
 * in the order of the text; spans that only mark something (`keyword`, `operatorSpan`, `clauses`) are no children.
 */
import type { Span, SyntaxTree } from "./ast.ts";

const marks: ReadonlySet<string> = new Set(["keyword", "operatorSpan", "clauses"]);

/** A part of the tree: anything with a span. Nodes with a `kind` can be told apart by it. */
export type SyntaxNode = Span & { readonly kind?: string };

export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (!marks.has(key)) collect(value, found);
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** From the declaration down to the innermost node that holds the offset; its end counts as inside. */
export function pathAt(tree: SyntaxTree, offset: number): SyntaxNode[] {
  const path: SyntaxNode[] = [];
  let level: readonly SyntaxNode[] = declarationAt(tree, offset);
  for (;;) {
    // Where two nodes touch, the one that begins at the offset is meant.
    const next = level.findLast((node) => node.start <= offset && offset <= node.end);
    if (next === undefined) return path;
    path.push(next);
    level = children(next);
  }
}

/** The declaration that holds the offset, or none: a file may have thousands. */
function declarationAt({ declarations }: SyntaxTree, offset: number): readonly SyntaxNode[] {
  let low = 0;
  let high = declarations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (declarations[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return declarations.slice(Math.max(low - 1, 0), low);
}

/** A node and everything below it, parents first, in the order of the text. */
export function* descendants(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const child of children(node)) yield* descendants(child);
}

function collect(value: unknown, found: SyntaxNode[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
  } else if (isNode(value)) {
    found.push(value);
  } else if (typeof value === "object" && value !== null) {
    // Path parts have no span of their own.
    for (const inner of Object.values(value)) collect(inner, found);
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "start" in value && "end" in value;
}
