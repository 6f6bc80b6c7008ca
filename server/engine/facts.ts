/**
 * What the fields of a source hold, collected while its records go by. Invariant: bounded memory: per field so many
 * distinct values are counted, those that come first; a field that has so many and hardly one twice has none to speak of.
 */
import type { LogRecord, Schema } from "./item.ts";
import type { FieldFacts } from "./events.ts";
import { canonicalAddress } from "../model/address.ts";
import type { Type, Value } from "../model/program.ts";

/** Values are counted in so many records of a source, and then in every so many-th, which stands for those between. */
const WHOLE_RECORDS = 5_000;
const STRIDE = 16;
const DISTINCT = 2_000;
const LISTED = 50;
/** A field whose values come less often than this on the average, when the most are known, is an identifier. */
const SELDOM = 1.5;
/** A longer text is no value that somebody would complete. */
const LONGEST = 200;
/** Different in every record, or nearly. */
const UNIQUE = new Set(["id", "time", "message", "timestamp", "arrived", "lag", "source"]);

/** A text is looked up once to be counted: most come again. */
interface Counter {
  count: number;
}

export class SourceFacts {
  private readonly schema: Schema;
  private readonly present: Float64Array;
  private readonly counts: (Map<string, Counter> | null)[];
  /** By slot: bits of the kinds of its values. */
  private readonly kinds: Uint8Array;
  /** Codes of templates are counted in all records: their sum is the number of the records that have one. */
  private readonly template: number;
  private readonly all: readonly number[];
  private records = 0;

  constructor(schema: Schema) {
    this.schema = schema;
    this.present = new Float64Array(schema.fields.length);
    this.kinds = new Uint8Array(schema.fields.length);
    this.all = schema.fields.map((_, slot) => slot);
    this.template = schema.slot("template");
    this.counts = schema.fields.map((field) => (UNIQUE.has(field) ? null : new Map<string, Counter>()));
  }

  take({ values, filled }: Pick<LogRecord, "values" | "filled">): void {
    const { template } = this;
    const weight = this.records < WHOLE_RECORDS ? 1 : this.records % STRIDE === 0 ? STRIDE : 0;
    this.records++;
    const slots = filled ?? this.all;
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]!;
      const value = values[slot]!;
      if (value === null) continue;
      this.present[slot]!++;
      this.kinds[slot]! |= typeof value === "string" ? TEXT : kindOf(value);
      if (slot === template) this.count(slot, value, 1);
      else if (weight > 0) this.count(slot, value, weight);
    }
  }

  /** Of a list its elements, each once for the record: a condition asks for one of them, never for the whole. */
  private count(slot: number, value: Value, weight: number): void {
    if (typeof value === "object" && value !== null) {
      for (const element of new Set(value)) this.countOne(slot, element, weight);
    } else this.countOne(slot, value, weight);
  }

  private countOne(slot: number, value: Value, weight: number): void {
    const counts = this.counts[slot];
    if (!counts) return;
    const text = typeof value === "string" ? value : String(value);
    if (text.length > LONGEST) return;
    const known = counts.get(text);
    if (known !== undefined) known.count += weight;
    else if (counts.size < DISTINCT) counts.set(text, { count: weight });
    else if (this.present[slot]! < SELDOM * DISTINCT) this.counts[slot] = null;
  }

  /** By field; the most frequent values first, equally frequent ones by their text. */
  result(): Record<string, FieldFacts> {
    const facts = this.schema.fields.map((field, slot): [string, FieldFacts] => {
      const counted = [...(this.counts[slot] ?? [])].map(([text, { count }]): [string, number] => [text, count]);
      const values = counted.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      const listed = values.slice(0, LISTED);
      const type = typeOf(this.kinds[slot]!, listed);
      return [field, { present: this.present[slot]!, values: listed, ...(type && { type }) }];
    });
    return Object.fromEntries(facts);
  }
}

function typeOf(kinds: number, values: FieldFacts["values"]): Type | undefined {
  const addresses = kinds === TEXT && values.length > 0 && values.every(([value]) => canonicalAddress(value) !== null);
  return addresses ? "ip" : TYPES.get(kinds);
}

const TEXT = 1;
const WHOLE = 2;
const FRACTION = 4;
const TRUTH = 8;
const LIST = 16;

/** By the bits of the kinds that came: one kind, or numbers of both kinds. */
const TYPES: ReadonlyMap<number, Type> = new Map<number, Type>([
  [TEXT, "string"],
  [WHOLE, "int"],
  [FRACTION, "float"],
  [WHOLE | FRACTION, "float"],
  [TRUTH, "bool"],
  [LIST | TEXT, { list: "string" }],
  [LIST | WHOLE, { list: "int" }],
  [LIST | FRACTION, { list: "float" }],
  [LIST | WHOLE | FRACTION, { list: "float" }],
]);

function kindOf(value: Value): number {
  if (typeof value === "string") return TEXT;
  if (typeof value === "number") return Number.isInteger(value) ? WHOLE : FRACTION;
  if (typeof value === "boolean") return TRUTH;
  return value === null ? 0 : value.reduce<number>((kinds, element) => kinds | kindOf(element), LIST);
}
