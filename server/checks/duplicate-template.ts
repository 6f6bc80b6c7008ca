/** Two templates with one code: the code would no longer tell the common part. */
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import { problemCheck } from "./diagnostic.ts";
import { replace } from "./words.ts";

export const duplicateTemplate = problemCheck(
  "duplicate-template",
  "error",
  "Two templates have the same code",
  ({ template, other, location }, analysis) => ({
    message: `Template ${template} stands here twice, but a code stands for one common part: of two nobody could tell which a record had, and its line could not be restored. Give one of them another number.`,
    related: [{ location: other, message: `The other template ${template} is here.` }],
    fixes: [replace(location, String(template), String(freeCode(analysis, location)))],
  }),
);

/** The first one behind all of its source. */
function freeCode({ sources }: Analysis, { document, start }: Location): number {
  const source = sources.find(
    ({ document: where, declaration }) => where === document && declaration.start <= start && start < declaration.end,
  );
  return Math.max(...(source?.declaration.templates.map(({ code }) => code?.value ?? 0) ?? [0])) + 1;
}
