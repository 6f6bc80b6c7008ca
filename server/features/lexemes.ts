/**
 * The tokens near an offset. Invariant: only the declaration around it is read, and only to the end of the offset's line, or
 * so many characters behind it, so that the length of the file costs nothing.
 */
import { tokenize, type Lexeme } from "../../grammar/lexer.ts";
import type { Document } from "../model/analysis.ts";

/** A token and its text. */
export interface Word extends Lexeme {
  readonly text: string;
}

export interface Nearby {
  /** From the start of the declaration to the end of the line. */
  readonly text: string;
  /** Where that text begins in the document. */
  readonly origin: number;
  /** With offsets into the document; comments are among them. */
  readonly words: readonly Word[];
}

export function nearby({ text, tree }: Document, offset: number): Nearby {
  const origin = tree.declarations.findLast(({ start }) => start <= offset)?.start ?? 0;
  const lineEnd = text.indexOf("\n", offset);
  const part = text.slice(origin, lineEnd < 0 ? text.length : lineEnd);
  return { text: part, origin, words: wordsOf(part, origin) };
}

const FARTHEST = 2000;

/** What stands on the lines behind the offset's. */
export function further({ text }: Document, offset: number): readonly Word[] {
  const lineEnd = text.indexOf("\n", offset);
  return lineEnd < 0 ? [] : wordsOf(text.slice(lineEnd, lineEnd + FARTHEST), lineEnd);
}

function wordsOf(part: string, origin: number): readonly Word[] {
  return tokenize(part).map((lexeme): Word => {
    const { start, end } = lexeme;
    return { ...lexeme, start: origin + start, end: origin + end, text: part.slice(start, end) };
  });
}
