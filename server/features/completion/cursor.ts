/**
 * Where completion was asked for, as the tokens before the cursor tell it. Invariant: what may be written is told by nothing
 * behind the cursor's line, so a rule that is only half typed has an answer too.
 */
import type { Span } from "../../../grammar/ast.ts";
import { expect, type Expected } from "../../../grammar/expect.ts";
import type { Document } from "../../model/analysis.ts";
import { further, nearby, type Word } from "../lexemes.ts";

export interface Cursor {
  readonly offset: number;
  /** What the grammar allows at the start of the word at the cursor. */
  readonly expected: readonly Expected[];
  /** Tokens of the declaration that end before that word, comments aside. */
  readonly before: readonly Word[];
  /** The word, number or string that the cursor is in or at the end of. */
  readonly touched: Word | null;
  /** Tokens of its line behind what is replaced. */
  readonly after: readonly Word[];
  /** Tokens of the lines behind it, the next few. */
  readonly further: () => readonly Word[];
  /** What a completion replaces: the touched token, or nothing at the cursor. */
  readonly replace: Span;
  /** Where the path at the cursor ends: a field is chosen as a whole. */
  readonly pathEnd: number;
  /** Nothing stands before that word on its line, and the line does not look like one that goes on with the one above. */
  readonly freshLine: boolean;
  /**
   * In a comment, a regular expression or a text of several lines there is nothing to complete. Nor is there directly behind
   * a string or a length of time that is complete: what was offered there would be taken by the Enter that ends the line.
   */
  readonly silent: boolean;
}

const STRINGS: ReadonlySet<string> = new Set(["EscapedString", "RawString"]);
const LONGEST_PATH = 500;
const SILENT: ReadonlySet<string> = new Set(["Comment", "DocComment", "Regex", "BlockString"]);
/** Literals that say by themselves where they end. */
const ENDING: ReadonlySet<string> = new Set([...STRINGS, "BlockString", "Regex", "Duration"]);

export function cursorAt(document: Document, offset: number): Cursor {
  const { text: part, origin, words } = nearby(betweenDots(document, offset), offset);
  const half = halfTechnique(words, offset);
  const wanted = half && expect(part, half.start - origin).expected;
  const isTechnique = wanted?.some((each) => each.kind === "name" && each.role === "technique") ?? false;
  const at = (isTechnique ? half : words.findLast(({ start, end }) => start < offset && offset <= end)) ?? null;
  const touched = at !== null && isReplaced(at, offset) ? at : null;
  const start = touched?.start ?? offset;
  const end = endOf(touched, offset);
  const before = words.filter((word) => word.end <= start && word.semantic !== "comment");
  return {
    offset,
    expected: expect(part, start - origin).expected,
    before,
    after: words.filter((word) => word.start >= end && word.semantic !== "comment"),
    further: () => further(document, offset).filter(({ semantic }) => semantic !== "comment"),
    touched,
    replace: { start, end },
    pathEnd: end + restOfPath(document.text, end),
    freshLine: isFresh(document.text, start, before.at(-1)),
    silent: at !== null && (isBehind(at, offset) || (SILENT.has(at.name) && isIn(at, offset))),
  };
}

const GOES_ON = /^(?:and|or|where|with)\b/;

/** What goes on with the line above is indented deeper than it, unless that has opened a block, or as deep as what went on before. */
function isFresh(text: string, start: number, last: Word | undefined): boolean {
  const lineOf = (offset: number, to: number): string => text.slice(text.lastIndexOf("\n", offset - 1) + 1, to);
  const indentation = lineOf(start, start);
  if (indentation.trim() !== "") return false;
  if (last === undefined) return true;
  const line = lineOf(last.start, last.end);
  const above = line.trimStart();
  if (line.split("{").length > line.split("}").length) return true;
  const deeper = indentation.length - (line.length - above.length);
  return deeper < 0 || (deeper === 0 && !GOES_ON.test(above));
}

/** `T1110.` and `T1110.0`: words of their own for the lexer, until the technique is there as a whole. */
function halfTechnique(words: readonly Word[], offset: number): Word | null {
  const last = words.findLastIndex(({ end }) => end === offset);
  const dot = words[last]?.text === "." ? last : last - 1;
  const id = words[dot - 1];
  if (words[dot]?.text !== "." || id === undefined || !/^T\d{4}$/i.test(id.text)) return null;
  const parts = words.slice(dot - 1, last + 1);
  const text = parts.map((part) => part.text).join("");
  return text.length === offset - id.start ? { ...id, text, end: offset } : null;
}

/** How long the rest of the path is that the text goes on with: dots with words behind them; behind a dot first a word. */
function restOfPath(text: string, from: number): number {
  const rest = text[from - 1] === "." ? /^\w*(?:\.(?:\w+|`[^`\n]*`))*/ : /^(?:\.(?:\w+|`[^`\n]*`))*/;
  return rest.exec(text.slice(from, from + LONGEST_PATH))?.[0].length ?? 0;
}

/** In `http.|.code` a word of the path lacks; without the cursor it would be a range. */
function betweenDots(document: Document, offset: number): Document {
  const { uri, text, tree } = document;
  if (text[offset - 1] !== "." || text[offset] !== ".") return document;
  return { uri, text: `${text.slice(0, offset)} ${text.slice(offset + 1)}`, tree };
}

/** The token `back` places before the word at the cursor; 1 is the nearest. */
export function wordBefore(cursor: Cursor, back: number): Word | undefined {
  return cursor.before[cursor.before.length - back];
}

/** Clauses of a rule that read what its pattern has bound. */
export const READING: ReadonlySet<string> = new Set(["emit", "severity", "risk"]);

/** At the only argument of `count(` in a pattern, which is an event. */
export function countsEvents(cursor: Cursor): boolean {
  const ofLabel = cursor.expected.some(({ clause }) => clause !== undefined && READING.has(clause));
  return wordBefore(cursor, 1)?.text === "(" && wordBefore(cursor, 2)?.text === "count" && !ofLabel;
}

/** Behind `when` the words of patterns are few, and of events a folder may have many. */
export const beginsPattern = (cursor: Cursor): boolean => wordBefore(cursor, 1)?.text === "when";

/** Where one value alone is none of what `in` looks into: it has to stand in brackets, or to begin a range. */
export const opensList = (cursor: Cursor): boolean =>
  wordBefore(cursor, 1)?.text === "in" && cursor.after[0]?.text !== "..";

/** Parentheses stand directly behind what is replaced. */
export const isCalled = ({ after, replace }: Cursor): boolean =>
  after[0]?.text === "(" && after[0].start === replace.end;

export function isString(word: Word | null): boolean {
  return word !== null && STRINGS.has(word.name);
}

/** Behind a literal that is complete; an open string goes on. */
function isBehind(at: Word, offset: number): boolean {
  return offset === at.end && ENDING.has(at.name) && (!isString(at) || isClosed(at));
}

function isIn(at: Word, offset: number): boolean {
  return offset < at.end || at.semantic === "comment";
}

function isReplaced(at: Word, offset: number): boolean {
  return isString(at) ? offset < at.end || !isClosed(at) : /^[\w`]/.test(at.text);
}

function isClosed({ text }: Word): boolean {
  return text.length > 1 && text.at(-1) === text[0];
}

/** A string that nobody closed takes the rest of its line with it: only what stands before the cursor is replaced. */
function endOf(touched: Word | null, offset: number): number {
  return touched === null || (isString(touched) && !isClosed(touched)) ? offset : touched.end;
}
