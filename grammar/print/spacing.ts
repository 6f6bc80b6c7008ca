/** How many blanks stand between two tokens of a line, before anything is aligned. */
import { isA, t } from "../tokens.ts";
import type { Atom } from "./reading.ts";

/** What stands before an atom: line ends, then blanks. */
export interface Gap {
  readonly breaks: number;
  readonly blanks: number;
}

/** Between items, clauses for example, that share a line. */
export const betweenItems = 2;
export const beforeComment = 2;

export function blanks(previous: Atom, atom: Atom): number {
  if (atom.comment) return beforeComment;
  if (sticks(previous, atom)) return 0;
  return atom.mark?.item && previous.type !== t.Comma && previous.type !== t.LCurly ? betweenItems : 1;
}

/** Nothing stands between the two, not even a line end. */
function sticks(previous: Atom, atom: Atom): boolean {
  const type = atom.type;
  const before = previous.type;
  if (type === t.Comma || type === t.Colon) return true;
  if (type === t.RCurly) return before === t.LCurly;
  if (before === t.LCurly || before === t.RCurly || type === t.LCurly) return false;
  if (before === t.LParen || before === t.LBracket || type === t.RParen || type === t.RBracket) return true;
  if (before === t.Dot || type === t.Dot || before === t.Range || type === t.Range) return true;
  // A sign, as against an operator.
  if (before === t.Minus || before === t.Plus) return previous.mark?.rule !== "infix";
  // `list<string>`, as against a comparison.
  if (type === t.Less || type === t.Greater || before === t.Less) return isIn("typeName", atom, previous);
  // Of a call, as against a group.
  if (type === t.LParen) return isName(previous) && atom.mark?.rule !== "group";
  // Of an index, as against a list.
  if (type === t.LBracket) return atom.mark?.rule === "accessor";
  return false;
}

function isIn(rule: string, ...atoms: readonly Atom[]): boolean {
  return atoms.every((atom) => atom.mark?.rule === rule);
}

function isName({ type, mark }: Atom): boolean {
  return mark?.keyword === false && isA({ tokenType: type }, t.Word);
}
