/** Walking a declaration without knowing every kind of node, fast: a folder has a million of them. */
import type { Path } from "../../grammar/ast.ts";

/** Spans that only mark something, and words: nothing stands below them. */
const LEAVES: ReadonlySet<string> = new Set(["keyword", "operatorSpan", "clauses", "name", "label", "function"]);

/**
 * Every expression and pattern below a node, itself included, in no certain order, with some of what holds them together.
 * With a list of its own: chains may be thousands long.
 */
export function nodesOf(root: unknown): readonly object[] {
  const found: object[] = typeof root === "object" && root !== null ? [root] : [];
  for (let index = 0; index < found.length; index++) {
    const node = found[index] as { readonly kind?: unknown };
    switch (node.kind) {
      case "path":
        // Most of what there is, and of names alone.
        for (const part of (node as Path).parts) if (part.kind === "index" && part.index) found.push(part.index);
        break;
      case "string":
      case "number":
      case "boolean":
      case "duration":
      case "address":
      case "regex":
        break;
      default:
        addParts(found, node as Readonly<Record<string, unknown>>);
    }
  }
  return found;
}

function addParts(found: object[], node: Readonly<Record<string, unknown>>): void {
  for (const key in node) {
    const part = node[key];
    if (typeof part !== "object" || part === null || LEAVES.has(key)) continue;
    if (!Array.isArray(part)) found.push(part);
    else for (const item of part as unknown[]) if (typeof item === "object" && item !== null) found.push(item);
  }
}
