/** Two declarations of one name: all files of a folder share one namespace. Two tests of one title in a file run both. */
import type { StringLiteral } from "../../grammar/ast.ts";
import type { Location } from "../model/program.ts";
import type { Analysis } from "../model/analysis.ts";
import { ownCheck, problemCheck, type Check, type Fix } from "./diagnostic.ts";
import { freeName } from "./edits.ts";
import { replace } from "./words.ts";

const CODE = "duplicate-name";
const TITLE = "Two declarations have the same name";

const ofFolder = problemCheck(CODE, "error", TITLE, ({ name, others, location }, analysis) => ({
  message:
    name === "workspace"
      ? "This folder has another `workspace` already, so it is open which one counts. Merge the two."
      : `\`${name}\` is declared more than once, so it is open which one is meant, and none of them runs. Rename all but one; all files of a folder share their names.`,
  related: others.map((location) => ({ location, message: `\`${name}\` is declared here too.` })),
  fixes: name === "workspace" ? [] : renamed(analysis, name, location, others),
}));

/** One of them keeps the name: the first, from where the other one is renamed if there is one. */
function renamed(analysis: Analysis, name: string, location: Location, others: readonly Location[]): readonly Fix[] {
  const free = freeName(name, (taken) => analysis.names.byName.has(taken));
  if (!others.every((other) => isBefore(location, other))) return [replace(location, name, free)];
  const [other, ...more] = others;
  if (other === undefined || more.length > 0) return [];
  return [{ ...replace(other, name, free), title: `Rename the other \`${name}\` to \`${free}\`` }];
}

const isBefore = (a: Location, b: Location): boolean =>
  a.document === b.document ? a.start < b.start : a.document < b.document;

const tests = ownCheck(CODE, "warning", TITLE, function* (analysis) {
  const titles = new Map<string, StringLiteral>();
  for (const { document, declaration } of analysis.names.declared) {
    if (declaration.kind !== "test" || declaration.title === undefined) continue;
    const { title } = declaration;
    const key = JSON.stringify([document, title.value]);
    const first = titles.get(key);
    if (first === undefined) {
      titles.set(key, title);
      continue;
    }
    yield {
      location: { document, start: title.start, end: title.end },
      message:
        "Another test of this file has this title, so nobody can tell which of the two has failed. Both run; rename one.",
      related: [{ location: { document, start: first.start, end: first.end }, message: "The first one is here." }],
    };
  }
});

export const duplicateName: Check = {
  code: CODE,
  severity: "error",
  title: TITLE,
  check: (subject) => [...ofFolder.check(subject), ...tests.check(subject)],
};
