/**
 * The way back: from a record to the line it was. Invariant: it sees the record and the templates' texts alone, neither
 * the line nor the file, and gives back the line's bytes exactly.
 */
import type { SourceDefinition, TemplateDefinition, TemplatePart } from "../../model/program.ts";
import type { EvidenceRecord } from "../events.ts";
import type { LogRecord } from "../item.ts";

/** What of a record its line is made of. */
export type Restorable = Pick<LogRecord, "source" | "header" | "template" | "features" | "ending" | "latin1" | "wide">;
/** By the name of the source and the code of the template. */
export type Templates = ReadonlyMap<string, ReadonlyMap<number, TemplateDefinition>>;

export function templatesOf(sources: readonly Pick<SourceDefinition, "name" | "templates">[]): Templates {
  return new Map(
    sources.map(({ name, templates }) => [name, new Map(templates.map((template) => [template.code, template]))]),
  );
}

/** The bytes of the line, its ending included. */
export function restore(record: Restorable, templates: Templates): Uint8Array {
  const text = restoreText(record, templates) + record.ending;
  if (record.wide !== undefined) return encodeWide(text, record.wide);
  return record.latin1 ? Uint8Array.from(text, (character) => character.charCodeAt(0)) : new TextEncoder().encode(text);
}

function encodeWide(text: string, order: "little" | "big"): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) bytes.setUint16(i * 2, text.charCodeAt(i), order === "little");
  return new Uint8Array(bytes.buffer);
}

/** The line without its ending; of a line that was no UTF-8 one character per byte. */
export function restoreText(record: Restorable, templates: Templates): string {
  return record.header.join("") + message(record, templates);
}

/** The record as evidence: the text of its line, and where its message and its captures stand in it. */
export function describe(record: LogRecord, templates: Templates): EvidenceRecord {
  const header = record.header.join("");
  const captures: { field: string; start: number; end: number }[] = [];
  let at = header.length;
  let feature = 0;
  for (const part of partsOf(record, templates)) {
    const length = part.kind === "literal" ? part.text.length : record.features[feature++]!.length;
    if (part.kind === "capture") captures.push({ field: part.field, start: at, end: at + length });
    at += length;
  }
  const { source, file, line, time } = record;
  return { source, file, line, time, text: header + message(record, templates), message: header.length, captures };
}

function message(record: Restorable, templates: Templates): string {
  let feature = 0;
  let text = "";
  for (const part of partsOf(record, templates))
    text += part.kind === "literal" ? part.text : record.features[feature++]!;
  return text + record.features.slice(feature).join("");
}

function partsOf(record: Restorable, templates: Templates): readonly TemplatePart[] {
  if (record.template === null) return [];
  return templates.get(record.source)?.get(record.template)?.parts ?? [];
}
