/** A field that the item at hand never has: the comparison would silently be false for ever. */
import { problemCheck } from "./diagnostic.ts";
import { suggestion } from "./words.ts";

export const unknownField = problemCheck(
  "unknown-field",
  "error",
  "A field that the records of an event never have",
  ({ name, of, candidates, hint: known, location }) => {
    const otherwise = "Capture it in a template, set it in `map`, or declare it with `field`.";
    const { hint, fixes } = suggestion(name, candidates, location, otherwise);
    const advice = known ?? hint;
    return {
      message: `\`${of}\` has no field \`${name}\`, so it would always be missing. ${advice}`,
      fixes: known === null ? fixes : undefined,
    };
  },
);
