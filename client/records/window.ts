/** Of an open log what the server needs to read one of its lines. Invariant: so many lines and characters, whatever the log. */

/** What a text document is, as far as lines go. */
export interface Lines {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

export interface Window {
  /** 0-based: of the first of the lines. */
  readonly begin: number;
  readonly lines: readonly string[];
  /** From all over what stands in front of them. */
  readonly earlier: readonly string[];
}

/** A record may begin so far in front of the line, and end so far behind it. */
const BEFORE = 30;
const BEHIND = 15;
const EARLIER = 24;
const MOST_TEXT = 200_000;
/** Longer ones say nothing of the year that others do not. */
const LONGEST_EARLIER = 2_000;

/** `line`: 0-based. `from`: the document's first line that is one of the log. */
export function windowAround(document: Lines, line: number, from: number): Window {
  const textOf = (at: number): string => document.lineAt(at).text;
  const lines = [textOf(line)];
  let size = lines[0]!.length;
  const fits = (at: number): boolean => {
    const more = size + textOf(at).length;
    if (more <= MOST_TEXT) size = more;
    return more <= MOST_TEXT;
  };
  let begin = line;
  for (let at = line + 1; at < document.lineCount && at <= line + BEHIND && fits(at); at++) lines.push(textOf(at));
  for (; begin > Math.max(from, line - BEFORE) && fits(begin - 1); begin--) lines.unshift(textOf(begin - 1));
  const step = Math.max(1, Math.ceil((begin - from) / EARLIER));
  const earlier: string[] = [];
  for (let at = from; at < begin; at += step) {
    const text = textOf(at);
    if (text.length <= LONGEST_EARLIER) earlier.push(text);
  }
  return { begin, lines, earlier };
}
