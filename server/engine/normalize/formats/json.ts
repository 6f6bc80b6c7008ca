/**
 * JSON lines: one object in each line, its fields under their paths (`process.parent.name`), nested or with dots in the
 * keys. Invariant: reading never throws and never changes the object; a path through a list gives a list; what a field
 * holds does not depend on whether the line's shape was known.
 */
import type { Value } from "../../../model/program.ts";
import type { FieldReader, Format, Reading } from "../format.ts";
import { Remembered } from "./jsonMemory.ts";
import { JsonPaths } from "./jsonPaths.ts";
import type { Shape, Shaped, ShapeNode, ValueKind } from "./jsonShape.ts";
import { Shapes } from "./jsonShapes.ts";

type Json = string | number | boolean | null | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

/** Lists in lists, and objects for the list of names, are not followed any deeper. */
const DEEPEST = 16;
/** Further names of a line are not listed; paths to them work all the same. */
const MOST_NAMES = 1000;
const NO_HEADER: readonly string[] = [];

export class JsonReading implements Reading {
  readonly header = NO_HEADER;
  readonly timestamp = null;
  readonly message: string;
  /** Null: the line was parsed. */
  readonly shaped: Shaped | null;
  private parsed: JsonObject | null;

  constructor(message: string, shaped: Shaped | null, parsed: JsonObject | null) {
    this.message = message;
    this.shaped = shaped;
    this.parsed = parsed;
  }

  get object(): JsonObject {
    return (this.parsed ??= JSON.parse(this.message) as JsonObject);
  }
}

/** For one source, whose files are mostly written by one producer. */
export function jsonFormat(): Format<JsonReading> {
  const shapes = new Shapes();
  return {
    key: "json",
    open: () => ({ read: (text) => read(text, shapes) }),
    field: (name) => new PathReader(name),
    layout: ({ shaped }) => shaped?.shape ?? null,
    among: (names) => {
      const paths = new JsonPaths(names, DEEPEST);
      return { in: ({ object }) => paths.in(object) };
    },
    names: ({ object }) => {
      const names = new Set<string>();
      collect(object, "", 0, names);
      return names;
    },
  };
}

function read(text: string, shapes: Shapes): JsonReading | string {
  const shaped = shapes.find(text);
  if (shaped !== null) return new JsonReading(text, shaped, null);
  const marked = text.charCodeAt(0) === 0xfeff;
  let value: Json;
  try {
    value = JSON.parse(marked ? text.slice(1) : text) as Json;
  } catch (error) {
    if (text.trim() === "") return "empty line";
    return `no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (!isObject(value)) return `no JSON object: the line is ${nameOf(value)}, which has no fields`;
  if (!marked) shapes.learn(text);
  return new JsonReading(text, null, value);
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
  /** Which element of the list that is there, as in `roles[0].name`; null: all of them. */
  readonly element: number | null;
  /** Index of the segment behind it. */
  readonly next: number;
}

/** Where in lines of one shape a path's value may be. */
interface Spot {
  readonly kind: ValueKind;
  /** Number of the value. */
  readonly index: number;
  /** The segments from this one on lead on into the list that is there. */
  readonly next: number;
}

/** Keys win over paths, longer ones over shorter ones: `{"a.b": 1}` and `{"a": {"b": 1}}` both have `a.b`. */
class PathReader implements FieldReader<JsonReading> {
  /** By segment. */
  private readonly keys: readonly (readonly Key[])[];
  private readonly remembered = new Remembered();
  /** Of the last line. */
  private shape: Shape | null = null;
  private here: readonly Spot[] = [];

  constructor(path: string) {
    const segments = path.split(".");
    this.keys = segments.map((_, from) =>
      segments
        .slice(from)
        .flatMap((__, more) => keysOf(segments, from, from + more + 1))
        .reverse(),
    );
  }

  of(reading: JsonReading): Value {
    const { shaped } = reading;
    if (shaped === null) return this.at(reading.object, 0, 0) ?? null;
    if (shaped.shape !== this.shape) this.turnTo(shaped.shape);
    const { here } = this;
    for (let i = 0; i < here.length; i++) {
      const spot = here[i]!;
      const capture = shaped.captures[spot.index]!;
      // Nobody had asked for it when lines of this shape were last looked at.
      if (capture === 0) return this.at(reading.object, 0, 0) ?? null;
      const value = this.value(shaped, capture, spot);
      if (value !== null) return value;
    }
    return null;
  }

  lacks(layout: object): boolean {
    this.turnTo(layout as Shape);
    return this.here.length === 0;
  }

  private turnTo(shape: Shape): void {
    this.shape = shape;
    this.here = shape.ask(
      this,
      (root) => this.spotsIn(root, 0),
      (spots) => spots.map(({ index }) => index),
    );
  }

  /** In the order in which `at` looks: the first that is not missing is what it finds. */
  private spotsIn(node: ShapeNode, from: number): readonly Spot[] {
    const done = from === this.keys.length;
    if (node.kind !== "object") return done || node.kind === "list" ? [{ ...node, next: from }] : [];
    if (done) return [];
    return this.keys[from]!.flatMap(({ name, element, next }) => {
      const inner = node.keys.get(name);
      // A list in a line of a known shape has no objects; an object is one of its own.
      if (inner === undefined || (element !== null && (element > 0 || inner.kind !== "object"))) return [];
      return this.spotsIn(inner, next);
    });
  }

  private value(shaped: Shaped, capture: number, { kind, next }: Spot): Value {
    const text = shaped.captured[capture]!;
    if (kind === "text") return this.remembered.find(text) ?? this.remembered.learn(text, shaped.meaning(capture));
    const value = JSON.parse(text) as Json;
    return kind === "list" && next < this.keys.length ? (this.at(value, next, 0) ?? null) : leaf(value);
  }

  private at(value: Json, from: number, depth: number): Value | undefined {
    if (typeof value !== "object" || value === null) return undefined;
    if (Array.isArray(value)) {
      const found = depth > DEEPEST ? [] : value.flatMap((element: Json) => this.at(element, from, depth + 1) ?? []);
      return found.length === 0 ? undefined : found;
    }
    for (const { name, inherited, element, next } of this.keys[from]!) {
      if (inherited && !Object.hasOwn(value, name)) continue;
      const here = (value as JsonObject)[name];
      const inner = here === undefined || element === null ? here : elementOf(here, element);
      if (inner === undefined) continue;
      const found = next === this.keys.length ? leaf(inner) : this.at(inner, next, depth);
      if (found !== undefined && found !== null) return found;
    }
    return undefined;
  }
}

const INDEX = /\[(\d+)\]$/;

/** A key that is written like this comes before the list that it may point into, which stands first here. */
function keysOf(segments: readonly string[], from: number, next: number): readonly Key[] {
  const name = segments.slice(from, next).join(".");
  const key = (own: string, element: number | null): Key => ({
    name: own,
    inherited: own in Object.prototype,
    element,
    next,
  });
  // A whole list is asked for its element by the term that reads it.
  const index = next < segments.length ? INDEX.exec(name) : null;
  return index === null ? [key(name, null)] : [key(name.slice(0, index.index), Number(index[1])), key(name, null)];
}

/** Of what is no list: itself at 0. */
function elementOf(value: Json, index: number): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[])[index];
  return index === 0 ? value : undefined;
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
