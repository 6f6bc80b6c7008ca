/**
 * The fields of a source's records and their slots. Invariant: the ten unified fields and the built-in ones stand first,
 * in the same slots for every source; no field stands twice.
 */
import { FORMATS, isOpenFormat } from "../../model/formats.ts";
import { UNIFIED_FIELDS, type Program, type SourceDefinition } from "../../model/program.ts";
import { Schema } from "../item.ts";

export const BUILTIN_FIELDS = ["template", "source", "arrived", "lag"] as const;

const LEADING = [...Object.keys(UNIFIED_FIELDS), ...BUILTIN_FIELDS];

/** Slots of the leading fields. */
export const SLOT = Object.fromEntries(LEADING.map((name, slot) => [name, slot])) as Readonly<
  Record<keyof typeof UNIFIED_FIELDS | (typeof BUILTIN_FIELDS)[number], number>
>;

/** In the order of the program's sources. */
export function sourceSchemas(program: Program): readonly Schema[] {
  const read = program.sources.some(({ format }) => isOpenFormat(format)) ? fieldsRead(program) : NONE;
  return program.sources.map((source, index) => {
    const names = fieldNames(source, isOpenFormat(source.format) ? read : NONE);
    return new Schema(index, source.name, "source", names);
  });
}

const NONE: ReadonlySet<string> = new Set();

/** Every field that some term, key or aggregate of the program reads: an open format may have each of them. */
function fieldsRead(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    if (Array.isArray(part)) return part.forEach(visit);
    for (const name of Object.keys(part)) {
      const value = (part as Readonly<Record<string, unknown>>)[name];
      if (name === "field" && typeof value === "string") names.add(value);
      else if (name === "fields" && Array.isArray(value)) for (const each of value) addName(names, each);
      else if (typeof value === "object") visit(value);
    }
  };
  const { sources, events, rules, rankings, playbooks } = program;
  visit([sources.map(({ only, map }) => [only, map]), events, rules, rankings, playbooks]);
  return names;
}

function addName(names: Set<string>, name: unknown): void {
  if (typeof name === "string") names.add(name);
}

function fieldNames(source: SourceDefinition, read: ReadonlySet<string>): readonly string[] {
  const names = new Set([...LEADING, ...read]);
  for (const { name } of FORMATS[source.format]) names.add(name);
  for (const { parts } of source.templates)
    for (const part of parts) if (part.kind === "capture") names.add(part.field);
  for (const { field } of source.map) names.add(field);
  for (const { name } of source.fields) names.add(name);
  return [...names];
}
