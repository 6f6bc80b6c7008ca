/**
 * The rows by their values: of each field the distinct values, and which of them each row has. Invariant: a field is looked
 * through once, when it is first asked for, and rows that are added are added to it; a judgement of values is then a judgement of
 * 100,000 rows at the price of a loop over numbers.
 */
import type { Row, Value } from "../panel/messages.ts";
import { value } from "./format.ts";

export interface Column {
  /** Distinct, in the order in which they came. */
  readonly values: readonly string[];
  /** Indexes of values: those of row i are from `ends[i - 1]` to `ends[i]`. */
  readonly ids: readonly number[];
  readonly ends: readonly number[];
}

/** All that words without a field are looked for in. */
export const EVERYTHING = "*";

/** What is asked for most, in this order. */
const COMMON = ["rule", "severity", EVERYTHING, "field", "tactic", "source", "attack", "key"];
/** Rows that are looked through while nobody waits. */
const AT_ONCE = 2_000;

interface Growing extends Column {
  readonly values: string[];
  readonly ids: number[];
  readonly ends: number[];
  readonly known: Map<string, number>;
  /** The same by what rows hold: to write a value costs more than to look it up. */
  readonly held: Map<Value, number>;
}

export class Columns {
  rows: readonly Row[] = [];
  private readonly columns = new Map<string, Growing>();

  /** Goes on with these rows; those that were there before stay looked through. */
  update(rows: readonly Row[]): void {
    const { length } = this.rows;
    const grown = rows.length >= length && rows[0] === this.rows[0] && rows[length - 1] === this.rows[length - 1];
    if (!grown) this.columns.clear();
    this.rows = rows;
  }

  /** `field` in lower case, or EVERYTHING. */
  of(field: string): Column {
    return this.grow(field, Infinity);
  }

  /** Looks some rows through before somebody asks; false: there is nothing left to do. */
  warm(): boolean {
    for (const field of [...COMMON, ...(this.columns.get("field")?.values ?? [])]) {
      const known = this.columns.get(field)?.ends.length ?? 0;
      if (known < this.rows.length) this.grow(field, known + AT_ONCE);
      if (known < this.rows.length) return true;
    }
    return false;
  }

  private grow(field: string, most: number): Column {
    let column = this.columns.get(field);
    if (column === undefined) {
      column = { values: [], ids: [], ends: [], known: new Map(), held: new Map() };
      this.columns.set(field, column);
    }
    const end = Math.min(most, this.rows.length);
    for (let i = column.ends.length; i < end; i++) add(column, this.rows[i]!, field);
    return column;
  }

  /** Names of all fields that rows are keyed by or emit, in lower case. */
  fields(): readonly string[] {
    return this.of("field").values;
  }

  /** 1 for each row of which some value holds. */
  having(field: string, holds: (value: string) => boolean): Uint8Array {
    const { values, ids, ends } = this.of(field);
    const verdicts = Uint8Array.from(values, (each) => (holds(each) ? 1 : 0));
    const hits = new Uint8Array(ends.length);
    let at = 0;
    for (let i = 0; i < ends.length; i++) {
      const end = ends[i]!;
      for (; at < end; at++) if (verdicts[ids[at]!] === 1) hits[i] = 1;
    }
    return hits;
  }

  /** How many of the rows in `among` have each value; a row that has it twice counts once. */
  counts(field: string, among: Uint8Array): Int32Array {
    const { values, ids, ends } = this.of(field);
    const counts = new Int32Array(values.length);
    const last = new Int32Array(values.length).fill(-1);
    let at = 0;
    for (let i = 0; i < ends.length; i++) {
      for (const end = ends[i]!; at < end; at++) {
        const id = ids[at]!;
        if (among[i] !== 1 || last[id] === i) continue;
        last[id] = i;
        counts[id]!++;
      }
    }
    return counts;
  }
}

function add(column: Growing, row: Row, field: string): void {
  look(row, field, (held) => {
    let id = column.held.get(held);
    if (id === undefined) {
      const text = value(held);
      id = column.known.get(text) ?? column.values.push(text) - 1;
      column.known.set(text, id);
      if (!Array.isArray(held)) column.held.set(held, id);
    }
    column.ids.push(id);
  });
  column.ends.push(column.ids.length);
}

/** Tells what a row has under a name, as the list or the detail shows it. */
function look(row: Row, field: string, put: (held: Value) => void): void {
  switch (field) {
    case "rule":
      return put(row.rule);
    case "severity":
      return put(row.severity);
    case "attack":
      return row.attack.forEach((id) => put(id));
    case "tactic":
      return row.tactic === null ? undefined : put(row.tactic);
    case "source":
      return row.sources.forEach((name) => put(name));
    case "key":
      return row.key.forEach(([, held]) => put(held));
    case "field":
      for (const [name] of row.key) put(name.toLowerCase());
      for (const [name] of row.emit) put(name.toLowerCase());
      return;
    // Whatever the field is called: of an address that is an attacker in one rule and a target in the next.
    case "value":
      for (const [, held] of row.key) texts(held, put);
      for (const [, held] of row.emit) texts(held, put);
      return;
    case EVERYTHING:
      put(row.rule);
      put(row.severity);
      if (row.tactic !== null) put(row.tactic);
      row.attack.forEach((id) => put(id));
      for (const [, held] of row.key) put(held);
      for (const [, held] of row.emit) put(held);
      return;
    default:
      for (const [name, held] of row.key) if (name.toLowerCase() === field) texts(held, put);
      for (const [name, held] of row.emit) if (name.toLowerCase() === field) texts(held, put);
  }
}

/** Numbers are found with their commas and without. */
function texts(held: Value, put: (held: Value) => void): void {
  if (Array.isArray(held)) return held.forEach(put);
  put(held);
  if (typeof held === "number" && Math.abs(held) >= 1_000) put(String(held));
}
