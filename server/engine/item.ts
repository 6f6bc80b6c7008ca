/**
 * What travels through the engine: records and detections, both as items with a place. Invariant: places are a strict
 * total order that does not depend on arrival; everything downstream of the queue goes by it and by nothing else.
 */
import type { Micros, Value } from "../model/program.ts";
import { compareFiles } from "./order/rotation.ts";

/** The fields of all items of one kind: one per source, one per rule, made once per replay. */
export class Schema {
  readonly index: number;
  /** Name of the source or the rule. */
  readonly name: string;
  readonly kind: "source" | "rule";
  readonly fields: readonly string[];
  private readonly slots: ReadonlyMap<string, number>;

  constructor(index: number, name: string, kind: "source" | "rule", fields: readonly string[]) {
    this.index = index;
    this.name = name;
    this.kind = kind;
    this.fields = fields;
    this.slots = new Map(fields.map((field, slot) => [field, slot]));
  }

  /** The slot of a field in `values`; -1 where items of this kind never have it. */
  slot(field: string): number {
    return this.slots.get(field) ?? -1;
  }
}

/** Where a detection stands among those of one cause: behind the record itself, inner ones first. */
export interface Rank {
  readonly depth: number;
  readonly rule: string;
  readonly key: readonly Value[];
  /** Which pattern of the rule: nested ones count up, inner ones and then those written first in front; its own last. */
  readonly pattern: number;
  readonly number: number;
  /** Null: a record is the cause. */
  readonly deadline: Deadline | null;
}

/** The end of a wait: it stands behind every record with time <= `time`. */
export interface Deadline {
  readonly time: Micros;
  readonly depth: number;
  readonly rule: string;
  readonly key: readonly Value[];
  /** The item whose match waited. */
  readonly completing: Item;
  readonly pattern: number;
}

/** A released record or a detection. `values` is parallel to `schema.fields`; null is missing. */
export interface Item {
  readonly schema: Schema;
  readonly values: readonly Value[];
  /** Record time; of a detection the time of its cause. */
  readonly time: Micros;
  /** Source name, workspace-relative file path and position in the file: of a detection those of its cause. */
  readonly source: string;
  readonly file: string;
  readonly position: number;
  /** Null for a record. */
  readonly rank: Rank | null;
}

/** A line of a log as unified record. Holds what restoring its line needs; never the line itself. */
export interface LogRecord extends Item {
  readonly rank: null;
  /** 1-based. */
  readonly line: number;
  /** Of the line's first byte in the file. */
  readonly offset: number;
  /** System time of arrival. */
  readonly arrived: Micros;
  /** Code of the common part; null: no template matched, `features` is the whole message. */
  readonly template: number | null;
  /** Raw texts of the variable parts, in the template's order. */
  readonly features: readonly string[];
  /** What the format split off in front of the message, in the format's own layout. */
  readonly header: readonly string[];
  /** `\n`, `\r\n` or nothing (last line), and whether the bytes were not UTF-8 (then one char per byte). */
  readonly ending: string;
  readonly latin1: boolean;
  /** The bytes were UTF-16 in this order; absent: they were not. */
  readonly wide?: "little" | "big" | undefined;
  /** Slots that may have a value, ascending: a source's fields are many, its lines have few. Absent: all may. */
  readonly filled?: readonly number[];
}

const compareStrings = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Order of two key values: missing, numbers (and booleans), strings, lists. */
export function compareValues(a: Value, b: Value): number {
  const ka = kindOf(a);
  const kb = kindOf(b);
  if (ka !== kb) return ka - kb;
  if (typeof a === "string") return compareStrings(a, b as string);
  if (Array.isArray(a)) return compareKeys(a as readonly Value[], b as readonly Value[]);
  return Number(a) - Number(b);
}

function kindOf(value: Value): number {
  if (value === null) return 0;
  if (typeof value === "string") return 2;
  return typeof value === "object" ? 3 : 1;
}

export function compareKeys(a: readonly Value[], b: readonly Value[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareValues(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Negative: `a` is before `b`; positive: behind; 0: the same item. */
export function comparePlaces(a: Item, b: Item): number {
  if (a.time !== b.time) return a.time - b.time;
  const da = a.rank?.deadline ?? null;
  const db = b.rank?.deadline ?? null;
  if (da === null || db === null) {
    if (da !== db) return da === null ? -1 : 1;
    return (
      compareStrings(a.source, b.source) ||
      compareFiles(a.file, b.file) ||
      a.position - b.position ||
      compareRanks(a.rank, b.rank)
    );
  }
  return compareDeadlines(da, db) || compareRanks(a.rank, b.rank);
}

export function compareDeadlines(a: Deadline, b: Deadline): number {
  return (
    a.time - b.time ||
    a.depth - b.depth ||
    compareStrings(a.rule, b.rule) ||
    compareKeys(a.key, b.key) ||
    comparePlaces(a.completing, b.completing) ||
    a.pattern - b.pattern
  );
}

function compareRanks(a: Rank | null, b: Rank | null): number {
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  return (
    a.depth - b.depth ||
    compareStrings(a.rule, b.rule) ||
    compareKeys(a.key, b.key) ||
    a.pattern - b.pattern ||
    a.number - b.number
  );
}
