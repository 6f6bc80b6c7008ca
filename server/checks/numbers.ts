/** Weights as they are written, and what they would have to be to sum to one. */
import type { NumberLiteral } from "../../grammar/ast.ts";
import type { Edit } from "./diagnostic.ts";

/** Smaller differences come from rounding: three times 0.33 is meant to be one. */
const TOLERANCE = 0.015;
const DIGITS = 4;

export const sumOf = (weights: readonly NumberLiteral[]): number => weights.reduce((sum, { value }) => sum + value, 0);

export const sumsToOne = (weights: readonly NumberLiteral[]): boolean => Math.abs(sumOf(weights) - 1) <= TOLERANCE;

/** As a person writes it: no digits that only binary fractions have. */
export const plain = (value: number): string => String(Number(value.toFixed(DIGITS)));

/** Edits that keep the proportions and make the sum one; the last weight takes what rounding leaves. */
export function rescale(document: string, weights: readonly NumberLiteral[]): readonly Edit[] {
  const sum = sumOf(weights);
  let left = 1;
  return weights.map(({ start, end, value, unit }, index) => {
    const share = index === weights.length - 1 ? left : Number((value / sum).toFixed(DIGITS));
    left -= share;
    return { document, start, end, text: unit === "%" ? `${plain(share * 100)}%` : plain(share) };
  });
}
