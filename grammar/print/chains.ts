/**
 * Where a condition that is too long for its line ends lines: before each `or`, or where there is none before each `and`, of
 * the outermost expression that has some on that line.
 */
import type { TokenType } from "chevrotain";
import { t } from "../tokens.ts";
import type { Shape } from "./shape.ts";

/** The operators to begin lines with, among the atoms `first` up to, not including, `last`; the loosest ones that there are. */
export function chainOf(shape: Shape, first: number, last: number): readonly number[] {
  const { around } = shape;
  let best: { readonly depth: number; readonly around: number; readonly type: TokenType } | undefined;
  let found: number[] = [];
  for (let index = first + 1; index < last; index++) {
    const type = shape.atoms[index]!.type;
    if ((type !== t.And && type !== t.Or) || shape.atoms[index]!.mark?.rule !== "infix") continue;
    const depth = depthOf(shape, index);
    const looser = best !== undefined && around[index] === best.around && type === t.Or && best.type === t.And;
    if (best === undefined || depth < best.depth || looser) {
      best = { depth, around: around[index]!, type };
      found = [index];
    } else if (around[index] === best.around && type === best.type) found.push(index);
  }
  return found;
}

function depthOf({ around }: Shape, index: number): number {
  let depth = 0;
  for (let at = around[index]!; at >= 0; at = around[at]!) depth++;
  return depth;
}
