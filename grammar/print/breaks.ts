/**
 * Where lines end inside a declaration: 0 (no line end), 1, or 2 (a blank line) before each atom. The author's line ends
 * count, with these rules: a block stands on one line or has a line for each brace; what belongs together is not parted;
 * blank lines stand between items only. Invariant: a second run over the same line ends changes nothing.
 */
import { t } from "../tokens.ts";
import { chainOf } from "./chains.ts";
import { closes, isTall, itemEnd, opens, type Shape } from "./shape.ts";
import { blanks, type Gap } from "./spacing.ts";

/** A rule of one line may be as wide as this. */
export const mostColumns = 120;

export function authorsBreaks(shape: Shape): number[] {
  const breaks = shape.atoms.map((atom, index) => {
    const previous = shape.atoms[index - 1];
    if (previous === undefined) return 0;
    if (!previous.comment && !atom.comment && belongTogether(shape, index)) return 0;
    return Math.min(previous.comment ? Math.max(atom.lineEnds, 1) : atom.lineEnds, mostBreaks(shape, index));
  });
  settle(shape, breaks);
  return breaks;
}

/** A blank line may part items and their comments. */
function mostBreaks({ atoms, token }: Shape, index: number): number {
  const target = atoms[token[index]!]!;
  const beginsPart = target.mark?.item === true || (atoms[index]!.comment && target.type === t.RCurly);
  return beginsPart && !opens(atoms[index - 1]!) ? 2 : 1;
}

function belongTogether({ atoms, around }: Shape, index: number): boolean {
  const atom = atoms[index]!;
  const previous = atoms[index - 1]!;
  if (atom.type === t.LCurly) return true;
  if (atom.type === t.RCurly) return previous.type === t.LCurly;
  // A clause's value begins on the line of its keyword, a step on that of its label.
  const isValue = previous.mark?.item === true && previous.mark.keyword && atom.mark?.item !== true;
  if (index === 1 || (isValue && around[index] === around[index - 1])) return true;
  if (previous.type === t.Colon) return true;
  const inBrackets = (opens(previous) && previous.type !== t.LCurly) || closes(atom);
  return blanks(previous, atom) === 0 && !inBrackets;
}

/** Gives every block that is not on one line its own lines, and each of its items if commas part them. */
export function settle(shape: Shape, breaks: number[]): void {
  const { atoms, partner, items } = shape;
  const ends = endsBefore(shape, breaks);
  for (const block of items.keys()) {
    const close = partner[block]!;
    if (ends[close]! === ends[block]!) continue;
    if (!atoms[block + 1]!.comment) breakBefore(breaks, block + 1);
    breakBefore(breaks, close);
    const starts = items.get(block)!;
    for (const [at, start] of starts.entries()) {
      const before = starts[at - 1];
      if (before === undefined || breaks[start]! > 0) continue;
      if (ends[start]! > ends[before]! || atoms[start - 1]!.type === t.Comma) breakBefore(breaks, start);
    }
  }
}

/** How many lines have ended before each atom. */
export function endsBefore({ atoms }: Shape, breaks: readonly number[]): number[] {
  let ends = 0;
  return atoms.map((atom, index) => {
    if (breaks[index]! > 0) ends++;
    const here = ends;
    if (isTall(atom)) ends++;
    return here;
  });
}

/**
 * Ends lines where they are too long: before each item that shares the line, or else inside the widest blocks, or else
 * before each link of a chain of conditions, or else inside the widest lists. True if there was something to do; then what is indented and aligned changes, and it is to be asked again.
 */
export function breakLongLines(shape: Shape, breaks: number[], gaps: readonly Gap[]): boolean {
  const { atoms } = shape;
  let changed = false;
  for (let first = 0; first < atoms.length;) {
    let end = first + 1;
    while (end < atoms.length && breaks[end] === 0) end++;
    const ends = columnsAfter(shape, gaps, first, end);
    const excess = ends.at(-1)! - mostColumns;
    if (excess > 0 && breakLine(shape, breaks, first, ends, excess)) changed = true;
    first = end;
  }
  if (changed) settle(shape, breaks);
  return changed;
}

/** The column behind each atom of a line; the comment at its end does not count, nor what follows in a tall text. */
function columnsAfter({ atoms }: Shape, gaps: readonly Gap[], first: number, end: number): number[] {
  const columns: number[] = [];
  let column = 0;
  for (let index = first; index < end; index++) {
    const atom = atoms[index]!;
    if (atom.comment && index > first) break;
    column += gaps[index]!.blanks + width(isTall(atom) ? atom.text.split(/[\r\n]/, 1)[0]! : atom.text);
    columns.push(column);
    if (isTall(atom)) break;
  }
  return columns;
}

/** In code points: nobody's font agrees on more. */
export function width(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : [...text].length;
}

function breakLine(shape: Shape, breaks: number[], first: number, ends: readonly number[], excess: number): boolean {
  const { atoms, around } = shape;
  const last = first + ends.length;
  let found = false;
  for (let index = first + 1; index < last; index++) {
    if (!atoms[index]!.mark?.item || around[index]! >= first) continue;
    breakBefore(breaks, index);
    found = true;
  }
  if (found) return true;
  const groups = groupsOf(shape, first, last, t.LCurly);
  const chain = groups.length > 0 ? [] : chainOf(shape, first, last);
  for (const operator of chain) breakBefore(breaks, operator);
  if (chain.length > 0) return true;
  const wide = groups.length > 0 ? groups : groupsOf(shape, first, last, t.LBracket);
  const widthOf = (open: number): number => ends[shape.partner[open]! - first]! - ends[open - first]!;
  wide.sort((a, b) => widthOf(b) - widthOf(a) || a - b);
  let left = excess;
  for (const open of wide) {
    if (left <= 0) break;
    left -= widthOf(open);
    breakGroup(shape, breaks, open);
  }
  return wide.length > 0;
}

/** The outermost blocks, or lists, that lie wholly in a line and hold something. */
function groupsOf({ atoms, partner }: Shape, first: number, last: number, opener: typeof t.LCurly): number[] {
  const found: number[] = [];
  for (let index = first; index < last; index++) {
    const close = partner[index]!;
    if (atoms[index]!.type !== opener || close <= index + 1 || close >= last) continue;
    if (opener === t.LBracket && atoms[index]!.mark?.rule !== "listLiteral") continue;
    found.push(index);
    index = close;
  }
  return found;
}

function breakGroup(shape: Shape, breaks: number[], open: number): void {
  const { atoms, partner, around, items } = shape;
  const close = partner[open]!;
  breakBefore(breaks, open + 1);
  breakBefore(breaks, close);
  for (const item of items.get(open) ?? []) breakBefore(breaks, item);
  if (atoms[open]!.type !== t.LBracket) return;
  for (let index = open + 2; index < close; index++) {
    if (around[index] === open && atoms[index - 1]!.type === t.Comma) breakBefore(breaks, index);
  }
}

function breakBefore(breaks: number[], index: number): void {
  breaks[index] = Math.max(1, breaks[index]!);
}

/** An item spreads over lines of its own: a block that is not on one line, or a tall text. */
export function isSpread(shape: Shape, ends: readonly number[], block: number, at: number): boolean {
  const { atoms, partner, items } = shape;
  for (let index = items.get(block)![at]!; index < itemEnd(shape, block, at); index++) {
    if (isTall(atoms[index]!)) return true;
    const close = partner[index]!;
    if (atoms[index]!.type === t.LCurly && close > index && ends[close]! > ends[index]!) return true;
  }
  return false;
}
