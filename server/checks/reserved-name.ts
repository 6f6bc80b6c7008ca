/** A name that the language uses as a word. */
import { problemCheck } from "./diagnostic.ts";
import { freeName } from "./edits.ts";
import { article } from "./words.ts";

export const reservedName = problemCheck(
  "reserved-name",
  "error",
  "A name that the language uses as a word",
  ({ name, kind, location }, analysis) => {
    const wanted = `${name}_${kind}`;
    const other =
      analysis.lookup(wanted) === undefined ? wanted : freeName(wanted, (each) => Boolean(analysis.lookup(each)));
    return {
      message: `\`${name}\` begins a clause or declaration, so ${article(kind)} of this name would be read as one. Choose another name, for example \`${other}\`.`,
      fixes: [{ title: `Rename to \`${other}\` here`, edits: [{ ...location, text: other }] }],
    };
  },
);
