/** A name that the language uses as a word. */
import { problemCheck } from "./diagnostic.ts";
import { article } from "./words.ts";

export const reservedName = problemCheck(
  "reserved-name",
  "error",
  "A name that the language uses as a word",
  ({ name, kind, location }) => ({
    message: `\`${name}\` begins a clause or declaration, so ${article(kind)} of this name would be read as one. Choose another name, for example \`${name}_event\`.`,
    fixes: [{ title: `Rename to \`${name}_event\` here`, edits: [{ ...location, text: `${name}_event` }] }],
  }),
);
