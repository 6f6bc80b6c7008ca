/** How something was written, for checks that look at the tree itself. */
import type { CompareExpression, Declaration } from "../../grammar/ast.ts";

/** Everything below a node, itself included, in no certain order. With a stack of its own: chains may be thousands long. */
export function* nodesOf(root: unknown): Generator<object> {
  const stack: object[] = typeof root === "object" && root !== null ? [root] : [];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    for (const key in node) {
      const part = (node as Record<string, unknown>)[key];
      if (typeof part === "object" && part !== null) stack.push(part);
    }
  }
}

/** Every comparison in a declaration, in no certain order. */
export function comparesOf(declaration: Declaration): readonly CompareExpression[] {
  const known = compares.get(declaration);
  if (known !== undefined) return known;
  const found: CompareExpression[] = [];
  for (const node of nodesOf(declaration)) {
    if ("kind" in node && node.kind === "compare") found.push(node as CompareExpression);
  }
  compares.set(declaration, found);
  return found;
}

/** Several checks look at them, and again after each edit elsewhere. */
const compares = new WeakMap<Declaration, readonly CompareExpression[]>();
