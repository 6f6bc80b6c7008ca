/** A declaration that lacks what it cannot do without. */
import { problemCheck } from "./diagnostic.ts";

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
  ({ of, clause, example }) => ({
    message: `This ${of} has no \`${clause}\`, so ${why[clause] ?? "it cannot run"}. Add one, for example \`${example}\`.`,
  }),
);
