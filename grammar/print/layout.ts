/**
 * The gaps of one declaration. Invariant: they follow from its tokens and from where its author ended lines, and from
 * nothing else.
 */
import { t } from "../tokens.ts";
import { authorsBreaks, breakLongLines, width } from "./breaks.ts";
import { padding } from "./columns.ts";
import type { Atom } from "./reading.ts";
import { closes, isBody, isLabel, opens, shapeOf, type Shape } from "./shape.ts";
import { blanks, type Gap } from "./spacing.ts";

const indent = 2;

/** One gap for each atom; the first one, before the declaration, is empty. */
export function layOut(atoms: readonly Atom[]): { readonly shape: Shape; readonly gaps: readonly Gap[] } {
  const shape = shapeOf(atoms);
  const breaks = authorsBreaks(shape);
  for (;;) {
    const gaps = gapsOf(shape, breaks);
    if (!breakLongLines(shape, breaks, gaps)) return { shape, gaps };
  }
}

/** What is open at a place: the declaration itself, a block, or brackets. */
interface Level {
  /** Column of the line on which it opened. */
  readonly column: number;
  readonly block: boolean;
  /** Column of the line on which its present item began, and of the lines that go on with it. */
  item: number;
  rest: number;
}

function gapsOf(shape: Shape, breaks: readonly number[]): Gap[] {
  const { atoms, token } = shape;
  const pads = padding(shape, breaks);
  const levels: Level[] = [{ column: 0, block: true, item: 0, rest: indent }];
  let column = 0;
  return atoms.map((atom, index) => {
    const previous = atoms[index - 1];
    if (breaks[index]! > 0) column = columnOf(levels, atom, atoms[token[index]!]!, previous);
    if (!atom.comment) {
      const level = levels.at(-1)!;
      if (atom.mark!.item) {
        level.item = column;
        level.rest = column + (breaks[index]! > 0 ? hanging(shape, pads, index) : indent);
      }
      if (closes(atom)) levels.pop();
      // What goes on in parentheses stands below the value that they are part of.
      const outer = atom.type === t.LParen ? Math.max(column, levels.at(-1)!.rest) : column;
      if (opens(atom)) levels.push({ column, block: atom.type === t.LCurly, item: column, rest: outer + indent });
    }
    if (breaks[index]! > 0) return { breaks: breaks[index]!, blanks: column };
    return { breaks: 0, blanks: previous === undefined ? 0 : blanks(previous, atom) + pads[index]! };
  });
}

/** How far in the lines of an item go on: where its value begins behind the keyword of a clause, or a label. */
function hanging(shape: Shape, pads: readonly number[], item: number): number {
  const { atoms, around } = shape;
  const { mark, text } = atoms[item]!;
  const value = isLabel(shape, item) ? item + 2 : item + 1;
  if (atoms[value]?.comment !== false) return indent;
  if (isLabel(shape, item)) return width(text) + 2 + pads[value]!;
  return mark!.keyword && isBody(shape, around[item]!) ? width(text) + 1 + pads[value]! : indent;
}

/** Of a line that begins with an atom; for a comment, with the token that follows it. */
function columnOf(levels: readonly Level[], atom: Atom, target: Atom, previous: Atom | undefined): number {
  const level = levels.at(-1)!;
  if (closes(target)) return atom.comment ? level.column + indent : level.column;
  if (target.mark!.item) return level.column + indent;
  if (!level.block) return level.rest;
  const goesOn = target.type === t.LCurly || (target.type === t.Else && previous?.type === t.RCurly);
  return goesOn ? level.item : level.rest;
}
