/** The expressions and patterns below a node, for checks that look at how something was written. */
import type { CompareExpression, Declaration } from "../../grammar/ast.ts";
import { children, type SyntaxNode } from "../../grammar/walk.ts";

/** A node and all below it. With a stack of its own: chains of `or` may be thousands long. */
export function* nodesBelow(root: SyntaxNode): Generator<SyntaxNode> {
  const stack: SyntaxNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    stack.push(...children(node).reverse());
  }
}

export function* comparesOf(declaration: Declaration): Generator<CompareExpression> {
  for (const node of nodesBelow(declaration)) if (node.kind === "compare") yield node as CompareExpression;
}
