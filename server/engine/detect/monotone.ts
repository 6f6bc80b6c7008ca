/** What the number of its items says about a count. Invariant: nothing is claimed that some item's value could change. */
import type { AggregateStep } from "../../model/program.ts";

/** More items can make it true and never false: `count(E) >= n`, `distinct(f of E) > n`. */
export function grows({ aggregates, condition }: AggregateStep): boolean {
  return (
    condition.kind === "compare" &&
    (condition.operator === ">=" || condition.operator === ">") &&
    condition.left.kind === "aggregate" &&
    condition.right.kind === "constant" &&
    ["count", "distinct"].includes(aggregates[condition.left.index]!.function)
  );
}

/** Of `count(E) >= n`, `> n` and `== n`; of others nothing is known. */
export function leastOf({ aggregates, condition }: AggregateStep): number {
  if (condition.kind !== "compare" || condition.left.kind !== "aggregate" || condition.right.kind !== "constant")
    return 0;
  const { value } = condition.right;
  if (condition.left.index !== 0 || aggregates[0]!.function !== "count" || typeof value !== "number") return 0;
  return [">=", ">", "=="].includes(condition.operator) ? value : 0;
}
