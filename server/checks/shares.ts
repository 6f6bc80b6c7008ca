/** Which records a comparison asks a field of. Invariant: as of `kinds.ts`, never too few. */
import type { CompareExpression, Declaration } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Label } from "../model/scopes.ts";
import { kindsOf, type Kind, type Narrowed } from "../model/kinds.ts";
import { readingsOf } from "./readings.ts";

/** Of the event in whose `where` a comparison stands, or of what a label stands for; null: not known. */
export function kindsAsked(
  analysis: Analysis,
  declaration: Declaration,
  compare: CompareExpression,
  label: Label | null,
): readonly Kind[] | null {
  const { uses, labels } = readingsOf(declaration);
  const around = uses.filter(({ use }) => isIn(use, compare)).slice(0, 1);
  const asked = label === null ? around.map(({ use }) => use) : (labels.get(label.name) ?? []);
  const kinds = asked.map((use) => kindsOf(analysis, use));
  return kinds.length === 0 || kinds.includes(null) ? null : kinds.flatMap((each) => each ?? []);
}

const isIn = ({ where }: Narrowed, { start, end }: CompareExpression): boolean =>
  where !== undefined && where.start <= start && end <= where.end;
