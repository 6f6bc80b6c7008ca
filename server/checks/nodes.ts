/** How something was written, for checks that look at the tree itself. */
import type {
  BinaryExpression,
  CompareExpression,
  Declaration,
  Expression,
  NumberLiteral,
  Path,
  UnaryExpression,
} from "../../grammar/ast.ts";
import { nodesOf } from "../model/nodes.ts";

interface Conditions {
  readonly compares: readonly CompareExpression[];
  /** Chains of operators, inner ones too. */
  readonly chains: readonly BinaryExpression[];
  readonly nots: readonly UnaryExpression[];
  readonly numbers: readonly NumberLiteral[];
  /** `0` of `tags[0]`. */
  readonly indices: readonly Expression[];
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
  const numbers: NumberLiteral[] = [];
  const indices: Expression[] = [];
  for (const node of nodesOf(declaration)) {
    const { kind } = node as { readonly kind?: unknown };
    if (kind === "compare") compares.push(node as CompareExpression);
    else if (kind === "binary") chains.push(node as BinaryExpression);
    else if (kind === "unary" && (node as UnaryExpression).operator === "not") nots.push(node as UnaryExpression);
    else if (kind === "number") numbers.push(node as NumberLiteral);
    else if (kind === "path") {
      for (const part of (node as Path).parts) if (part.kind === "index" && part.index) indices.push(part.index);
    }
  }
  const found = { compares, chains, nots, numbers, indices };
  conditions.set(declaration, found);
  return found;
}

const conditions = new WeakMap<Declaration, Conditions>();

export { nodesOf };
