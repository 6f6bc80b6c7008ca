/** An `ignore` that no event of the rule can be judged by: it does nothing. */
import { problemCheck } from "./diagnostic.ts";
import { listed } from "./words.ts";

export const ignoreNeverApplies = problemCheck(
  "ignore-never-applies",
  "warning",
  "An ignore that can never apply",
  ({ rule, fields }) => ({
    message: `No event of ${rule === null ? "this rule" : `\`${rule}\``} has ${listed(fields)}${fields.length > 1 ? " together" : ""}, so this \`ignore\` does nothing${rule === null ? "" : " there"}. Name fields that one of its events has${rule === null ? "" : ", or leave the rule out"}.`,
  }),
);
