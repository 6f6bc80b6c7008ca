/**
 * A declaration's keyword with one slip in it: `evnt`, `rul`, `tabel`. Invariant: one is seen only where what stands behind it
 * can only follow a keyword, so that no text that is right reads otherwise.
 */
import type { TokenType } from "chevrotain";
import type { Token } from "./lexer.ts";
import { declarationTokens, isA, t } from "./tokens.ts";

/** What a word that begins its line is meant to be; undefined: nothing that begins a declaration. */
export function meantKeyword(tokens: readonly Token[], index: number, inBraces: boolean): TokenType | undefined {
  const [word, name, sign] = tokens.slice(index, index + 3);
  if (word === undefined || name === undefined || sign === undefined) return undefined;
  const isTest = !inBraces && isA(name, t.StringToken) && sign.tokenType === t.LCurly;
  const behind = inBraces ? BEHIND_NAME : BETWEEN_DECLARATIONS;
  if (!isTest && !(isA(name, t.Word) && behind.has(sign.tokenType))) return undefined;
  return KEYWORDS.find(([keyword]) => isSlipOf(word.image.toLowerCase(), keyword))?.[1];
}

/** Behind two names, the second of which is none of a field. */
const BEHIND_NAME: ReadonlySet<TokenType> = new Set([t.LCurly, t.Assign, t.From]);

/** The same, where no clause and no step has two names. */
const BETWEEN_DECLARATIONS: ReadonlySet<TokenType> = new Set([
  ...BEHIND_NAME,
  ...[t.Colon, t.Dot, t.LParen, t.By, t.Of, t.Where],
]);

const KEYWORDS = [...declarationTokens].map((type) => [type.name.toLowerCase(), type] as const);

/** Whether at most one letter is missing, too many, wrong, or in the place of its neighbour. */
function isSlipOf(word: string, meant: string): boolean {
  let start = 0;
  while (start < word.length && word[start] === meant[start]) start++;
  let [end, endMeant] = [word.length, meant.length];
  while (end > start && endMeant > start && word[end - 1] === meant[endMeant - 1])
    [end, endMeant] = [end - 1, endMeant - 1];
  const [typed, wanted] = [word.slice(start, end), meant.slice(start, endMeant)];
  return Math.max(typed.length, wanted.length) < 2 || (typed.length === 2 && typed === [...wanted].reverse().join(""));
}
