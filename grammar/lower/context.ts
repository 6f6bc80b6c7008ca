/**
 * What the three lowering files share. Invariant: no function here or there assumes a child: chevrotain's recovery may
 * leave out any of them, whatever the generated types say.
 */
import type { CstNode, IToken } from "chevrotain";
import type { Mend, Name, Span, SyntaxError } from "../ast.ts";

/** Collects what only lowering can see: bad escapes, units, chains. */
export interface Context {
  readonly report: (span: Span, code: SyntaxError["code"], message: string, mend?: Mend) => void;
}

/** What all declarations have, known before their tree is read. */
export interface Head extends Span {
  readonly doc?: string;
  readonly keyword: Span;
  readonly broken: boolean;
}

/** The children of a node, each of them possibly absent. */
export function parts<Children>(node: { readonly children: Children } | undefined): Partial<Children> {
  return node?.children ?? {};
}

export function first<Item>(items: readonly Item[] | undefined): Item | undefined {
  return items?.[0];
}

export function last<Item>(items: readonly Item[] | undefined): Item | undefined {
  return items?.at(-1);
}

/** Tokens that stand in the text, without those that recovery imagined. */
export function real(tokens: readonly IToken[] | undefined): readonly IToken[] {
  return (tokens ?? []).filter((token) => token.isInsertedInRecovery !== true);
}

export function tokenSpan(token: IToken): Span {
  return { start: token.startOffset, end: token.startOffset + token.image.length };
}

/** A node's extent; undefined for a node without any token. */
export function nodeSpan(node: CstNode | undefined): Span | undefined {
  const location = node?.location;
  if (location === undefined || !(location.startOffset >= 0) || location.endOffset === undefined) return undefined;
  return { start: location.startOffset, end: location.endOffset + 1 };
}

/** Lowers each item and keeps what came of it. */
export function each<Item, Result>(
  items: readonly Item[] | undefined,
  lower: (item: Item) => Result | undefined,
): Result[] {
  const results: Result[] = [];
  for (const item of items ?? []) {
    const result = lower(item);
    if (result !== undefined) results.push(result);
  }
  return results;
}

export function name(context: Context, token: IToken | undefined): Name | undefined {
  if (token === undefined || token.isInsertedInRecovery === true) return undefined;
  const span = tokenSpan(token);
  if (!token.image.startsWith("`")) return { ...span, text: token.image };
  const closed = token.image.length > 1 && token.image.endsWith("`");
  const text = token.image.slice(1, closed ? -1 : undefined);
  if (!closed) {
    context.report(span, "unterminated-string", "This name lacks its closing back quote. Write one on the same line.");
  } else if (text === "") {
    context.report(span, "syntax", "There is no name between these back quotes. Write the name of a field.");
  }
  return { ...span, text };
}
