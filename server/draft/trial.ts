/**
 * One way to read the beginning of a log, tried. Invariant: it is read by the very engine that a replay uses, so what a trial
 * counts as a record is one.
 */
import { LogSplitter } from "../engine/intake/log.ts";
import type { RawLine } from "../engine/intake/lines.ts";
import { formatOf } from "../engine/normalize/formats.ts";
import { Normalizer } from "../engine/normalize/normalize.ts";
import type { NormalizedRecord } from "../engine/normalize/record.ts";
import { fieldsOfFormat } from "../model/formats.ts";
import {
  UNIFIED_FIELDS,
  type FieldDefinition,
  type FormatName,
  type FormatOption,
  type Program,
  type SourceDefinition,
  type TimeDefinition,
} from "../model/program.ts";

export interface Way {
  readonly format: FormatName;
  readonly options: readonly FormatOption[];
}

export interface Trial {
  readonly records: readonly NormalizedRecord[];
  /** Records and lines that are none; what the format reads over is neither. */
  readonly lines: number;
  /** Of lines that are none: why, the most frequent reason first. */
  readonly reasons: readonly string[];
}

const PATH = "log";

/** The lines of a log's beginning as this format has them. A last line that is cut off is left out. */
export function linesOf({ format, options }: Way, head: Uint8Array, whole: boolean): readonly RawLine[] {
  const { begins, framed } = formatOf({ format, options });
  const splitter = new LogSplitter(begins ?? null, framed ?? false);
  const lines = [...splitter.push(head)];
  return whole ? [...lines, ...splitter.end()] : lines;
}

/** Fields that the lines of an open format name, with the texts that each had, in the order in which they came. */
export function namedIn(way: Way, lines: readonly RawLine[]): ReadonlyMap<string, readonly string[]> {
  const format = formatOf(way);
  const reader = format.open();
  const named = new Map<string, string[]>();
  for (const { text } of lines) {
    const reading = text === null ? null : reader.read(text);
    if (reading === null || typeof reading === "string") continue;
    for (const name of format.names(reading)) {
      const values = named.get(name) ?? [];
      named.set(name, values);
      const value = format.field(name)?.of(reading) ?? null;
      if (value !== null && typeof value !== "object") values.push(String(value));
    }
  }
  return named;
}

export function tryWay(way: Way, time: TimeDefinition, lines: readonly RawLine[], fields: Iterable<string>): Trial {
  const normalizer = new Normalizer(programOf(way, time, fields)).file(PATH, [PATH]);
  const records: NormalizedRecord[] = [];
  const reasons = new Map<string, number>();
  for (const line of lines) {
    const normalized = normalizer.normalize(line);
    if (normalized.kind === "record") records.push(normalized.record);
    if (normalized.kind === "unparsed") reasons.set(normalized.reason, (reasons.get(normalized.reason) ?? 0) + 1);
  }
  const unparsed = [...reasons.values()].reduce((sum, count) => sum + count, 0);
  const byCount = [...reasons].sort(([, a], [, b]) => b - a).map(([reason]) => reason);
  return { records, lines: records.length + unparsed, reasons: byCount };
}

function programOf({ format, options }: Way, time: TimeDefinition, named: Iterable<string>): Program {
  const unified = Object.entries(UNIFIED_FIELDS).map(([name, type]): FieldDefinition => ({
    name,
    type,
    origin: "unified",
  }));
  const known = new Set(unified.map(({ name }) => name));
  const own = [...fieldsOfFormat(format, options).map(({ name }) => name), ...named].flatMap((name) => {
    if (known.has(name)) return [];
    known.add(name);
    return [{ name, type: "unknown", origin: "format" } as const];
  });
  const source: SourceDefinition = {
    ...{ name: PATH, class: null, files: [PATH], format, options, only: null, time },
    ...{ lateness: 0, idle: null, ahead: Infinity, skew: 0, late: "side", missing: [], templates: [], map: [] },
    fields: [...unified, ...own],
    location: { document: PATH, start: 0, end: 0 },
  };
  const none = { events: [], rules: [], lists: [], tables: [], tests: [], actions: [], playbooks: [], rankings: [] };
  return { ...none, zone: "UTC", period: 0, sources: [source] };
}
