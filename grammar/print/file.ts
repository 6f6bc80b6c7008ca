/**
 * The gaps of a whole file: between declarations, around comments, and what is aligned across lines of several
 * declarations. Invariant: of the author's blank lines one is kept, and a line has either blanks or text at its end.
 */
import { width } from "./breaks.ts";
import { align, declaredCell, type Cell } from "./columns.ts";
import { layOut } from "./layout.ts";
import type { Steps } from "../steps.ts";
import { gapBefore, type Piece, type Reading } from "./reading.ts";
import { isBody, isTall, type Shape } from "./shape.ts";
import { beforeComment, type Gap } from "./spacing.ts";

/** A gap that is yet to be aligned. */
interface Draft extends Gap {
  blanks: number;
}

/** Declarations that are laid out in one step. */
const PIECES = 10;

/** The text of each gap, the one behind the last atom included; undefined where it stays. Pieces in `left` stay. */
export function* gapTexts(reading: Reading, left: ReadonlySet<number>): Steps<(string | undefined)[]> {
  const { text, atoms, pieces } = reading;
  const drafts: (Draft | undefined)[] = atoms.map(() => undefined);
  const shapes: (Shape | undefined)[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (index % PIECES === 0) yield;
    const laidOut = piece.marks === undefined || left.has(index) ? null : layOut(atoms.slice(piece.from, piece.to));
    for (const [at, gap] of laidOut?.gaps.entries() ?? []) drafts[piece.from + at] = { ...gap };
    shapes.push(laidOut?.shape);
  }
  yield;
  between(reading, shapes, drafts);
  alignDeclarations(reading, shapes, drafts);
  alignComments(reading, drafts);
  const lineEnd = commonLineEnd(text);
  const texts = drafts.map((draft) => draft && lineEnd.repeat(draft.breaks) + " ".repeat(draft.blanks));
  const stays = pieces.length > 0 && shapes.at(-1) === undefined && pieces.at(-1)!.to === atoms.length;
  texts.push(stays ? undefined : atoms.length > 0 ? lineEnd : "");
  return texts.map((each, index) => {
    const { start, end } = gapBefore(reading, index);
    const mark = start === 0 && text.startsWith("\uFEFF") ? "\uFEFF" : "";
    return each === undefined || text.slice(start, end).trim() !== "" ? undefined : mark + each;
  });
}

/** What stands between declarations begins its line, or is a comment at the end of one. */
function between(
  { atoms, pieces }: Reading,
  shapes: readonly (Shape | undefined)[],
  drafts: (Draft | undefined)[],
): void {
  let next = 0;
  for (const [index, atom] of atoms.entries()) {
    while (next < pieces.length && index >= pieces[next]!.to) next++;
    const piece = pieces[next];
    const inside = piece !== undefined && index >= piece.from;
    if (inside && (index > piece.from || shapes[next] === undefined)) continue;
    const atLineEnd = atom.comment && atom.lineEnds === 0 && index > 0;
    // Nor does a comment move that stands at the end of a declaration that does not.
    if (atLineEnd && drafts[index - 1] === undefined) continue;
    const breaks = index === 0 || atLineEnd ? 0 : Math.min(2, Math.max(1, atom.lineEnds));
    drafts[index] = { breaks, blanks: atLineEnd ? beforeComment : 0 };
  }
}

/** A declaration of one line without a body: a list, a table, a field, an event. */
interface Flat {
  readonly piece: Piece;
  readonly shape: Shape;
}

/** Aligns such declarations where they follow each other line by line. */
function alignDeclarations(
  { atoms, pieces }: Reading,
  shapes: readonly (Shape | undefined)[],
  drafts: readonly (Draft | undefined)[],
): void {
  const pads = atoms.map(() => 0);
  let run: Flat[] = [];
  for (const [index, piece] of pieces.entries()) {
    const shape = shapes[index];
    const gaps = drafts.slice(pieces[index - 1]?.to ?? 0, piece.from + 1);
    const adjoins = gaps.every((gap, at) => gap?.breaks === (at === gaps.length - 1 ? 1 : 0));
    const flat = shape !== undefined && isFlat(shape, drafts.slice(piece.from + 1, piece.to));
    if (flat && adjoins) run.push({ piece, shape });
    else {
      alignRun(run, pads);
      run = flat ? [{ piece, shape }] : [];
    }
  }
  alignRun(run, pads);
  for (const [index, pad] of pads.entries()) {
    if (pad > 0) drafts[index]!.blanks += pad;
  }
}

function isFlat(shape: Shape, gaps: readonly (Draft | undefined)[]): boolean {
  const onOneLine = gaps.every((gap) => gap?.breaks === 0) && !shape.atoms.some(isTall);
  return onOneLine && ![...shape.items.keys()].some((block) => isBody(shape, block));
}

/** Keywords of all; and what follows their names, as long as the keyword is the same. */
function alignRun(run: readonly Flat[], pads: number[]): void {
  const keyword = ({ shape }: Flat): string => shape.atoms[0]!.text;
  align(
    pads,
    run.map((flat) => ({ atom: flat.piece.from + 1, width: width(keyword(flat)) })),
  );
  let column: Cell[] = [];
  for (const [index, flat] of run.entries()) {
    if (index > 0 && keyword(run[index - 1]!) !== keyword(flat)) {
      align(pads, column);
      column = [];
    }
    const cell = declaredCell(flat.shape);
    if (cell !== undefined) column.push({ ...cell, atom: flat.piece.from + cell.atom });
  }
  align(pads, column);
}

/** A longer line keeps its comment to itself. */
const mostAligned = 80;

/** Comments at the ends of lines that follow each other. */
function alignComments({ atoms }: Reading, drafts: readonly (Draft | undefined)[]): void {
  const pads = atoms.map(() => 0);
  let column = 0;
  let run: Cell[] = [];
  let commented = false;
  for (const [index, atom] of atoms.entries()) {
    const draft = drafts[index];
    if (draft === undefined || draft.breaks > 0) {
      if (draft?.breaks !== 1 || !commented) {
        align(pads, run);
        run = [];
      }
      column = draft === undefined ? mostAligned + 1 : draft.blanks;
      commented = false;
    } else if (atom.comment && index > 0) {
      commented = true;
      if (column <= mostAligned) run.push({ atom: index, width: column });
    } else column += draft.blanks;
    column = isTall(atom) ? width(atom.text.split(/[\r\n]/).at(-1)!) : column + width(atom.text);
  }
  align(pads, run);
  for (const [index, pad] of pads.entries()) {
    if (pad > 0) drafts[index]!.blanks += pad;
  }
}

/** The one that most lines have. */
function commonLineEnd(text: string): string {
  const all = text.match(/\r?\n/g) ?? [];
  return all.filter((each) => each === "\r\n").length * 2 > all.length ? "\r\n" : "\n";
}
