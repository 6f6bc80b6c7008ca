/** A word or number that a clause does not take. */
import { problemCheck } from "./diagnostic.ts";
import { article, listed, suggestion } from "./words.ts";

export const invalidValue = problemCheck(
  "invalid-value",
  "error",
  "A clause does not take this value",
  ({ what, value, allowed, example, location }) => {
    const few = allowed.length > 0 && (allowed.length <= 12 || example === null);
    const otherwise = few ? `Write one of ${listed(allowed, 20, "or")}.` : `Write for example \`${example ?? ""}\`.`;
    const bare = !/^["']/.test(value) && what !== "zone";
    const { hint, fixes } = suggestion(value, allowed, location, otherwise);
    return {
      message: `\`${value}\` is not ${article(what)}, so this declaration cannot run. ${hint}`,
      fixes: bare ? fixes : undefined,
    };
  },
);
