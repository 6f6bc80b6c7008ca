/** How something was written, for checks that look at the tree itself. */
import type { BinaryExpression, CompareExpression, Declaration } from "../../grammar/ast.ts";

/** Spans that only mark something, and hold no part of the tree. */
const MARKS: ReadonlySet<string> = new Set(["keyword", "operatorSpan", "clauses"]);

/** Everything below a node, itself included, in no certain order. With a stack of its own: chains may be thousands long. */
export function nodesOf(root: unknown): readonly object[] {
  const found: object[] = typeof root === "object" && root !== null ? [root] : [];
  for (let index = 0; index < found.length; index++) {
    const node = found[index]!;
    for (const key in node) {
      const part = (node as Record<string, unknown>)[key];
      if (typeof part === "object" && part !== null && !MARKS.has(key)) found.push(part);
    }
  }
  return found;
}

interface Conditions {
  readonly compares: readonly CompareExpression[];
  /** Chains of operators, inner ones too. */
  readonly chains: readonly BinaryExpression[];
}

/** Every comparison in a declaration, in no certain order. */
export function comparesOf(declaration: Declaration): readonly CompareExpression[] {
  return conditionsOf(declaration).compares;
}

/** Looked for once: several checks read them, and again after each edit elsewhere. */
export function conditionsOf(declaration: Declaration): Conditions {
  const known = conditions.get(declaration);
  if (known !== undefined) return known;
  const compares: CompareExpression[] = [];
  const chains: BinaryExpression[] = [];
  for (const node of nodesOf(declaration)) {
    const { kind } = node as { readonly kind?: unknown };
    if (kind === "compare") compares.push(node as CompareExpression);
    else if (kind === "binary") chains.push(node as BinaryExpression);
  }
  const found = { compares, chains };
  conditions.set(declaration, found);
  return found;
}

const conditions = new WeakMap<Declaration, Conditions>();
