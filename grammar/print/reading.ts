/**
 * A file as the printer sees it: atoms (tokens and comments) with gaps between them. Invariant: the printer decides about
 * gaps only, so no atom can get lost; a gap that holds anything but blanks, and all gaps of a declaration with an error,
 * stay as they are.
 */
import type { TokenType } from "chevrotain";
import type { Span } from "../ast.ts";
import { chunks } from "../chunks.ts";
import { withFirmClauses } from "../clauses.ts";
import { lexing, spanOf, type Token } from "../lexer.ts";
import type { Steps } from "../steps.ts";
import { outline, type Mark } from "./outline.ts";

export interface Atom extends Span {
  readonly type: TokenType;
  readonly text: string;
  readonly comment: boolean;
  /** Line ends in the gap before it. */
  readonly lineEnds: number;
  /** Comments have none, nor has what stands in a declaration with an error. */
  readonly mark?: Mark;
}

/** A declaration, or what stands before the first one: atoms `from` up to, not including, `to`. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly doc?: string;
  /** Of its tokens, as the parser was given them. */
  readonly types: readonly TokenType[];
  /** One for each token, if it has no error: then it is printed. */
  readonly marks?: readonly Mark[];
}

export interface Reading {
  readonly text: string;
  readonly atoms: readonly Atom[];
  readonly pieces: readonly Piece[];
}

/** Tokens that are read in one step, or one declaration if it has more. */
const STEP = 500;

/** `marksOf` gives the marks of a declaration, by its number and extent; none if there is an error in it. */
export function* read(
  text: string,
  marksOf: (tokens: readonly Token[], index: number, extent: Span) => Piece["marks"],
): Steps<Reading> {
  const { tokens, comments } = yield* lexing(text);
  const atoms: Atom[] = [];
  const pieces: Piece[] = [];
  let nextComment = 0;
  let end = 0;
  const add = (token: Token, comment: boolean, mark?: Mark): void => {
    const span = spanOf(token);
    const lineEnds = countLineEnds(text.slice(end, span.start));
    atoms.push({ ...span, type: token.tokenType, text: token.image, comment, lineEnds, ...(mark && { mark }) });
    end = span.end;
  };
  const addCommentsBefore = (offset: number): void => {
    while (nextComment < comments.length && comments[nextComment]!.startOffset < offset) {
      add(comments[nextComment++]!, true);
    }
  };
  const cut = chunks(text, tokens, comments);
  let steps = 0;
  for (const [index, chunk] of cut.entries()) {
    if (atoms.length > steps * STEP) {
      steps = Math.ceil(atoms.length / STEP);
      yield;
    }
    const start = chunk.tokens[0]!.startOffset;
    const extent = { start, end: cut[index + 1]?.tokens[0]!.startOffset ?? text.length };
    const given = withFirmClauses(text, chunk.tokens);
    const marks = chunk.declares ? marksOf(given, index, extent) : undefined;
    addCommentsBefore(start);
    const from = atoms.length;
    for (const [at, token] of chunk.tokens.entries()) {
      addCommentsBefore(token.startOffset);
      add(token, false, marks?.[at]);
    }
    const types = given.map(({ tokenType }) => tokenType);
    pieces.push({
      from,
      to: atoms.length,
      types,
      ...(chunk.doc !== undefined && { doc: chunk.doc }),
      ...(marks && { marks }),
    });
  }
  addCommentsBefore(Infinity);
  return { text, atoms, pieces };
}

/** Reads the text again after blanks have changed. What the parser would be given as before, it would read as before. */
export function reread(text: string, before: Reading): Steps<Reading> {
  return read(text, (tokens, index) => {
    const known = before.pieces[index];
    if (known?.marks === undefined) return undefined;
    const isKnown =
      tokens.length === known.types.length && tokens.every((each, at) => each.tokenType === known.types[at]);
    return isKnown ? known.marks : outline(tokens);
  });
}

/** The first piece that two readings see differently, apart from blanks; undefined if there is none. */
export function firstDifference(before: Reading, after: Reading): number | undefined {
  let from = 0;
  for (const [index, a] of before.pieces.entries()) {
    const b = after.pieces[index];
    if (a.from !== b?.from || a.to !== b.to || a.doc !== b.doc || !a.marks !== !b.marks) return index;
    if (!sameAtoms(before, after, from, a.to)) return index;
    from = a.to;
  }
  const same = before.pieces.length === after.pieces.length && before.atoms.length === after.atoms.length;
  return same && sameAtoms(before, after, from, before.atoms.length)
    ? undefined
    : Math.max(0, before.pieces.length - 1);
}

function sameAtoms(before: Reading, after: Reading, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const a = before.atoms[at]!;
    const b = after.atoms[at];
    if (a.type !== b?.type || a.text !== b.text) return false;
    if (a.mark?.rule !== b.mark?.rule || a.mark?.keyword !== b.mark?.keyword) return false;
  }
  return true;
}

export function gapBefore({ text, atoms }: Reading, index: number): Span {
  return { start: atoms[index - 1]?.end ?? 0, end: atoms[index]?.start ?? text.length };
}

function countLineEnds(gap: string): number {
  return gap.match(/\r\n|\r|\n/g)?.length ?? 0;
}
