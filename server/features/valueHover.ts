/**
 * What a word says that is a value: a severity, a format, a type; and of a literal that is compared, how often the logs hold
 * it. Invariant: the word is read as the grammar reads it at its place.
 */
import type { Analysis } from "../model/analysis.ts";
import { cursorAt } from "./completion/cursor.ts";
import { wantsSeverity } from "./completion/constants.ts";
import { comparedAt } from "./completion/values.ts";
import { constantDoc } from "./constantDocs.ts";
import { shorten } from "./fieldText.ts";
import type { Hover } from "./item.ts";
import { nearby } from "./lexemes.ts";
import { code } from "./markdown.ts";

export function valueHover(analysis: Analysis, uri: string, offset: number): Hover | null {
  const document = analysis.document(uri);
  const word = document && nearby(document, offset).words.find(({ start, end }) => start <= offset && offset < end);
  if (!document || !word || word.semantic === "comment") return null;
  const { start, end, text } = word;
  const cursor = cursorAt(document, start);
  const compared = comparedAt(cursor, analysis.scopeAt(uri, start));
  const isSeverity = compared?.field.origin === "detection" && compared.field.name === "severity";
  const roles = cursor.expected.flatMap((each) => (each.kind === "name" ? [each.role] : []));
  const doc = [...(isSeverity || wantsSeverity(cursor) ? ["severity"] : []), ...roles]
    .map((role) => constantDoc(role, text))
    .find((each) => each !== undefined);
  if (doc !== undefined) return { start, end, markdown: `${code(text)}: ${doc}` };
  if (text === "detection" && roles.includes("event"))
    return { start, end, markdown: `${code(text)}: what any rule raises, as an event for the rules above.` };
  if (compared === null || !/^["'\d:]/.test(text)) return null;
  const value = text.replace(/^(["'])(.*)\1$/s, "$2").toLowerCase();
  const values = analysis.values(compared.field);
  if (values.length === 0) return null;
  const found = values.find(([known]) => known.toLowerCase() === value);
  const says =
    found === undefined
      ? `not among the values of ${code(compared.field.name)} that the logs hold most often.`
      : `${found[1].toLocaleString("en")} in the logs, as ${code(compared.field.name)}.`;
  return { start, end, markdown: `${code(shorten(text))}: ${says}` };
}
