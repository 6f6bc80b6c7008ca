/**
 * Alignment inside a declaration: how many blanks stand before an atom beyond those that must. Invariant: only
 * items that begin their line are aligned, and only labels of those that spread over lines of their own.
 */
import { isA, t } from "../tokens.ts";
import { endsBefore, isSpread, width } from "./breaks.ts";
import { isBody, isLabel, itemEnd, type Shape } from "./shape.ts";
import { blanks } from "./spacing.ts";

/** A place where a column ends: the atom behind it, and the column's width on that line. */
export interface Cell {
  readonly atom: number;
  readonly width: number;
}

interface Item {
  readonly start: number;
  readonly end: number;
  readonly spread: boolean;
}

export function padding(shape: Shape, breaks: readonly number[]): number[] {
  const pads = shape.atoms.map(() => 0);
  const ends = endsBefore(shape, breaks);
  for (const [block, starts] of shape.items) {
    if (ends[shape.partner[block]!]! === ends[block]!) continue;
    const items = starts.flatMap((start, at): Item[] =>
      breaks[start]! > 0 ? [{ start, end: itemEnd(shape, block, at), spread: isSpread(shape, ends, block, at) }] : [],
    );
    if (isBody(shape, block) && !starts.some((start) => isLabel(shape, start))) {
      align(
        pads,
        items.flatMap((item) => keywordCell(shape, item)),
      );
    }
    for (const section of sections(breaks, block, items)) alignValues(shape, breaks, pads, section);
  }
  return pads;
}

/** Makes all cells of a column as wide as the widest one. */
export function align(pads: number[], column: readonly Cell[]): void {
  const widest = column.reduce((most, cell) => Math.max(most, cell.width), 0);
  for (const cell of column) pads[cell.atom] = widest - cell.width;
}

/** Blank lines part them. */
function sections(breaks: readonly number[], block: number, items: readonly Item[]): Item[][] {
  const made: Item[][] = [];
  let from = block + 1;
  for (const item of items) {
    const parted = breaks.slice(from, item.start + 1).includes(2);
    if (parted || made.length === 0) made.push([item]);
    else made.at(-1)!.push(item);
    from = item.start + 1;
  }
  return made;
}

/** The second column of lines that are alike: behind labels, before `=`, behind the codes of templates. */
function alignValues(shape: Shape, breaks: readonly number[], pads: number[], items: readonly Item[]): void {
  const columns = new Map<string, Cell[]>();
  for (const item of items) {
    const found = valueCell(shape, breaks, item);
    if (found === undefined) continue;
    const column = columns.get(found.kind);
    if (column === undefined) columns.set(found.kind, [found.cell]);
    else column.push(found.cell);
  }
  for (const column of columns.values()) align(pads, column);
}

/** Of a clause: its keyword, if a value follows. */
function keywordCell({ atoms }: Shape, { start, end, spread }: Item): Cell[] {
  const { mark, text } = atoms[start]!;
  const value = start + 1;
  if (!mark!.keyword || spread || value >= end || atoms[value]!.comment) return [];
  return [{ atom: value, width: width(text) }];
}

function valueCell(
  shape: Shape,
  breaks: readonly number[],
  { start, end, spread }: Item,
): { kind: string; cell: Cell } | undefined {
  const { atoms } = shape;
  const third = start + 2 < end ? atoms[start + 2]! : undefined;
  if (third !== undefined && isLabel(shape, start)) {
    return third.comment ? undefined : { kind: ":", cell: { atom: start + 2, width: width(atoms[start]!.text) } };
  }
  if (spread) return undefined;
  if (!atoms[start]!.mark!.keyword) {
    const cell = cellBeforeAssign(shape, breaks, start, end);
    return cell && { kind: "=", cell };
  }
  const second = atoms[start + 1]!;
  const isCode = isA({ tokenType: second.type }, t.NumberToken);
  const isText = third !== undefined && isA({ tokenType: third.type }, t.StringToken);
  if (third?.type !== t.Assign && !(isCode && isText)) return undefined;
  return { kind: atoms[start]!.text, cell: { atom: start + 2, width: width(second.text) } };
}

/** From an atom to the `=` behind it, if that stands on the same line with nothing but a name before it. */
function cellBeforeAssign(
  { atoms, around }: Shape,
  breaks: readonly number[],
  start: number,
  end: number,
): Cell | undefined {
  let wide = 0;
  for (let index = start; index < end; index++) {
    const atom = atoms[index]!;
    if (index > start && breaks[index]! > 0) return undefined;
    if (atom.type === t.Assign && around[index] === around[start]) return { atom: index, width: wide };
    if (atom.comment || atom.mark!.keyword || atom.type === t.LCurly) return undefined;
    wide += width(atom.text) + (index > start ? blanks(atoms[index - 1]!, atom) : 0);
  }
  return undefined;
}

/** Of a declaration on one line: what stands before `=`, or before the type of a field. */
export function declaredCell(shape: Shape): Cell | undefined {
  const { atoms } = shape;
  const colon = atoms.findIndex(({ type }) => type === t.Colon);
  const isField = colon > 0 && atoms.slice(colon + 1).every(({ mark }) => mark!.rule === "typeName");
  if (!isField)
    return cellBeforeAssign(
      shape,
      atoms.map(() => 0),
      1,
      atoms.length,
    );
  const before = atoms.slice(1, colon + 1).map(({ text }) => width(text));
  return { atom: colon + 1, width: before.reduce((sum, each) => sum + each, 0) };
}
