/**
 * The tokens of one declaration and what lies inside what. Invariant: it depends on tokens alone, not on blanks; all
 * indices count from the declaration's first token.
 */
import { isA, t } from "../tokens.ts";
import type { Atom } from "./reading.ts";

export interface Shape {
  readonly atoms: readonly Atom[];
  /** For each bracket, its partner; for others -1. */
  readonly partner: readonly number[];
  /** The bracket that is open around each atom; -1 for none. Brackets lie in what is around the pair. */
  readonly around: readonly number[];
  /** For each atom, itself; for a comment, the token that follows. */
  readonly token: readonly number[];
  /** The items of each block, by the index of its opening brace, in order. */
  readonly items: ReadonlyMap<number, readonly number[]>;
}

export function shapeOf(atoms: readonly Atom[]): Shape {
  const partner = atoms.map(() => -1);
  const around = atoms.map(() => -1);
  const token = atoms.map((_, index) => index);
  const items = new Map<number, number[]>();
  const open: number[] = [];
  for (const [index, atom] of atoms.entries()) {
    if (!atom.comment && closes(atom)) {
      const opener = open.pop() ?? -1;
      partner[index] = opener;
      if (opener >= 0) partner[opener] = index;
    }
    around[index] = open.at(-1) ?? -1;
    if (!atom.comment && opens(atom)) {
      open.push(index);
      if (atom.type === t.LCurly) items.set(index, []);
    }
    if (atom.mark?.item) items.get(around[index]!)?.push(index);
  }
  for (let index = atoms.length - 2; index >= 0; index--) {
    if (atoms[index]!.comment) token[index] = token[index + 1]!;
  }
  return { atoms, partner, around, token, items };
}

export function opens({ type }: Atom): boolean {
  return type === t.LCurly || type === t.LParen || type === t.LBracket;
}

export function closes({ type }: Atom): boolean {
  return type === t.RCurly || type === t.RParen || type === t.RBracket;
}

/** Where the item of a block ends: at the next one or at the closing brace. */
export function itemEnd({ items, partner }: Shape, block: number, at: number): number {
  const siblings = items.get(block)!;
  return siblings[at + 1] ?? partner[block]!;
}

/** The block is the body of the declaration, so that its items are clauses. */
export function isBody({ atoms }: Shape, block: number): boolean {
  return atoms[block]!.mark?.rule.endsWith("Declaration") === true;
}

export function isLabel({ atoms }: Shape, item: number): boolean {
  return atoms[item + 1]?.type === t.Colon;
}

/** A text over several lines. */
export function isTall({ type, text }: Atom): boolean {
  return isA({ tokenType: type }, t.StringToken) && /[\r\n]/.test(text);
}
