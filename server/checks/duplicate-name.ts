/** Two declarations of one name: all files of a folder share one namespace. */
import { problemCheck } from "./diagnostic.ts";

export const duplicateName = problemCheck(
  "duplicate-name",
  "error",
  "Two declarations have the same name",
  ({ name, others }) => ({
    message:
      name === "workspace"
        ? "This folder has another `workspace` already, so it is open which one counts. Merge the two."
        : `\`${name}\` is declared more than once, so it is open which one is meant, and none of them runs. Rename all but one; all files of a folder share their names.`,
    related: others.map((location) => ({ location, message: `\`${name}\` is declared here too.` })),
  }),
);
