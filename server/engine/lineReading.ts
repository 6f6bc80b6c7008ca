/**
 * What one line of a log becomes, for somebody who looks at it: the unified record, or why there is none. Invariant: read by the
 * normalizer of a replay, from a few lines; the log itself may be of any size.
 */
import { UNIFIED_FIELDS, isUnified, type Micros, type Program, type Type, type Value } from "../model/program.ts";
import { discoverFields, withDiscovered } from "./discover.ts";
import type { RawLine } from "./intake/lines.ts";
import type { LogRecord } from "./item.ts";
import { isoTime } from "./normalize/json.ts";
import { Normalizer, type FileNormalizer } from "./normalize/normalize.ts";
import { BUILTIN_FIELDS } from "./normalize/schema.ts";
import { zoneOffset } from "./terms/zone.ts";

/** A line and what of its log is needed to read it, as an editor has it. */
export interface LineQuestion {
  /** Relative to the folder. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The lines around it, and the number of the first of them. */
  readonly first: number;
  readonly lines: readonly string[];
  /** A few lines in front of those, in their order: what they say of the year and the zone goes on. */
  readonly earlier: readonly string[];
}

export type LineReading =
  | {
      readonly kind: "record";
      readonly source: string;
      /** The number of the record's first line. */
      readonly line: number;
      readonly template: { readonly code: number; readonly text: string } | null;
      /** Names and values as they are shown: the unified fields that have one, then the others. */
      readonly fields: readonly ShownField[];
      readonly others: readonly ShownField[];
    }
  | { readonly kind: "unparsed"; readonly source: string; readonly reason: string }
  | { readonly kind: "filtered"; readonly source: string }
  /** No source reads this file, or the line is part of no record. */
  | { readonly kind: "none" };
export type ShownField = readonly [name: string, value: string];

/** A file in front of it in its rotated set, or itself, and how it begins. */
export interface Head {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** `program`: with the sources that read the file, and no other. `heads`: of its set in the order of time, its own last. */
export function readLine(program: Program, heads: readonly Head[], question: LineQuestion): LineReading {
  const { first, lines, line, earlier } = question;
  const window = new TextEncoder().encode(lines.join("\n"));
  const names = program.sources.map(({ name }) => name);
  const known = withFields(program, [...heads.map(({ bytes }) => bytes), window]);
  const normalizer = new Normalizer(known);
  let file: FileNormalizer | null = null;
  for (const head of heads) {
    file = normalizer.file(head.path, names, file);
    for (const each of splitAll(file, head.bytes)) {
      if (head.path === question.file && each.number >= first) break;
      file.normalize(each);
    }
  }
  if (file === null) return { kind: "none" };
  for (const text of earlier) file.normalize(lone(text));
  for (const each of splitAll(file, window)) {
    const number = each.number + first - 1;
    const read = file.normalize({ ...each, number });
    if (line < number || line > number + breaksIn(each)) continue;
    if (read.kind === "unparsed") return { kind: "unparsed", source: read.source, reason: read.reason };
    if (read.kind === "filtered") return { kind: "filtered", source: read.source };
    return { kind: "record", ...shown(known, read.record) };
  }
  return { kind: "none" };
}

/** With the fields that the lines of open formats name themselves. */
function withFields(program: Program, texts: readonly Uint8Array[]): Program {
  const names = new Map(program.sources.map(({ name }) => [name, new Set<string>()]));
  for (const source of program.sources) for (const text of texts) discoverFields(source, text, names.get(source.name)!);
  return withDiscovered(program, names);
}

function splitAll(file: FileNormalizer, bytes: Uint8Array): readonly RawLine[] {
  const splitter = file.splitter();
  return [...splitter.push(bytes), ...splitter.end()];
}

const lone = (text: string): RawLine => ({
  ...{ number: 1, offset: 0, size: text.length },
  ...{ text, ending: "\n", latin1: false },
});

/** A record may have several lines. */
const breaksIn = ({ text }: RawLine): number => (text === null ? 0 : text.split("\n").length - 1);

/** Those that stand in places of their own, and those that only a replay knows. */
const APART: ReadonlySet<string> = new Set([...Object.keys(UNIFIED_FIELDS), ...BUILTIN_FIELDS]);

function shown({ sources, zone }: Program, record: LogRecord) {
  const source = sources.find(({ name }) => name === record.source)!;
  const types = new Map(source.fields.map(({ name, type }) => [name, type]));
  const all = record.schema.fields.flatMap((name, slot): readonly ShownField[] => {
    const value = record.values[slot] ?? null;
    const type = name === "time" ? "time" : (types.get(name) ?? "unknown");
    return value === null ? [] : [[name, wordsOf(value, type, zone)]];
  });
  const template = source.templates.find(({ code }) => code === record.template);
  return {
    source: record.source,
    line: record.line,
    template: template === undefined ? null : { code: template.code, text: template.text },
    fields: all.filter(([name]) => isUnified(name)),
    others: all.filter(([name]) => !APART.has(name)),
  };
}

/** Nobody reads more of a value in a hover. */
const LONGEST_VALUE = 500;

function wordsOf(value: Value, type: Type, zone: string): string {
  if (value !== null && typeof value === "object") {
    const element = typeof type === "object" ? type.list : type;
    return cut(value.map((each: Value) => wordsOf(each, element, zone)).join(", "));
  }
  return type === "time" && typeof value === "number" ? localTime(value, zone) : cut(String(value));
}

const cut = (text: string): string => (text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`);

/** `2026-06-14 17:16:01 +02:00`: what the clocks of the zone show, and how far that is from UTC. */
function localTime(time: Micros, zone: string): string {
  const offset = zoneOffset(zone)?.(time) ?? 0;
  const text = isoTime(time + offset)
    .replace("T", " ")
    .replace(/(\.\d*?)0*Z$/, (_, fraction: string) => (fraction === "." ? "" : fraction));
  const minutes = Math.round(Math.abs(offset) / 60_000_000);
  const two = (n: number): string => String(n).padStart(2, "0");
  if (minutes === 0) return `${text} UTC`;
  return `${text} ${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
