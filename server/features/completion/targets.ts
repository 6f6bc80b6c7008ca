/** Names for fields that are filled or declared, and the field that a source's time is read from. */
import type { Declaration, Path } from "../../../grammar/ast.ts";
import type { Analysis } from "../../model/analysis.ts";
import { DETECTION_FIELDS, FIELD_DOCS } from "../../model/fieldDocs.ts";
import { unionOf } from "../../model/fields.ts";
import { FORMATS, isOpenFormat } from "../../model/formats.ts";
import { UNIFIED_FIELDS } from "../../model/program.ts";
import { typeName } from "../../model/types.ts";
import type { Completion } from "../item.ts";
import type { Cursor } from "./cursor.ts";
import { typedPath } from "./fields.ts";
import { typedLetters } from "./letters.ts";
import { pathText } from "../../model/written.ts";
import { schemaNames } from "./schema.ts";

/**
 * What stands left of the `=` of a `with`: the keys of the rule come first, for that is what it is mostly written for.
 */
export function withCompletions(
  cursor: Cursor,
  analysis: Analysis,
  declaration: Declaration | undefined,
): Completion[] {
  const keys = declaration?.kind === "rule" ? declaration.by.map(({ field }) => wordsOf(field)) : [];
  const first = keys.map((name) => named(cursor, name, "key of the rule", undefined, "0"));
  const rest = targetCompletions(cursor, analysis, "with").filter(({ label }) => !keys.includes(label));
  return [...assigning(cursor, first), ...rest];
}

const wordsOf = ({ parts }: Path): string =>
  parts.flatMap((part) => (part.kind === "name" ? part.name.text : [])).join(".");

/**
 * What a map or an emit fills already goes last: nothing is filled twice. What every detection has by itself, its keys among
 * it, is not to be emitted.
 */
export function usedLast(
  items: readonly Completion[],
  declaration: Declaration | undefined,
  clause: string,
): Completion[] {
  const assignments =
    declaration?.kind === "source" && clause === "map"
      ? declaration.map
      : declaration?.kind === "rule" && clause === "emit"
        ? declaration.emit
        : [];
  const used = new Set(assignments.filter(({ value }) => value !== undefined).map(({ target }) => wordsOf(target)));
  const keys = declaration?.kind === "rule" ? declaration.by.map(({ field }) => wordsOf(field)) : [];
  const ownOf: Readonly<Record<string, readonly string[]>> = {
    emit: ["id", "time", ...DETECTION_FIELDS.keys(), ...keys],
    // The clause of this name sets it.
    map: ["time"],
  };
  const carried = new Set(Object.hasOwn(ownOf, clause) ? ownOf[clause] : []);
  return items
    .filter(({ label }) => !carried.has(label))
    .map((item) => (used.has(item.label) ? { ...item, sort: "9" } : item));
}

/** What stands left of a `=`: the unified fields, those that sources have already, in `map` the common vocabulary too. */
export function targetCompletions(cursor: Cursor, analysis: Analysis, clause: string | undefined): Completion[] {
  const known = unionOf(
    "all sources",
    analysis.sources.map(({ fields }) => fields),
  ).fields;
  const { start, words } = typedPath(cursor);
  const prefix = words.map((word) => `${word}.`).join("");
  // A name that is only half typed is there already, at the cursor.
  const mapped = [...known.values()].filter(
    ({ origin, places }) =>
      (origin === "map" || origin === "declared") && !(places.length === 1 && places[0]!.start === start),
  );
  const listed = new Set(mapped.map(({ name }) => name));
  const targets = [
    ...Object.entries(UNIFIED_FIELDS).map(([name, type]) => named(cursor, name, type, FIELD_DOCS.get(name), "1")),
    ...mapped.map(({ name, type, doc }) => named(cursor, name, typeName(type), doc ?? undefined, "2")),
    ...(clause === "map" ? vocabularyCompletions(cursor).filter(({ label }) => !listed.has(label)) : []),
  ];
  return assigning(
    cursor,
    targets.filter(({ label }) => label.startsWith(prefix)),
  );
}

/** With the `=`, where there is none yet. */
function assigning({ after, pathEnd }: Cursor, items: readonly Completion[]): Completion[] {
  const assigned = after.find(({ start }) => start >= pathEnd)?.text === "=";
  return items.map((item) => ({ ...item, insert: assigned ? item.insert : `${item.insert} = `, filter: item.insert }));
}

/** Names of the Elastic Common Schema, which extension fields should have. */
export function vocabularyCompletions(cursor: Cursor): Completion[] {
  return schemaNames(typedLetters(cursor), typedPath(cursor).words).map(({ name, type, doc, sort }) =>
    named(cursor, name, typeName(type), doc, sort),
  );
}

/**
 * The field that holds the time is one that the format splits off; where records name their fields themselves, one that was
 * found, those first that look like a time.
 */
export function timeFieldCompletions(cursor: Cursor, analysis: Analysis): Completion[] {
  const format = cursor.before.findIndex(({ text }) => text === "format");
  const name = cursor.before[format + 1]?.text ?? "syslog";
  const fields = Object.hasOwn(FORMATS, name) ? FORMATS[name as keyof typeof FORMATS] : [];
  const fixed = fields.map(({ name, type, doc }) =>
    named(cursor, name, typeName(type), doc, name === "timestamp" || name === "@timestamp" ? "0" : "2"),
  );
  if (fixed.length > 0 && !isOpenFormat(name)) return fixed;
  const source = cursor.before[1]?.text ?? "";
  const facts = analysis.facts[source];
  const known = new Set([...Object.keys(UNIFIED_FIELDS), ...OWN, ...fields.map(({ name }) => name)]);
  // Names of columns may stand behind the format.
  const columns = [...(analysis.fieldsOf(source)?.fields.values() ?? [])].filter(({ origin }) => origin === "format");
  const names = new Set([...columns.map(({ name }) => name), ...Object.keys(facts?.fields ?? {})]);
  const found = [...names].filter((field) => !known.has(field));
  const others = fixed.length > 0 || found.includes("@timestamp") ? found : [...found, "@timestamp"];
  return [
    ...fixed,
    ...others.map((field) => {
      const example = facts?.fields[field]?.values[0]?.[0] ?? "string";
      return named(cursor, field, example, undefined, TIMELY.test(field) ? "0" : "2");
    }),
  ];
}

const TIMELY = /time|date|^(?:ts|at|when)$/i;
const OWN: ReadonlySet<string> = new Set(["template", "source", "arrived", "lag"]);

function named(cursor: Cursor, name: string, type: string, doc: string | undefined, sort: string): Completion {
  const replace = { start: typedPath(cursor).start, end: cursor.pathEnd };
  const insert = pathText(name);
  return { label: name, kind: "field", detail: type, doc, insert, filter: insert, replace, sort };
}
