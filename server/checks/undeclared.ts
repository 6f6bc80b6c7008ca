/**
 * A field that none of the records which were looked at has, of logs whose records name their own: it may come further behind.
 * Invariant: speaks only of records that were looked at.
 */
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import type { Fix } from "./diagnostic.ts";

export interface Undeclared {
  /** Behind `app has no field x`. */
  readonly said: string;
  readonly advice: string;
  readonly fixes: readonly Fix[];
}

/** `of`: an event, source or rule. Null: what its records have is known from the rules. */
export function undeclared(analysis: Analysis, of: string, name: string, location: Location): Undeclared | null {
  const items = analysis.fieldsOf(of);
  if (items?.schema !== true) return null;
  const sources = items.sources.filter((source) => (analysis.facts[source]?.records ?? 0) > 0);
  const records = sources.reduce((sum, source) => sum + analysis.facts[source]!.records, 0);
  if (records === 0) return null;
  const many = records === 1 ? "the first record that was" : `the first ${records} records that were`;
  const field = `field ${name}: ${typeFor(analysis, location)}`;
  return {
    said: `in ${many} looked at, so what asks for it would find nothing in them`,
    advice: `If later ones have it, declare it: \`${field}\`.`,
    fixes: declared(analysis, location, name, field),
  };
}

/** What it is compared with says it. */
function typeFor(analysis: Analysis, { document, end }: Location): string {
  const behind = analysis.document(document)!.text.slice(end, end + 40);
  return /^\s*(?:[=!]=|[<>]=?)\s*-?\d+(?![\w.])/.test(behind) ? "int" : "string";
}

/** Behind all that the file declares. A name in back quotes, or behind a label, is written otherwise where it is declared. */
function declared(analysis: Analysis, { document, start, end }: Location, name: string, field: string): readonly Fix[] {
  const { text } = analysis.document(document)!;
  if (text.slice(start, end) !== name) return [];
  const gap = text.endsWith("\n") ? "\n" : "\n\n";
  const edit = { document, start: text.length, end: text.length, text: `${gap}${field}\n` };
  return [{ title: `Declare it: \`${field}\``, edits: [edit] }];
}
