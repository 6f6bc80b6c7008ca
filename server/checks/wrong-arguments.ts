/** A call with too many, too few or other arguments than the function takes. */
import { problemCheck } from "./diagnostic.ts";

export const wrongArguments = problemCheck(
  "wrong-arguments",
  "error",
  "A function is called with the wrong arguments",
  ({ name, signature, reason }) => ({
    message: `\`${name}\` cannot be called like this: ${reason}. Write it as \`${signature}\`.`,
  }),
);
