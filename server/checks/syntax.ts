/** What the parser could not read. Its message is worded where the grammar is known. */
import type { Mend } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import { problemCheck, type Fix } from "./diagnostic.ts";
import { freeName } from "./edits.ts";
import { suggestion } from "./words.ts";

export const syntax = problemCheck(
  "syntax",
  "error",
  "The text is not written as the language wants it",
  ({ message, mend, words = [], location }, analysis) => {
    if (mend) {
      const name = isName(analysis, location, mend) ? freeOf(analysis, location, mend.text) : mend.text;
      const said = message.replaceAll(`\`${mend.text}\``, `\`${name}\``);
      return name === mend.text
        ? { message, fixes: [fixOf(location.document, mend)] }
        : { message: said, fixes: [fixOf(location.document, { ...mend, text: name, title: `Write \`${name}\`` })] };
    }
    const word = analysis.document(location.document)!.text.slice(location.start, location.end);
    const { hint, fixes } = suggestion(word, words, location, "");
    return { message: `${message} ${hint}`.trimEnd(), fixes };
  },
);

/** Whether it mends the name of a declaration. */
function isName(analysis: Analysis, { document }: Location, { start, text }: Mend): boolean {
  if (!/^[A-Za-z_]\w*$/.test(text)) return false;
  const { declarations } = analysis.document(document)!.tree;
  const around = declarations.find((each) => each.keyword.start < start && start < each.end);
  return around !== undefined && analysis.document(document)!.text.slice(around.keyword.end, start).trim() === "";
}

/** Another one, if the name is taken, or an earlier mend takes it. */
function freeOf(analysis: Analysis, { document, start }: Location, name: string): string {
  const earlier = analysis.problems.some(
    (problem) =>
      problem.code === "syntax" &&
      problem.mend?.text === name &&
      (problem.location.document < document ||
        (problem.location.document === document && problem.location.start < start)),
  );
  const taken = (each: string): boolean => analysis.lookup(each) !== undefined || (earlier && each === name);
  return taken(name) ? freeName(name, taken) : name;
}

function fixOf(document: string, { title, start, end, text }: Mend): Fix {
  return { title, edits: [{ document, start, end, text }] };
}
