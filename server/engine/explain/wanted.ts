/** What a count or condition asks for, where it can be said in one number. Invariant: null where it cannot. */
import type { Aggregate, Step, Term } from "../../model/program.ts";
import { Nearest, type Wanted } from "./tally.ts";

export function wantedOf(step: { readonly aggregates: readonly Aggregate[]; readonly condition: Term }): Wanted | null {
  const { condition } = step;
  if (condition.kind !== "compare" || condition.left.kind !== "aggregate" || condition.right.kind !== "constant")
    return null;
  const { operator, left, right } = condition;
  if (typeof right.value !== "number" || !["==", "<", "<=", ">", ">="].includes(operator)) return null;
  return { operator, bound: right.value, index: left.index };
}

/** Of a step that counts. */
export const nearestOf = (step: Step): Nearest => new Nearest(step.kind === "aggregate" ? wantedOf(step) : null);

/** The bound that `value` would meet; null: no smaller change would make sense of it. */
export function loosened({ operator, bound }: Wanted, value: number): string | null {
  if (operator === ">=" || operator === ">")
    return value > 0 && value < bound + 1 ? `>= ${Math.floor(value * 1000) / 1000}` : null;
  if (operator === "<=" || operator === "<") return `<= ${Math.ceil(value * 1000) / 1000}`;
  return Number.isInteger(value) ? `== ${value}` : null;
}
