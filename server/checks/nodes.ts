/** How something was written, for checks that look at the tree itself. */
import type { CompareExpression, Declaration } from "../../grammar/ast.ts";

/** Every comparison in a declaration, in no certain order. With a stack of its own: chains may be thousands long. */
export function comparesOf(declaration: Declaration): readonly CompareExpression[] {
  const found: CompareExpression[] = [];
  const stack: unknown[] = [declaration];
  while (stack.length > 0) {
    const node = stack.pop();
    if (typeof node !== "object" || node === null) continue;
    if ("kind" in node && node.kind === "compare") found.push(node as CompareExpression);
    stack.push(...Object.values(node));
  }
  return found;
}
