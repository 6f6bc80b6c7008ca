/**
 * The notes of a rule laid out in its text: on which line each stands and how far right, so that they form a column. Pure.
 * Invariant: at most one note per line.
 */
import type { LiveRule } from "../texts.ts";
import { lineNotes, type LineNote } from "./words.ts";

export interface PlacedNote extends LineNote {
  readonly line: number;
  /** Blanks between the line's end and the note, in columns. */
  readonly gap: number;
}

/** A text as VS Code has it. */
export interface Lines {
  lineOf(offset: number): number;
  /** How many columns a line is wide. */
  widthOf(line: number): number;
}

/** Between the longest line and the notes. */
const GAP = 4;

export function placeNotes({ brief, text, shift }: LiveRule, lines: Lines): readonly PlacedNote[] {
  const byLine = new Map<number, LineNote>();
  for (const note of lineNotes(brief, text)) {
    const line = lines.lineOf(note.offset + shift);
    if (byLine.get(line)?.stops !== true) byLine.set(line, note);
  }
  const column = GAP + Math.max(0, ...[...byLine.keys()].map((line) => lines.widthOf(line)));
  return [...byLine].map(([line, note]) => ({ ...note, line, gap: column - lines.widthOf(line) }));
}

/** Columns of a line with tabs. */
export function widthOf(text: string, tab: number): number {
  let width = 0;
  for (const sign of text) width += sign === "\t" ? tab - (width % tab) : 1;
  return width;
}
