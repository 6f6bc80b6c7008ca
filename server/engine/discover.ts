/**
 * Which fields the lines of an open format name, found in the beginning of a log. Invariant: a name is listed if some line
 * that was looked at has it; nothing else of the lines is kept.
 */
import { isOpenFormat } from "../model/formats.ts";
import type { Program, SourceDefinition } from "../model/program.ts";
import { LogSplitter } from "./intake/log.ts";
import { formatOf } from "./normalize/formats.ts";

/** Lines of one file that are asked. */
const LINES = 500;
/** Fields of one source. */
const MOST = 2000;

export function discoverFields(source: SourceDefinition, head: Uint8Array, into: Set<string>): void {
  if (!isOpenFormat(source.format)) return;
  const format = formatOf(source);
  const reader = format.open();
  let lines = 0;
  const splitter = new LogSplitter(format.begins);
  for (const line of [...splitter.push(head), ...splitter.end()]) {
    if (lines++ === LINES || into.size >= MOST) return;
    const reading = line.text === null ? null : reader.read(line.text);
    if (reading === null || typeof reading === "string") continue;
    for (const name of format.names(reading)) into.add(name);
  }
}

/** The program with these fields in its open sources, so that what they hold is counted. */
export function withDiscovered(program: Program, names: ReadonlyMap<string, ReadonlySet<string>>): Program {
  const sources = program.sources.map((source) => {
    const known = new Set(source.fields.map(({ name }) => name));
    const found = [...(names.get(source.name) ?? [])].filter((name) => !known.has(name)).sort();
    const fields = found.map((name) => ({ name, type: "unknown" as const, origin: "format" as const }));
    return { ...source, fields: [...source.fields, ...fields] };
  });
  return { ...program, sources };
}
