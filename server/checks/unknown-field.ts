/** A field that the item at hand never has: the comparison would silently be false for ever. */
import { problemCheck } from "./diagnostic.ts";
import { suggestion } from "./words.ts";

/** What other languages call a value that is not there. */
const NOTHING: ReadonlySet<string> = new Set(["null", "nil", "none", "undefined"]);

export const unknownField = problemCheck(
  "unknown-field",
  "error",
  "A field that the records of an event never have",
  ({ name, of, candidates, hint: known, location }) => {
    const otherwise = "Capture it in a template, set it in `map`, or declare it with `field`.";
    if (NOTHING.has(name.toLowerCase())) {
      return {
        message: `\`${name}\` is no word of the language, and \`${of}\` has no field of that name. Whether a field has a value is asked with \`exists\`: write \`not user exists\`.`,
      };
    }
    const { hint, fixes } = suggestion(name, candidates, location, otherwise);
    const advice = known ?? hint;
    // Not every set of fields has a name that stands in the rules.
    const whose = of.includes(" ") ? of.charAt(0).toUpperCase() + of.slice(1) : `\`${of}\``;
    return {
      message: `${whose} has no field \`${name}\`, so it would always be missing. ${advice}`,
      fixes: known === null ? fixes : undefined,
    };
  },
);
