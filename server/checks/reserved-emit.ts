/** An emit that would hide what a detection has anyway. */
import type { Clause, RuleDeclaration } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import { problemCheck, type Edit, type Fix } from "./diagnostic.ts";
import { freeName, takenOut } from "./edits.ts";
import { replace } from "./words.ts";

const reasons = {
  key: "is a key of the rule, which every detection carries already. Leave it out, or emit it under another name",
  builtin: "is set on every detection by itself, so this value would be lost. Emit it under another name",
  twice: "is emitted twice, so that the first value would be lost. Emit it under another name",
} as const;

export const reservedEmit = problemCheck(
  "reserved-emit",
  "error",
  "An emit named like something a detection has already",
  ({ name, reason, location }, analysis) => ({
    message: `\`${name}\` ${reasons[reason]}.`,
    fixes:
      reason === "key"
        ? withoutKey(analysis, location, name)
        : reason === "twice"
          ? otherName(analysis, location, name)
          : [],
  }),
);

function otherName(analysis: Analysis, location: Location, name: string): readonly Fix[] {
  const has = (taken: string): boolean => analysis.rules.some(({ fields }) => fields.fields.has(taken));
  return [replace(location, name, freeName(name, has))];
}

/** `emit ip = entry.ip`, where every item has the key's value anyhow. */
function withoutKey(analysis: Analysis, { document, start }: Location, name: string): readonly Fix[] {
  const { text } = analysis.document(document)!;
  for (const { declaration, document: own } of analysis.rules) {
    const index = own === document ? declaration.emit.findIndex(({ target }) => target.start === start) : -1;
    if (index < 0) continue;
    const { value } = declaration.emit[index]!;
    const isKey = value?.kind === "path" && text.slice(value.start, value.end).endsWith(`.${name}`);
    return isKey
      ? [{ title: `Leave \`${name}\` out`, edits: [withoutEmit(analysis, document, declaration, index)] }]
      : [];
  }
  return [];
}

/** With the comma that parts it from its neighbour; of a lone one the whole clause. */
function withoutEmit(analysis: Analysis, document: string, { emit, clauses }: RuleDeclaration, index: number): Edit {
  const own = emit[index]!;
  const clause = clauses.find(({ start, end }) => start <= own.start && own.end <= end)!;
  const isOf = ({ start, end }: Clause, at: number): boolean =>
    at >= 0 && start <= emit[at]!.start && emit[at]!.end <= end;
  if (isOf(clause, index - 1)) return { document, start: emit[index - 1]!.end, end: own.end, text: "" };
  if (index + 1 < emit.length && isOf(clause, index + 1))
    return { document, start: own.start, end: emit[index + 1]!.start, text: "" };
  return takenOut(analysis, { document, start: clause.start, end: clause.end });
}
