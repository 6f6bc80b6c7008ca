/**
 * The summaries of `emit`: one value out of a field of all items of a label. Invariant: items come in place order, so
 * `first` and `last` are those of the log; missing values take no part, list values by their elements.
 */
import { compareValues } from "../item.ts";
import type { Term, Value } from "../../model/program.ts";
import { foldKey } from "./fold.ts";

export function summarize(what: Extract<Term, { kind: "summary" }>["function"], all: readonly Value[]): Value {
  const values = all.flat().filter((value) => value !== null);
  switch (what) {
    case "count":
      return values.length;
    case "values":
      return distinct(values);
    case "first":
      return values[0] ?? null;
    case "last":
      return values.at(-1) ?? null;
    case "min":
      return extreme(values, -1);
    case "max":
      return extreme(values, 1);
    case "sum": {
      const numbers = values.filter((value) => typeof value === "number");
      return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0);
    }
  }
}

/** Each value once, where and as it came first; case does not tell strings apart. */
function distinct(values: readonly Value[]): Value[] {
  const seen = new Set<Value>();
  return values.filter((value) => {
    const key = foldKey(value, false);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function extreme(values: readonly Value[], sign: 1 | -1): Value {
  let best: Value = null;
  for (const value of values)
    if (best === null || sign * compareValues(foldKey(value, false), foldKey(best, false)) > 0) best = value;
  return best;
}
