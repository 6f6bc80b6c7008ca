/** A call of a function that there is not. */
import { problemCheck } from "./diagnostic.ts";
import { listed, suggestion } from "./words.ts";

export const unknownFunction = problemCheck(
  "unknown-function",
  "error",
  "A function that there is not",
  ({ name, candidates, location }) => {
    const { hint, fixes } = suggestion(name, candidates, location, `There are ${listed(candidates, 20)}.`);
    return { message: `There is no function \`${name}\`, so this has no value. ${hint}`, fixes };
  },
);
