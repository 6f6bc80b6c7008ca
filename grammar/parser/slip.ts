/**
 * What the files of slips share: a slip is several tokens that together are somebody's habit. Invariant: one is looked for only
 * from a token that the parser has refused anyway.
 */
import type { IToken, TokenType } from "chevrotain";
import type { Mend, Span } from "../ast.ts";
import { clauseTokens, isA, t } from "../tokens.ts";

/**
 * What else could stand at the token: a clause or step, nothing of this declaration, its name, its body, an assignment's sign,
 * or only what is wanted there.
 */
export type Place = "body" | "behind" | "name" | "head" | "assignment" | "inside";

/** A token that the parser has refused, `tokens[at]`, or their end. */
export interface Refused {
  /** Of the parser; empty behind the end of a declaration. */
  readonly ruleName: string;
  readonly wanted: string;
  readonly place: Place;
  readonly text: string;
  readonly tokens: readonly IToken[];
  readonly at: number;
}

export interface Slip {
  /** Behind what was expected and found; with a `place` of its own, all that is said. */
  readonly advice: string;
  /** Where it is, if not at the refused token. */
  readonly place?: Span;
  /** Absent where there is a choice. */
  readonly mend?: Mend;
}

export type Finder = (refused: Refused) => Slip | undefined;

/** What ends what the sign begins. */
export const CLOSERS: ReadonlyMap<string, string> = new Map([
  ["{", "}"],
  ["(", ")"],
  ["[", "]"],
]);

export const endOf = (token: IToken): number => token.endOffset! + 1;

export const spanFrom = (first: IToken, last = first): Span => ({ start: first.startOffset, end: endOf(last) });

export function written(text: string, first: IToken, last = first): Mend {
  return { title: `Write \`${text}\``, ...spanFrom(first, last), text };
}

/** Takes the tokens out; with the blanks behind them if there are some in front too. */
export function without(text: string, first: IToken, last = first): Mend {
  const { start, end } = spanFrom(first, last);
  const blanks = /\s/.test(text[start - 1] ?? "") ? (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0) : 0;
  return { title: `Remove \`${text.slice(start, end)}\``, start, end: end + blanks, text: "" };
}

/** What the tokens are written as. */
export const source = (text: string, first: IToken, last: IToken): string => text.slice(first.startOffset, endOf(last));

export const lower = (token: IToken | undefined): string => token?.image.toLowerCase() ?? "";

export const touches = (first: IToken | undefined, second: IToken | undefined): boolean =>
  first !== undefined && second !== undefined && endOf(first) === second.startOffset;

const LITERALS = [t.StringToken, t.NumberToken, t.AddressToken, t.Duration, t.Regex, t.True, t.False];

export const isLiteral = (token: IToken | undefined): token is IToken =>
  token !== undefined && LITERALS.some((type) => isA(token, type));

export const isWord = (token: IToken | undefined): token is IToken => token !== undefined && isA(token, t.Word);

const has = (types: ReadonlySet<TokenType>, token: IToken | undefined): boolean =>
  token !== undefined && types.has(token.tokenType);

const STRING_OPERATORS = new Set([t.Contains, t.Startswith, t.Endswith, t.Like, t.Matches]);
const COMPARING = new Set([...STRING_OPERATORS, ...[t.In, t.Equal, t.Unequal, t.AtMost, t.AtLeast, t.Less, t.Greater]]);

/** Between a text and what it is asked for. */
export const isStringOperator = (token: IToken | undefined): boolean => has(STRING_OPERATORS, token);

export const isComparing = (token: IToken | undefined): boolean => has(COMPARING, token);

/** A word that opens or qualifies a clause. */
export const isClauseWord = (token: IToken | undefined): boolean =>
  has(clauseTokens, token) || token?.tokenType === t.By;

/** Where the field's name that ends at `end` begins; undefined: none does. */
export function pathBefore(tokens: readonly IToken[], end: number): number | undefined {
  let at = end;
  if (tokens[at] === undefined || !isA(tokens[at]!, t.AnyWord)) return undefined;
  while (tokens[at - 1]?.tokenType === t.Dot && tokens[at - 2] !== undefined && isA(tokens[at - 2]!, t.AnyWord))
    at -= 2;
  return isWord(tokens[at]) ? at : undefined;
}

/** Where the field's name that begins at `start` ends. */
export function pathBehind(tokens: readonly IToken[], start: number): number | undefined {
  if (!isWord(tokens[start])) return undefined;
  let at = start;
  while (tokens[at + 1]?.tokenType === t.Dot && tokens[at + 2] !== undefined && isA(tokens[at + 2]!, t.AnyWord))
    at += 2;
  return at;
}

/** The end of `a, "b", 3` that begins at `start`: the index of its last value. */
export function valuesBehind(tokens: readonly IToken[], start: number): number | undefined {
  const isValue = (token: IToken | undefined): boolean => isLiteral(token) || isWord(token);
  if (!isValue(tokens[start])) return undefined;
  let at = start;
  while (tokens[at + 1]?.tokenType === t.Comma && isValue(tokens[at + 2])) at += 2;
  return at;
}

export function firstOf(finders: readonly Finder[], refused: Refused): Slip | undefined {
  for (const find of finders) {
    const found = find(refused);
    if (found !== undefined) return found;
  }
  return undefined;
}
