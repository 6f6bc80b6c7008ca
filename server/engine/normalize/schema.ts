/**
 * The fields of a source's records and their slots. Invariant: the ten unified fields and the built-in ones stand first,
 * in the same slots for every source; no field stands twice.
 */
import { FORMATS } from "../../model/formats.ts";
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
  return program.sources.map((source, index) => new Schema(index, source.name, "source", fieldNames(source)));
}

function fieldNames(source: SourceDefinition): readonly string[] {
  const names = new Set(LEADING);
  for (const { name } of FORMATS[source.format]) names.add(name);
  for (const { parts } of source.templates)
    for (const part of parts) if (part.kind === "capture") names.add(part.field);
  for (const { field } of source.map) names.add(field);
  for (const { name } of source.fields) names.add(name);
  return [...names];
}
