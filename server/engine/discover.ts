/**
 * Which fields the lines of an open format name, found in the beginning of a log. Invariant: a name is listed if some line
 * that was looked at has it, unless there are more than anybody lists; nothing else of the lines is kept.
 */
import { isOpenFormat } from "../model/formats.ts";
import type { Program, SourceDefinition } from "../model/program.ts";
import { LogSplitter } from "./intake/log.ts";
import { formatOf } from "./normalize/formats.ts";

/** Lines of one file that are asked. */
const LINES = 500;
/** A line that names so many has further ones, which its format does not list. */
const MOST_OF_LINE = 1000;
/** Fields of one source. */
const MOST = 2000;

/** False: lines have more fields than are listed. */
export function discoverFields(source: SourceDefinition, head: Uint8Array, into: Set<string>): boolean {
  if (!isOpenFormat(source.format)) return true;
  const format = formatOf(source);
  const reader = format.open();
  let lines = 0;
  let most = 0;
  const splitter = new LogSplitter(format.begins);
  for (const line of [...splitter.push(head), ...splitter.end()]) {
    if (into.size >= MOST) return false;
    if (lines++ === LINES) break;
    const reading = line.text === null ? null : reader.read(line.text);
    if (reading === null || typeof reading === "string") continue;
    const names = [...format.names(reading)];
    most = Math.max(most, names.length);
    for (const name of names) into.add(name);
  }
  return most < MOST_OF_LINE && into.size < MOST;
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
