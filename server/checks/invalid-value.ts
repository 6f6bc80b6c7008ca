/** A word or number that a clause does not take. */
import { problemCheck } from "./diagnostic.ts";
import { formatMeant } from "./quotedFormat.ts";
import { article, listed, replace, suggestion } from "./words.ts";

export const invalidValue = problemCheck(
  "invalid-value",
  "error",
  "A clause does not take this value",
  ({ what, value, allowed, example, location }, analysis) => {
    const few = allowed.length > 0 && (allowed.length <= 12 || example === null);
    const none = example === "" && allowed.length === 0;
    const otherwise = none
      ? "There is none to choose from yet."
      : few
        ? `Write one of ${listed(allowed, 20, "or")}.`
        : `Write for example \`${example ?? ""}\`.`;
    const format = formatMeant(what, value);
    const behind = analysis.document(location.document)!.text.slice(location.end, location.end + 80);
    if (format !== null)
      return {
        message: `The format of a source is a word: in quotes, behind \`time\`, it is read as how the time is written, which ${value} does not say. Write \`format ${format}\`.`,
        // What belongs to `time` would belong to the format then.
        fixes: /^\s*(?:year|zone)\b/.test(behind) ? [] : [replace(location, value, format)],
      };
    // `-5m`, where only its length can be meant.
    if (value === `-${example ?? ""}`)
      return {
        message: `\`${value}\` is not ${article(what)}, so this declaration cannot run. ${otherwise}`,
        fixes: [replace(location, value, example!)],
      };
    const bare = !/^["']/.test(value) && what !== "zone";
    const { hint, fixes } = suggestion(value, allowed, location, otherwise);
    return {
      message: `\`${value}\` is not ${article(what)}, so this declaration cannot run. ${hint}`,
      fixes: bare ? fixes : undefined,
    };
  },
);
