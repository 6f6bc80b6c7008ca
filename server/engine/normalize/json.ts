/**
 * Records as plain JSON, and back. Invariant: the JSON alone, without line, file or program's data but the templates,
 * restores the line byte for byte.
 *
 * The ten unified fields come first and are always there, `null` where missing; times are ISO 8601 in UTC with
 * microseconds; extension fields stand under their dotted names in `extension`, without those that are missing.
 */
import { UNIFIED_FIELDS, type Micros, type Value } from "../../model/program.ts";
import type { LogRecord } from "../item.ts";
import type { Restorable } from "./restore.ts";
import { SLOT } from "./schema.ts";

export interface RecordJson {
  readonly [unified: string]: unknown;
  readonly source: string;
  readonly template: number | null;
  readonly arrived: string;
  /** Seconds. */
  readonly lag: number;
  readonly file: string;
  readonly line: number;
  readonly offset: number;
  readonly header: readonly string[];
  readonly features: readonly string[];
  readonly ending: string;
  readonly latin1: boolean;
  /** Of UTF-16, the order of its bytes. */
  readonly wide?: string;
  readonly extension: Readonly<Record<string, Value>>;
}

const LEADING = Object.keys(SLOT).length;

export function recordToJson(record: LogRecord): RecordJson {
  const { schema, values } = record;
  const unified = Object.keys(UNIFIED_FIELDS).map((field) => {
    const value = values[schema.slot(field)] ?? null;
    return [field, field === "time" ? isoTime(record.time) : value];
  });
  const extension = values
    .map((value, slot): [string, Value] => [schema.fields[slot]!, value])
    .filter(([, value], slot) => slot >= LEADING && value !== null);
  return {
    ...Object.fromEntries(unified),
    template: record.template,
    source: record.source,
    arrived: isoTime(record.arrived),
    lag: (record.arrived - record.time) / 1_000_000,
    file: record.file,
    line: record.line,
    offset: record.offset,
    extension: Object.fromEntries(extension),
    header: record.header,
    features: record.features,
    ending: record.ending,
    latin1: record.latin1,
    ...(record.wide !== undefined && { wide: record.wide }),
  };
}

/** What restoring needs; null if the value is not what `recordToJson` makes. */
export function recordFromJson(json: unknown): Restorable | null {
  if (typeof json !== "object" || json === null) return null;
  const { source, template, header, features, ending, latin1, wide } = json as Partial<Record<string, unknown>>;
  if (typeof source !== "string" || typeof ending !== "string" || typeof latin1 !== "boolean") return null;
  if ((template !== null && typeof template !== "number") || !isTexts(header) || !isTexts(features)) return null;
  if (wide !== undefined && wide !== "little" && wide !== "big") return null;
  return { source, template, header, features, ending, latin1, wide };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((element) => typeof element === "string");
}

/** `2026-06-14T15:16:01.123456Z`; times outside the years that dates can have are given in microseconds. */
export function isoTime(time: Micros): string {
  const date = new Date(Math.floor(time / 1000));
  if (Number.isNaN(date.getTime())) return String(time);
  const micros = ((time % 1000) + 1000) % 1000;
  return date.toISOString().replace("Z", `${String(micros).padStart(3, "0")}Z`);
}
