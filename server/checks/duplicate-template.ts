/** Two templates with one code: the code would no longer tell the common part. */
import { problemCheck } from "./diagnostic.ts";

export const duplicateTemplate = problemCheck(
  "duplicate-template",
  "error",
  "Two templates have the same code",
  ({ template, other }) => ({
    message: `Template ${template} stands here twice, but a code stands for one common part: of two nobody could tell which a record had, and its line could not be restored. Give one of them another number.`,
    related: [{ location: other, message: `The other template ${template} is here.` }],
  }),
);
