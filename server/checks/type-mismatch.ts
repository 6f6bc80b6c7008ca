/** Two things that never go together: without this check it would be a rule that never fires. */
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import { problemCheck, type Fix } from "./diagnostic.ts";
import { replace } from "./words.ts";

export const typeMismatch = problemCheck(
  "type-mismatch",
  "error",
  "A value has a type that cannot stand here",
  ({ what, expected, found, hint, location }, analysis) => {
    const fixes = inOtherForm(analysis, location, expected);
    const reason = `${capital(what)} is of type ${found}, but ${expected} is needed: this could never hold.`;
    return { message: hint === null ? `${reason} Compare like with like.` : `${reason} ${capital(hint)}.`, fixes };
  },
);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A number in quotes where one without is needed, and the other way round. */
function inOtherForm(analysis: Analysis, location: Location, expected: string): readonly Fix[] {
  const written = analysis.document(location.document)!.text.slice(location.start, location.end);
  const number = /^(["'])(-?\d+(?:\.\d+)?)\1$/.exec(written)?.[2];
  if (number !== undefined && (expected === "int" || expected === "float")) return [replace(location, written, number)];
  if (/^-?\d+(?:\.\d+)?$/.test(written) && expected === "string") return [replace(location, written, `"${written}"`)];
  return [];
}
