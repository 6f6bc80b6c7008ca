/**
 * Where completion was asked for, as the tokens around the cursor tell it. Invariant: built from tokens alone, so a rule
 * that is only half typed has it too.
 */
import type { Span } from "../../../grammar/ast.ts";
import { tokenize, type Lexeme } from "../../../grammar/lexer.ts";

export interface Cursor {
  readonly text: string;
  readonly offset: number;
  /** Tokens that end before the word at the cursor, comments aside; the last one is nearest. */
  readonly before: readonly Lexeme[];
  /** The token that the cursor is in or at the end of, if it is one that completion replaces: a word, number, string. */
  readonly touched: Lexeme | null;
  /** What a completion replaces: the touched token, or nothing at the cursor. */
  readonly replace: Span;
  /** In a comment, a regular expression or a text of several lines there is nothing to complete. */
  readonly silent: boolean;
}

const STRINGS: ReadonlySet<string> = new Set(["EscapedString", "RawString"]);
const SILENT: ReadonlySet<string> = new Set(["Comment", "DocComment", "Regex", "BlockString"]);

export function cursorAt(text: string, offset: number): Cursor {
  const tokens = tokenize(text);
  const at = tokens.findLast(({ start, end }) => start < offset && offset <= end) ?? null;
  const inside = at !== null && (offset < at.end || at.name === "Comment" || at.name === "DocComment");
  const touched = at !== null && isReplaced(at, text, offset) ? at : null;
  const before = tokens.filter(({ end, semantic }) => end <= (touched?.start ?? offset) && semantic !== "comment");
  return {
    text,
    offset,
    before,
    touched,
    replace: replacedSpan(touched, text, offset),
    silent: inside && at !== null && SILENT.has(at.name),
  };
}

export function isString(lexeme: Lexeme): boolean {
  return STRINGS.has(lexeme.name);
}

export function wordOf(cursor: Cursor, lexeme: Lexeme | undefined): string {
  return lexeme === undefined ? "" : cursor.text.slice(lexeme.start, lexeme.end);
}

/** The token `back` places before the word at the cursor; 1 is the nearest. */
export function tokenBefore(cursor: Cursor, back: number): Lexeme | undefined {
  return cursor.before[cursor.before.length - back];
}

function isReplaced(at: Lexeme, text: string, offset: number): boolean {
  if (isString(at)) return offset < at.end || !isClosed(at, text);
  return /^[\w`.]/.test(text.slice(at.start, at.end)) && at.name !== "Dot" && at.name !== "LooseDot";
}

function isClosed({ start, end }: Span, text: string): boolean {
  return end - start > 1 && text[end - 1] === text[start];
}

/** A string that nobody closed takes the rest of its line with it: only what stands before the cursor is replaced. */
function replacedSpan(touched: Lexeme | null, text: string, offset: number): Span {
  if (touched === null) return { start: offset, end: offset };
  if (isString(touched) && !isClosed(touched, text)) return { start: touched.start, end: offset };
  return { start: touched.start, end: touched.end };
}
