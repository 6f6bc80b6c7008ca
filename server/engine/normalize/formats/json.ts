/**
 * JSON lines: one object in each line, its fields under their paths (`process.parent.name`), nested or with dots in the
 * keys. Invariant: reading never throws and never changes the object; a path through a list gives a list.
 */
import type { Value } from "../../../model/program.ts";
import type { FieldReader, Format, Reading } from "../format.ts";

type Json = string | number | boolean | null | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

export interface JsonReading extends Reading {
  readonly object: JsonObject;
}

/** Lists in lists, and objects for the list of names, are not followed any deeper. */
const DEEPEST = 16;
/** Further names of a line are not listed; paths to them work all the same. */
const MOST_NAMES = 1000;
const NO_HEADER: readonly string[] = [];

export const jsonFormat: Format<JsonReading> = {
  key: "json",
  open: () => ({ read }),
  field: (name) => pathReader(name),
  names: ({ object }) => {
    const names = new Set<string>();
    collect(object, "", 0, names);
    return names;
  },
};

function read(text: string): JsonReading | string {
  let value: Json;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as Json;
  } catch (error) {
    if (text.trim() === "") return "empty line";
    return `no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (!isObject(value)) return `no JSON object: the line is ${nameOf(value)}, which has no fields`;
  return { header: NO_HEADER, message: text, timestamp: null, object: value };
}

function nameOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}

/** What a path can be at a place: the rest of it up to some dot. */
interface Key {
  readonly name: string;
  /** Every object has something of this name: only its own counts. */
  readonly inherited: boolean;
  /** Index of the segment behind it. */
  readonly next: number;
}

/** Keys win over paths, longer ones over shorter ones: `{"a.b": 1}` and `{"a": {"b": 1}}` both have `a.b`. */
function pathReader(path: string): FieldReader<JsonReading> {
  const segments = path.split(".");
  const keys = segments.map((_, from) =>
    segments
      .slice(from)
      .map((__, more): Key => {
        const name = segments.slice(from, from + more + 1).join(".");
        return { name, inherited: name in Object.prototype, next: from + more + 1 };
      })
      .reverse(),
  );
  const at = (value: Json, from: number, depth: number): Value | undefined => {
    if (typeof value !== "object" || value === null) return undefined;
    if (Array.isArray(value)) {
      const found = depth > DEEPEST ? [] : value.flatMap((element: Json) => at(element, from, depth + 1) ?? []);
      return found.length === 0 ? undefined : found;
    }
    for (const { name, inherited, next } of keys[from]!) {
      if (inherited && !Object.hasOwn(value, name)) continue;
      const inner = (value as JsonObject)[name];
      if (inner === undefined) continue;
      const found = next === segments.length ? leaf(inner) : at(inner, next, depth);
      if (found !== undefined && found !== null) return found;
    }
    return undefined;
  };
  return { of: ({ object }) => at(object, 0, 0) ?? null };
}

/** A list keeps what is no object; an object is no value. */
function leaf(value: Json, depth = 0): Value {
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const found = depth > DEEPEST ? [] : value.flatMap((element: Json) => leaf(element, depth + 1) ?? []);
    return found.length === 0 ? null : found;
  }
  return isObject(value) ? null : (value as Value);
}

function collect(value: Json, path: string, depth: number, names: Set<string>): void {
  if (depth > DEEPEST || names.size >= MOST_NAMES) return;
  if (Array.isArray(value)) {
    for (const element of value as readonly Json[]) collect(element, path, depth + 1, names);
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value))
      collect(inner, path === "" ? key : `${path}.${key}`, depth + 1, names);
  }
  if (path !== "" && leaf(value) !== null) names.add(path);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
