/** A declaration that lacks what it cannot do without. */
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import { problemCheck, type Fix } from "./diagnostic.ts";
import { clauseAdded } from "./edits.ts";

const why: Readonly<Record<string, string>> = {
  when: "it says nothing about what to detect",
  files: "it is not known which logs it is about",
  format: "its lines cannot be taken apart",
  time: "its records cannot be put in order",
};

export const missingClause = problemCheck(
  "missing-clause",
  "error",
  "A clause that cannot be left out",
  ({ of, clause, example, guessed, location }, analysis) => ({
    message: `This ${of} has no \`${clause}\`, so ${why[clause] ?? "it cannot run"}. Add one, for example \`${example}\`.`,
    // What is read is the author's to name.
    fixes: (clause === "format" || clause === "time") && guessed !== true ? added(analysis, location, example) : [],
  }),
);

function added(analysis: Analysis, { document, start }: Location, example: string): readonly Fix[] {
  const around = analysis.document(document)!.tree.declarations.find((each) => each.start <= start && start < each.end);
  return around === undefined ? [] : clauseAdded(analysis, document, around, example);
}
