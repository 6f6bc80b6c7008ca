/**
 * The rows by their values: of each field the distinct values, and which rows have which. Invariant: each row is looked through
 * once, for all fields together, and rows that are added are added to them; a judgement of values is then a judgement of 100,000
 * rows at the price of a loop over numbers. A field that few rows have costs no more than those few.
 */
import type { Row, Value } from "../panel/messages.ts";
import { value } from "./format.ts";

/** Pairs of a row and a value of it. */
interface Column {
  /** Parallel: indexes of rows, ascending, and of values. */
  readonly rows: number[];
  readonly ids: number[];
  /** The values of the pairs so far, each once. */
  distinct: { readonly ids: number[]; readonly pairs: number };
}

/** What every row may have. `field` holds the names, `value` the values of whatever a row is keyed by or emits. */
const OWN = ["rule", "severity", "tactic", "attack", "source", "key", "field", "value"] as const;
type Own = (typeof OWN)[number];
/** All that words without a field are looked for in. */
const EVERYWHERE: readonly Own[] = ["rule", "severity", "tactic", "attack", "value"];

/** Rows that are looked through while nobody waits. */
const AT_ONCE = 1_000;

const empty = (): Column => ({ rows: [], ids: [], distinct: { ids: [], pairs: 0 } });
const emptyOwn = (): Record<Own, Column> =>
  Object.fromEntries(OWN.map((name) => [name, empty()])) as Record<Own, Column>;
const isOwn = (field: string): field is Own => OWN.some((name) => name === field);

/** Of a value: nobody asked yet, no, yes. */
const [UNKNOWN, NO, YES] = [0, 1, 2];

export class Columns {
  rows: readonly Row[] = [];
  /** All that occur anywhere, as they are shown; and the same in lower case. Their indexes are their ids. */
  readonly values: string[] = [];
  readonly lower: string[] = [];
  private readonly known = new Map<string, number>();
  /** The same by what rows hold: to write a value costs more than to look it up. */
  private readonly held = new Map<Value, number>();
  /** So many rows were looked through. */
  private looked = 0;
  private own = emptyOwn();
  /** By names in lower case. */
  private named = new Map<string, Column>();

  /** Goes on with these rows; those that were there before stay looked through. */
  update(rows: readonly Row[]): void {
    const { length } = this.rows;
    const grown = rows.length >= length && rows[0] === this.rows[0] && rows[length - 1] === this.rows[length - 1];
    this.rows = rows;
    if (grown) return;
    this.looked = 0;
    this.own = emptyOwn();
    this.named = new Map();
    this.values.length = this.lower.length = 0;
    this.known.clear();
    this.held.clear();
  }

  /** Looks some rows through before somebody asks. */
  warm(): void {
    this.look(this.looked + AT_ONCE);
  }

  /** All rows were looked through. */
  get warmed(): boolean {
    return this.looked >= this.rows.length;
  }

  /** Names of all fields that rows are keyed by or emit, in lower case. */
  fields(): readonly string[] {
    return this.distinct("field").map((id) => this.values[id]!);
  }

  /** Every row may have this field (in lower case), or some row has it. */
  has(field: string): boolean {
    this.look(Infinity);
    return isOwn(field) || this.named.has(field);
  }

  /** Ids of the values of a field (in lower case), each once, in the order in which they came. */
  distinct(field: string): readonly number[] {
    const column = this.of(field);
    const { ids: known, pairs } = column.distinct;
    if (pairs < column.ids.length) {
      const seen = new Uint8Array(this.values.length);
      for (const id of known) seen[id] = 1;
      for (let i = pairs; i < column.ids.length; i++) {
        const id = column.ids[i]!;
        if (seen[id] === 0) known.push(id);
        seen[id] = 1;
      }
      column.distinct = { ids: known, pairs: column.ids.length };
    }
    return known;
  }

  /** Undefined: nothing is called so. */
  idOf(value: string): number | undefined {
    return this.known.get(value);
  }

  /** 1 for each row of which some value, in lower case, holds; `field` null: a value of any field. */
  having(field: string | null, holds: (value: string) => boolean): Uint8Array {
    const hits = new Uint8Array(this.rows.length);
    this.look(Infinity);
    const verdicts = new Uint8Array(this.values.length);
    for (const name of field === null ? EVERYWHERE : [field]) {
      const { rows, ids } = this.of(name);
      for (let i = 0; i < ids.length; i++) {
        const id = ids[i]!;
        if (verdicts[id] === UNKNOWN) verdicts[id] = holds(this.lower[id]!) ? YES : NO;
        if (verdicts[id] === YES) hits[rows[i]!] = 1;
      }
    }
    return hits;
  }

  /** By ids, how many of the rows in `among` have each value; a row that has it twice counts once. */
  counts(field: string, among: Uint8Array): Int32Array {
    const { rows, ids } = this.of(field);
    const counts = new Int32Array(this.values.length);
    const last = new Int32Array(this.values.length).fill(-1);
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      const row = rows[i]!;
      if (among[row] !== 1 || last[id] === row) continue;
      last[id] = row;
      counts[id]!++;
    }
    return counts;
  }

  /** How many of the rows in `among` have a value at all. */
  countOf(field: string, among: Uint8Array): number {
    const { rows } = this.of(field);
    let [count, last] = [0, -1];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (row !== last) count += among[row]!;
      last = row;
    }
    return count;
  }

  private of(field: string): Column {
    this.look(Infinity);
    return isOwn(field) ? this.own[field] : (this.named.get(field) ?? empty());
  }

  private look(most: number): void {
    const end = Math.min(most, this.rows.length);
    for (let i = this.looked; i < end; i++) this.add(this.rows[i]!, i);
    this.looked = Math.max(this.looked, end);
  }

  private add({ rule, severity, tactic, attack, sources, key, emit }: Row, at: number): void {
    const { own } = this;
    put(own.rule, at, this.id(rule));
    put(own.severity, at, this.id(severity));
    if (tactic !== null) put(own.tactic, at, this.id(tactic));
    for (const technique of attack) put(own.attack, at, this.id(technique));
    for (const name of sources) put(own.source, at, this.id(name));
    for (const [name, held] of key) {
      put(own.key, at, this.id(held));
      this.addField(name.toLowerCase(), at, held);
    }
    for (const [name, held] of emit) this.addField(name.toLowerCase(), at, held);
  }

  private addField(name: string, at: number, held: Value): void {
    let column = this.named.get(name);
    if (column === undefined) this.named.set(name, (column = empty()));
    put(this.own.field, at, this.id(name));
    this.addValue(column, at, held);
  }

  /** Each of a list is found, and numbers with their commas and without. */
  private addValue(column: Column, at: number, held: Value): void {
    if (Array.isArray(held)) {
      for (const each of held as readonly Value[]) this.addValue(column, at, each);
      return;
    }
    const id = this.id(held);
    put(column, at, id);
    put(this.own.value, at, id);
    if (typeof held === "number" && Math.abs(held) >= 1_000) this.addValue(column, at, String(held));
  }

  private id(held: Value): number {
    let id = this.held.get(held);
    if (id !== undefined) return id;
    const text = value(held);
    id = this.known.get(text);
    if (id === undefined) {
      id = this.values.push(text) - 1;
      this.lower.push(text.toLowerCase());
      this.known.set(text, id);
    }
    if (!Array.isArray(held)) this.held.set(held, id);
    return id;
  }
}

function put(column: Column, at: number, id: number): void {
  column.ids.push(id);
  column.rows.push(at);
}
