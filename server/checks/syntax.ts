/** What the parser could not read. Its message is worded where the grammar is known. */
import { problemCheck } from "./diagnostic.ts";

export const syntax = problemCheck(
  "syntax",
  "error",
  "The text is not written as the language wants it",
  ({ message }) => ({
    message,
  }),
);
