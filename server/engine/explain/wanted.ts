/** What a count or condition asks for, where it can be said in one number. Invariant: null where it cannot. */
import type { Aggregate, Term } from "../../model/program.ts";
import type { Wanted } from "./tally.ts";

export function wantedOf(step: { readonly aggregates: readonly Aggregate[]; readonly condition: Term }): Wanted | null {
  const { condition } = step;
  if (condition.kind !== "compare" || condition.left.kind !== "aggregate" || condition.right.kind !== "constant")
    return null;
  const { operator, left, right } = condition;
  if (typeof right.value !== "number" || !["==", "<", "<=", ">", ">="].includes(operator)) return null;
  return { operator, bound: right.value, index: left.index };
}

/** The bound that `value` would meet; null: no smaller change would make sense of it. */
export function loosened({ operator, bound }: Wanted, value: number): string | null {
  const text = Number.isInteger(value) ? String(value) : value.toFixed(3).replace(/0+$/, "");
  if (operator === ">=" || operator === ">") return value > 0 && value < bound + 1 ? `>= ${text}` : null;
  if (operator === "<=" || operator === "<") return `<= ${text}`;
  return `== ${text}`;
}
