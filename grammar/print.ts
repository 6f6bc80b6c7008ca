/**
 * The formatter. It changes blanks between tokens and comments, never one of these; running it twice is running it once; a
 * declaration with an error in it stays as it is. What the text says, tokens, doc comments and the roles of words, is read
 * again from the result and compared, and a declaration that would read differently stays as it is too.
 */
import type { Span, SyntaxTree } from "./ast.ts";
import { MOST_CHARACTERS } from "./limits.ts";
import { parsing } from "./parse.ts";
import { gapTexts } from "./print/file.ts";
import { outline } from "./print/outline.ts";
import { firstDifference, gapBefore, read, reread, type Reading } from "./print/reading.ts";
import { finished, type Steps } from "./steps.ts";

export interface Edit extends Span {
  readonly text: string;
}

/** The whole text in the house style. */
export function format(text: string): string {
  return apply(text, formatEdits(text));
}

/** What to change, in ascending order; with a range, in the declarations that it touches. */
export function formatEdits(text: string, range?: Span): Edit[] {
  return finished(formatting(text, range));
}

/** The same in steps. */
export function* formatting(text: string, range?: Span): Steps<Edit[]> {
  if (text.length > MOST_CHARACTERS) return [];
  const hasError = errorsIn(yield* parsing(text));
  const reading = yield* read(text, (tokens, _, extent) => (hasError(extent) ? undefined : outline(tokens)));
  const edits = yield* safely(reading);
  if (range === undefined) return edits;
  const touched = reading.pieces
    .map(({ from, to }) => ({ start: reading.atoms[from]!.start, end: reading.atoms[to - 1]!.end }))
    .filter((piece) => piece.start <= range.end && piece.end >= range.start);
  const start = Math.min(range.start, touched[0]?.start ?? range.start);
  const end = Math.max(range.end, touched.at(-1)?.end ?? range.end);
  return edits.filter((edit) => start <= edit.end && edit.end <= end);
}

export function apply(text: string, edits: readonly Edit[]): string {
  let from = 0;
  const parts = edits.flatMap((edit) => {
    const kept = text.slice(from, edit.start);
    from = edit.end;
    return [kept, edit.text];
  });
  return parts.join("") + text.slice(from);
}

/** Where layout decides what a half-typed neighbour belongs to, it may take a few rounds until nothing is read anew. */
const mostRounds = 4;

function* safely(reading: Reading): Steps<Edit[]> {
  const left = new Set<number>();
  for (let round = 0; round < mostRounds; round++) {
    const edits = yield* editsOf(reading, left);
    if (edits.length === 0) return edits;
    const different = firstDifference(reading, yield* reread(apply(reading.text, edits), reading));
    if (different === undefined) return edits;
    left.add(different).add(different - 1);
  }
  return [];
}

function* editsOf(reading: Reading, left: ReadonlySet<number>): Steps<Edit[]> {
  const texts = yield* gapTexts(reading, left);
  return texts.flatMap((text, index): Edit[] => {
    const gap = gapBefore(reading, index);
    return text === undefined || text === reading.text.slice(gap.start, gap.end) ? [] : [{ ...gap, text }];
  });
}

/** Asked about extents in ascending order. */
function errorsIn({ errors }: SyntaxTree): (extent: Span) => boolean {
  const starts = errors.map((error) => error.start);
  starts.sort((a, b) => a - b);
  let next = 0;
  return (extent) => {
    while (next < starts.length && starts[next]! < extent.start) next++;
    return next < starts.length && starts[next]! < extent.end;
  };
}
