/** What never has a value: a division by zero, an element in front of the first. What reads it never holds. */
import { fixed } from "./bounds.ts";
import { ownCheck } from "./diagnostic.ts";
import { conditionsOf } from "./nodes.ts";

export const noValue = ownCheck("no-value", "warning", "A calculation that never has a value", function* (analysis) {
  for (const { document, declaration } of analysis.names.declared) {
    const { chains, indices } = conditionsOf(declaration);
    for (const { operator, right } of chains) {
      if (operator !== "/" || right === undefined || fixed(right, false) !== 0) continue;
      const { start, end } = right;
      const message =
        "Nothing can be divided by zero, so this never has a value and what reads it never holds. Divide by something else.";
      yield { location: { document, start, end }, message };
    }
    for (const index of indices) {
      const at = fixed(index, false);
      if (typeof at !== "number" || at >= 0) continue;
      const { start, end } = index;
      const message =
        "Elements are counted from 0 at the beginning, so there is none at a negative place and this never has a value. Write `[0]` for the first one.";
      yield { location: { document, start, end }, message };
    }
  }
});
