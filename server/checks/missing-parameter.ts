/** A call of an action that leaves a parameter out. */
import { problemCheck } from "./diagnostic.ts";
import { listed } from "./words.ts";

export const missingParameter = problemCheck(
  "missing-parameter",
  "error",
  "A call that leaves a parameter out",
  ({ action, missing }) => ({
    message: `\`${action}\` also needs ${listed(missing)}, without which it cannot be called. Add ${missing.length === 1 ? "a value" : "values"} for ${missing.length === 1 ? "it" : "them"}, in the order of the action's parameters.`,
  }),
);
