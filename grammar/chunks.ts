/**
 * Cuts a file's tokens into declarations, before anything is parsed. Invariant: every token is in exactly one chunk, in
 * order, and where a chunk begins depends on its own first tokens, the layout and the keyword of the one before alone; that
 * is why a half-typed rule loses only itself, even when its closing brace is missing.
 *
 * A declaration keyword begins a chunk
 * - outside of braces: with a name (string) behind it, or a brace if one has just closed or the declaration before it has
 *   no body, or first in its line, not indented deeper than the declaration before it, whatever follows, as long as it is
 *   not used as a field, as it is directly behind a dot, or at the end of a line if the next one begins a declaration;
 * - inside braces: only first in its line, not indented deeper, and with a name (string, brace) behind it.
 * A reserved word counts as a name there if what follows it can only follow the name of a declaration. A misspelt keyword
 * begins a chunk first in its line, not indented deeper, where what follows can only follow a keyword.
 */
import type { TokenType } from "chevrotain";
import { columnAtLineStart, usedAsField } from "./layout.ts";
import type { Token } from "./lexer.ts";
import { meantKeyword } from "./misspelt.ts";
import { declarationTokens, isA, reservedTokens, t } from "./tokens.ts";

export interface Chunk {
  readonly tokens: readonly Token[];
  /** False for what stands before the first declaration. */
  readonly declares: boolean;
  /** The keyword that its first word, which is none, is meant to be. */
  readonly meant?: TokenType;
  /** The `///` lines directly above. */
  readonly doc?: string;
}

export function chunks(text: string, tokens: readonly Token[], comments: readonly Token[]): Chunk[] {
  const made: Chunk[] = [];
  const docs = docsReader(text, comments);
  let start = 0;
  let doc: string | undefined;
  let declares = false;
  let meant: TokenType | undefined;
  let depth = 0;
  let indentation = 0;
  const finish = (end: number): void => {
    if (end <= start) return;
    const more = { ...(doc === undefined ? {} : { doc }), ...(meant === undefined ? {} : { meant }) };
    made.push({ tokens: tokens.slice(start, end), declares, ...more });
  };
  const begin = (index: number, column: number | undefined, keyword?: TokenType): void => {
    finish(index);
    start = index;
    doc = docs(tokens[index - 1], tokens[index]!);
    declares = true;
    meant = keyword;
    depth = 0;
    indentation = column ?? indentation;
  };
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (declarationTokens.has(token.tokenType)) {
      const previous = tokens[index - 1];
      const next = tokens[index + 1];
      const column = columnAtLineStart(text, previous, token.startOffset);
      const atLineStart = column !== undefined && (!declares || column <= indentation);
      const justBegun = declares && index === start + 1;
      const mayOpen = previous?.tokenType === t.RCurly || (declares && bodiless.has(meant ?? tokens[start]!.tokenType));
      // What ends a line is a field, if what begins the next one is a declaration.
      const isLast = next !== undefined && columnAtLineStart(text, token, next.startOffset) !== undefined;
      const isField = previous?.tokenType === t.Dot || (isLast && isOpening(next, tokens[index + 2]));
      const misnamed = atLineStart && isNamedAfterWord(next, tokens[index + 2]);
      if (misnamed || ((atLineStart || !isField) && begins(token, next, atLineStart, depth > 0, justBegun, mayOpen))) {
        begin(index, column);
      }
    } else if (isA(token, t.Word)) {
      const column = columnAtLineStart(text, tokens[index - 1], token.startOffset);
      const keyword =
        column === undefined || (declares && column > indentation) ? undefined : meantKeyword(tokens, index, depth > 0);
      if (keyword !== undefined) begin(index, column, keyword);
    }
    if (token.tokenType === t.LCurly) depth++;
    else if (token.tokenType === t.RCurly) depth = Math.max(0, depth - 1);
  }
  finish(tokens.length);
  return made;
}

/** Its tokens, with the keyword that is meant. */
export function asMeant({ tokens, meant }: Chunk): readonly Token[] {
  if (meant === undefined) return tokens;
  const keyword = { tokenType: meant, tokenTypeIdx: meant.tokenTypeIdx!, image: meant.name.toLowerCase() };
  return tokens.with(0, { ...tokens[0]!, ...keyword });
}

const isOpening = (token: Token, next: Token | undefined): boolean =>
  declarationTokens.has(token.tokenType) && hasName(token.tokenType, next);

/** `rule in {`: whether a reserved word stands where a declaration has its name, and for nothing else. */
export function isNamedAfterWord(word: Token | undefined, next: Token | undefined): boolean {
  if (word === undefined || next === undefined || !reservedTokens.has(word.tokenType)) return false;
  return [t.LCurly, t.Assign, t.Colon, t.From, t.By, t.Of].some((type) => isA(next, type));
}

/** A brace at the end of these, outside of an `any`, is none of theirs. */
const bodiless: ReadonlySet<TokenType> = new Set([t.List, t.Field, t.Event, t.Ignore]);

/** `mayOpen`: a keyword with a brace behind it is no name for the declaration's own body. */
function begins(
  token: Token,
  next: Token | undefined,
  atLineStart: boolean,
  inBraces: boolean,
  justBegun: boolean,
  mayOpen: boolean,
): boolean {
  const keyword = token.tokenType;
  if (inBraces) return atLineStart && hasName(keyword, next);
  if (!atLineStart) return !justBegun && hasName(keyword, next) && (mayOpen || next?.tokenType !== t.LCurly);
  return !usedAsField(token, next) || next?.tokenType === t.Assign;
}

function hasName(keyword: TokenType, next: Token | undefined): boolean {
  if (next === undefined) return false;
  if (next.tokenType === t.LCurly) return keyword !== t.Ignore;
  if (keyword === t.Test) return isA(next, t.StringToken);
  return keyword !== t.Workspace && isA(next, t.Word);
}

/** Reads the doc comments that end on the line above a keyword. To be asked in ascending order. */
function docsReader(text: string, comments: readonly Token[]) {
  let next = 0;
  return (previous: Token | undefined, keyword: Token): string | undefined => {
    const from = previous?.endOffset ?? -1;
    let lines: string[] = [];
    let end = -1;
    for (; next < comments.length && comments[next]!.startOffset < keyword.startOffset; next++) {
      const comment = comments[next]!;
      if (comment.startOffset < from) continue;
      const own = columnAtLineStart(text, previous, comment.startOffset) !== undefined;
      if (comment.tokenType !== t.DocComment || !own) lines = [];
      else if (end >= 0 && !oneNewline(text.slice(end, comment.startOffset))) lines = [comment.image];
      else lines.push(comment.image);
      end = comment.endOffset + 1;
    }
    if (lines.length === 0 || !oneNewline(text.slice(end, keyword.startOffset))) return undefined;
    return lines.map((line) => line.slice(3).replace(/^ /, "").trimEnd()).join("\n");
  };
}

function oneNewline(gap: string): boolean {
  return gap.trim() === "" && gap.indexOf("\n") === gap.lastIndexOf("\n");
}
