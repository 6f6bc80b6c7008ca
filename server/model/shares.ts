/**
 * How many of the items of an event lack a field, by what the samples have shown. Invariant: where templates say which records
 * are meant, others do not count.
 */
import type { Analysis } from "./analysis.ts";
import type { SourceFacts } from "./facts.ts";
import type { Field } from "./fields.ts";
import { kindsOf, type Kind } from "./kinds.ts";
import { namesItsFields, possible, templatesOf } from "./possible.ts";
import type { TemplateDefinition } from "./program.ts";

/** Of the items of a source or an event, by its name; of any other name, of the field's sources. */
export function missingShareIn(analysis: Analysis, event: string, field: Field): number | null {
  const name = { text: event, start: 0, end: 0 };
  return missingShareOf(analysis, kindsOf(analysis, { name, where: undefined, with: [] }), field);
}

/** From 0 to 1; null: the samples do not say. */
export function missingShareOf(analysis: Analysis, kinds: readonly Kind[] | null, field: Field): number | null {
  const counts = (kinds ?? []).map((kind) => countsOf(kind, field.name, analysis.facts[kind.source.name]));
  if (counts.length === 0 || counts.includes(null)) return analysis.missingShare(field);
  const records = counts.reduce((sum, count) => sum + count!.records, 0);
  const present = counts.reduce((sum, count) => sum + count!.present, 0);
  return records === 0 ? null : 1 - present / records;
}

interface Counts {
  readonly records: number;
  readonly present: number;
}

/** Null: any record of the source may be meant, or it names its fields itself. */
function countsOf(kind: Kind, field: string, facts: SourceFacts | undefined): Counts | null {
  const { source, codes, set } = kind;
  if (facts === undefined || codes === null || set.has(field) || namesItsFields(source, facts)) return null;
  const templates = facts.fields["template"]?.values;
  if (templates === undefined) return null;
  const byCode = new Map(templates.map(([code, count]) => [Number(code), count]));
  const known = [...byCode.values()].reduce((sum, count) => sum + count, 0);
  const recordsOf = (some: readonly (TemplateDefinition | null)[]): number =>
    some.reduce((sum, each) => sum + (each === null ? facts.records - known : (byCode.get(each.code) ?? 0)), 0);
  const having = (some: readonly (TemplateDefinition | null)[]): number =>
    recordsOf(some.filter((template) => possible(source, template).has(field)));
  const asked = templatesOf(kind);
  const everywhere = having([...source.templates, null]);
  // Of the records whose template has the field, some still lack a value.
  const filled = everywhere === 0 ? 0 : Math.min(1, (facts.fields[field]?.present ?? 0) / everywhere);
  return { records: recordsOf(asked), present: having(asked) * filled };
}
