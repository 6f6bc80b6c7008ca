/** A source whose patterns matched no file. */
import { ownCheck } from "./diagnostic.ts";
import { replayed } from "./intake.ts";
import { listed } from "./words.ts";

export const noFiles = ownCheck("no-files", "warning", "A source that no file was found for", function* (analysis) {
  for (const { source, declaration, intake, at } of replayed(analysis)) {
    if (intake.files > 0) continue;
    const { name, files } = source;
    yield {
      location: at(declaration.files[0]),
      message: `${intake.beginnings === true ? "No" : "In the last replay no"} file matched ${listed(files, 4, "or")}, so ${name} had no records and no rule over it could fire. Patterns are relative to the workspace folder: put the logs there, or correct the pattern, for example to \`"**/*.log"\`.`,
    };
  }
});
