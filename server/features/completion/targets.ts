/** Names for fields that are filled or declared, and the field that a source's time is read from. */
import type { Analysis } from "../../model/analysis.ts";
import { ECS_NAMES, ecsField } from "../../model/ecs.ts";
import { FIELD_DOCS } from "../../model/fieldDocs.ts";
import { unionOf } from "../../model/fields.ts";
import { FORMATS } from "../../model/formats.ts";
import { UNIFIED_FIELDS } from "../../model/program.ts";
import { typeName } from "../../model/types.ts";
import type { Completion } from "../item.ts";
import type { Cursor } from "./cursor.ts";
import { typedPath } from "./fields.ts";
import { pathText } from "./literal.ts";

/** What stands left of a `=`: the unified fields, those that sources have already, in `map` the common vocabulary too. */
export function targetCompletions(cursor: Cursor, analysis: Analysis, clause: string | undefined): Completion[] {
  const known = unionOf(
    "all sources",
    analysis.sources.map(({ fields }) => fields),
  ).fields;
  const mapped = [...known.values()].filter(({ origin }) => origin === "map" || origin === "declared");
  return [
    ...Object.entries(UNIFIED_FIELDS).map(([name, type]) => named(cursor, name, type, FIELD_DOCS.get(name), "1")),
    ...mapped.map(({ name, type, doc }) => named(cursor, name, typeName(type), doc ?? undefined, "2")),
    ...(clause === "map" ? vocabularyCompletions(cursor).filter(({ label }) => !known.has(label)) : []),
  ].map((item) => ({ ...item, insert: `${item.insert} = `, filter: item.insert }));
}

/** Names of the Elastic Common Schema, which extension fields should have. */
export function vocabularyCompletions(cursor: Cursor): Completion[] {
  return ECS_NAMES.flatMap((name) => {
    const field = ecsField(name);
    return field ? [named(cursor, name, typeName(field.type), field.doc, "3")] : [];
  });
}

/** The field that holds the time is one that the format splits off. */
export function timeFieldCompletions(cursor: Cursor): Completion[] {
  const format = cursor.before.findIndex(({ text }) => text === "format");
  const fields = FORMATS[cursor.before[format + 1]?.text as keyof typeof FORMATS] ?? FORMATS.syslog;
  return fields.map(({ name, type, doc }) =>
    named(cursor, name, typeName(type), doc, name === "timestamp" ? "0" : "2"),
  );
}

function named(cursor: Cursor, name: string, type: string, doc: string | undefined, sort: string): Completion {
  const replace = { start: typedPath(cursor).start, end: cursor.replace.end };
  const insert = pathText(name);
  return { label: name, kind: "field", detail: type, doc, insert, filter: insert, replace, sort };
}
