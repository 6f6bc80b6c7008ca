/** What the clauses of rules and sources have in common. */
import type { CstNode, IToken } from "chevrotain";
import type { Assignment, Clause, StringLiteral } from "../ast.ts";
import type { BlockCstNode, StringsCstNode } from "../generated/cst.d.ts";
import { each, nodeSpan, parts, tokenSpan, type Context } from "./context.ts";
import { string } from "./literal.ts";
import { assignment } from "./pattern.ts";

/** What the last clause of a kind says; a repeated clause is for the checks to report. */
export function latest<Children, Key extends keyof Children>(
  all: readonly Partial<Children>[],
  key: Key,
): Partial<Children>[Key] | undefined {
  return all.findLast((children) => children[key] !== undefined)?.[key];
}

export function strings(context: Context, node: StringsCstNode | undefined): StringLiteral[] {
  return each(parts(node).string, (token) => string(context, token));
}

export function block(context: Context, node: BlockCstNode | undefined): Assignment[] {
  return each(parts(node).assignment, (one) => assignment(context, one));
}

/** Every clause with the keyword that opens it, for checks of repetition, folding and completion. */
export function clauses(nodes: readonly CstNode[]): Clause[] {
  return each(nodes, (node) => {
    const span = nodeSpan(node);
    const keyword = firstToken(node);
    if (span === undefined || keyword === undefined) return undefined;
    return { ...span, keyword: { ...tokenSpan(keyword), text: keyword.image } };
  });
}

/** The token that a node begins with: one of its own, or the first of the child that begins there. */
function firstToken(node: CstNode): IToken | undefined {
  const start = node.location?.startOffset;
  for (const name in node.children) {
    // Those of one name stand in the order of the text.
    const child = node.children[name]![0]!;
    if (!("children" in child)) {
      if (child.startOffset === start) return child;
    } else if (child.location?.startOffset === start) return firstToken(child);
  }
  return undefined;
}
