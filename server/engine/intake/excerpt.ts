/**
 * The lines around one, for somebody to read. Invariant: so many lines and characters at most, whatever the log; the line that
 * was asked for is among them, if there is one.
 */
import type { RawLine } from "./lines.ts";

/** A log as text, unpacked and decoded. */
export type LogText =
  /** `first`: the number of the text's first line. `fault`: why not all of the log could be read. */
  | { readonly kind: "decoded"; readonly first: number; readonly text: string; readonly fault: string | null }
  /** An editor shows the file itself. */
  | { readonly kind: "plain" }
  | { readonly kind: "refused"; readonly message: string };

/** Lines in front of the one that is asked for, and as many behind it. */
const AROUND = 10_000;
const MOST_TEXT = 8 * 1024 * 1024;

export class Excerpt {
  isFull = false;
  private readonly line: number;
  private readonly texts: string[] = [];
  private first = 1;
  private size = 0;

  constructor(line: number) {
    this.line = line;
  }

  take({ number, text, size, ending }: RawLine): void {
    if (this.isFull) return;
    this.isFull = number > this.line + AROUND || (number > this.line && this.size > MOST_TEXT);
    if (this.isFull) return;
    const shown = (text ?? `… a line of ${size} bytes`) + ending;
    this.texts.push(number === 1 && shown.startsWith("\uFEFF") ? shown.slice(1) : shown);
    this.size += shown.length;
    // Those in front of the line make room first.
    while (this.first < Math.min(number, this.line) && (this.first < this.line - AROUND || this.size > MOST_TEXT)) {
      this.size -= this.texts.shift()!.length;
      this.first++;
    }
  }

  result(): { readonly first: number; readonly text: string } {
    return { first: this.first, text: this.texts.join("") };
  }
}
