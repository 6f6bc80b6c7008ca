/** What the parser could not read. Its message is worded where the grammar is known. */
import type { Mend } from "../../grammar/ast.ts";
import { problemCheck, type Fix } from "./diagnostic.ts";
import { suggestion } from "./words.ts";

export const syntax = problemCheck(
  "syntax",
  "error",
  "The text is not written as the language wants it",
  ({ message, mend, words = [], location }, analysis) => {
    if (mend) return { message, fixes: [fixOf(location.document, mend)] };
    const word = analysis.document(location.document)!.text.slice(location.start, location.end);
    const { hint, fixes } = suggestion(word, words, location, "");
    return { message: `${message} ${hint}`.trimEnd(), fixes };
  },
);

function fixOf(document: string, { title, start, end, text }: Mend): Fix {
  return { title, edits: [{ document, start, end, text }] };
}
