/** How something was written, for checks that look at the tree itself. */
import type { CompareExpression, Declaration } from "../../grammar/ast.ts";

/** Everything below a node, itself included, in no certain order. With a stack of its own: chains may be thousands long. */
export function* nodesOf(root: unknown): Generator<object> {
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    if (typeof node !== "object" || node === null) continue;
    yield node;
    for (const key in node) stack.push((node as Record<string, unknown>)[key]);
  }
}

/** Every comparison in a declaration, in no certain order. */
export function comparesOf(declaration: Declaration): readonly CompareExpression[] {
  const found: CompareExpression[] = [];
  for (const node of nodesOf(declaration)) {
    if ("kind" in node && node.kind === "compare") found.push(node as CompareExpression);
  }
  return found;
}
