/**
 * Captures inside of a template's text: which fields `{` can fill and which types stand behind the colon. Invariant: only
 * the name, or the type, at the cursor is replaced; the rest of the text stays.
 */
import type { Declaration } from "../../../grammar/ast.ts";
import type { Analysis } from "../../model/analysis.ts";
import { FIELD_DOCS } from "../../model/fieldDocs.ts";
import { CAPTURE_TYPES, readTemplate } from "../../model/lower/template.ts";
import { UNIFIED_FIELDS } from "../../model/program.ts";
import { typeName } from "../../model/types.ts";
import type { Completion } from "../item.ts";
import type { Cursor } from "./cursor.ts";
import { schemaNames } from "./schema.ts";

export function captureCompletions(
  cursor: Cursor,
  analysis: Analysis,
  declaration: Declaration | undefined,
): Completion[] {
  const { touched, offset } = cursor;
  const open = touched === null ? null : /\{([\w.@-]*)(:\w*)?$/.exec(touched.text.slice(0, offset - touched.start));
  if (open === null || declaration?.kind !== "source") return [];
  const typed = open[2]?.slice(1) ?? open[1] ?? "";
  const replace = { start: offset - typed.length, end: offset };
  if (open[2] !== undefined) {
    return CAPTURE_TYPES.map((type, order) => {
      return { label: type, kind: "constant", insert: type, replace, sort: `0${order}` };
    });
  }
  const item = (name: string, detail: string, doc: string | undefined, sort: string): Completion => {
    return { label: name, kind: "field", detail, doc, insert: name, replace, sort };
  };
  const others = new Set(
    declaration.templates
      .filter(({ text }) => text !== undefined && !(text.start <= offset && offset <= text.end))
      .flatMap(({ text }) => readTemplate(text!.value).captures.map(({ field }) => field)),
  );
  const known = new Set([...others, ...Object.keys(UNIFIED_FIELDS)]);
  const detailOf = (name: string): string => {
    const field = analysis.sources.find((source) => source.declaration === declaration)?.fields.fields.get(name);
    return field === undefined ? "captured" : `${typeName(field.type)}, captured by another template`;
  };
  return [
    ...[...others].map((name) => item(name, detailOf(name), FIELD_DOCS.get(name), "0")),
    ...Object.entries(UNIFIED_FIELDS)
      .filter(([name]) => !others.has(name))
      .map(([name, type]) => item(name, typeName(type), FIELD_DOCS.get(name), "1")),
    ...schemaNames(typed.toLowerCase(), [])
      .filter(({ name }) => !known.has(name))
      .map(({ name, type, doc, sort }) => item(name, typeName(type), doc, sort)),
  ];
}
