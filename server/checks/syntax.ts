/** What the parser could not read. Its message is worded where the grammar is known. */
import type { Mend } from "../../grammar/ast.ts";
import { problemCheck, type Fix } from "./diagnostic.ts";

export const syntax = problemCheck(
  "syntax",
  "error",
  "The text is not written as the language wants it",
  ({ message, mend, location: { document } }) => ({ message, fixes: mend && [fixOf(document, mend)] }),
);

function fixOf(document: string, { title, start, end, text }: Mend): Fix {
  return { title, edits: [{ document, start, end, text }] };
}
