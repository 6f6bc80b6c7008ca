/** How something was written, for checks that look at the tree itself. */
import type { BinaryExpression, CompareExpression, Declaration, UnaryExpression } from "../../grammar/ast.ts";
import { nodesOf } from "../model/nodes.ts";

interface Conditions {
  readonly compares: readonly CompareExpression[];
  /** Chains of operators, inner ones too. */
  readonly chains: readonly BinaryExpression[];
  readonly nots: readonly UnaryExpression[];
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
  const nots: UnaryExpression[] = [];
  for (const node of nodesOf(declaration)) {
    const { kind } = node as { readonly kind?: unknown };
    if (kind === "compare") compares.push(node as CompareExpression);
    else if (kind === "binary") chains.push(node as BinaryExpression);
    else if (kind === "unary" && (node as UnaryExpression).operator === "not") nots.push(node as UnaryExpression);
  }
  const found = { compares, chains, nots };
  conditions.set(declaration, found);
  return found;
}

const conditions = new WeakMap<Declaration, Conditions>();

export { nodesOf };
