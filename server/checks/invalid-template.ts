/** A template whose text cannot be taken apart into a common part and captures. */
import { problemCheck } from "./diagnostic.ts";

export const invalidTemplate = problemCheck(
  "invalid-template",
  "error",
  "A template with a capture that cannot be read",
  ({ reason, hint, location: { document, start } }, analysis) => {
    const isGrok = analysis.document(document)!.text[start - 1] === "%";
    const instead = isGrok ? "A capture is its field's name in braces, as in `{user}` and `{port:int}`." : hint;
    return { message: `In this template ${reason}, so no message can be matched with it. ${instead}` };
  },
);
