/** What the place of a word in its line, and the token behind it, say about its use. */
import type { TokenType } from "chevrotain";
import type { Token } from "./lexer.ts";
import { t } from "./tokens.ts";

/** Behind a word, these make it a field: it is compared, assigned, computed with, or looked into. */
const fieldSigns = new Set<TokenType>([
  ...[t.Dot, t.LooseDot, t.Equal, t.Unequal, t.AtMost, t.AtLeast, t.Less, t.Greater, t.Assign, t.Comma, t.Colon],
  ...[t.Plus, t.Minus, t.Star, t.Slash, t.Range, t.RParen, t.RBracket, t.RCurly],
  ...[t.And, t.Or, t.In, t.Like, t.Contains, t.Startswith, t.Endswith, t.Matches, t.Cased, t.Exists, t.Then, t.Else],
]);

/** These make it a field, or a function, only where they touch it: `exec ["a"]` has a list, `exec[0]` an index. */
const touching = new Set<TokenType>([t.LParen, t.LBracket]);

export function usedAsField(word: Token, next: Token | undefined): boolean {
  if (next === undefined) return false;
  if (touching.has(next.tokenType)) return next.startOffset === word.endOffset + 1;
  return fieldSigns.has(next.tokenType);
}

/** The column of an offset before which its line is blank; undefined for others. Looks only at the gap behind `previous`. */
export function columnAtLineStart(text: string, previous: Token | undefined, offset: number): number | undefined {
  const gapStart = previous === undefined ? 0 : previous.endOffset + 1;
  const newline = text.slice(gapStart, offset).lastIndexOf("\n");
  if (newline >= 0) return offset - (gapStart + newline + 1);
  return previous === undefined ? offset : undefined;
}
