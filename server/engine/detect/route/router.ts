/**
 * Which leaves an item of one schema can fit at all, found by what it has instead of by trying each. Invariant: every
 * leaf that takes the item is among the candidates, in the order of the leaves; what was seen before changes how many
 * others are, never that.
 *
 * Of a leaf's witnesses that one is chosen that lets the fewest items through: a rule for `powershell.exe` and a rare word
 * is found by the word. The last items tell. The choice is made anew when what it lets through has cost as much as that.
 */
import type { Value } from "../../../model/program.ts";
import type { Item, Schema } from "../../item.ts";
import { isScalar, type Scalar } from "../../terms/compare.ts";
import { fold } from "../../terms/fold.ts";
import { FieldIndex } from "./fieldIndex.ts";
import { eachGram, GramSet } from "./gram.ts";
import { isTrueOf, weakness, type Fact, type Witness } from "./witness.ts";

export interface Routed {
  readonly index: number;
  /** Any of them alone tells which items can fit; empty: every item can. */
  readonly witnesses: readonly Witness[];
}

/** So many items are tried on every leaf: without any to choose by, an index is soon to be made anew. */
const FIRST = 8;
/** So many of the last items are the sample. */
const SAMPLE = 64;
/** To make an index costs as much as to try each of its leaves so often. */
const DEAR = 8;
const CHOICES = 4;

export class Router<Leaf extends Routed> {
  private readonly leaves: readonly Leaf[];
  private readonly schema: Schema;
  /** Those that nothing can be looked up for. */
  private readonly always: readonly Leaf[];
  private readonly alwaysAt: readonly number[];
  /** Null during the first items. */
  private fields: readonly FieldIndex[] | null = null;
  /** By position in `leaves`: the last turn that had it as a candidate. */
  private readonly seen: Uint32Array;
  private turn = 0;
  private items = 0;
  private choices = 0;
  /** Items and leaves that were looked up for them, since the last choice. */
  private routed = 0;
  private tried = 0;
  /** Values of the last items: of a detection its evidence is not kept. */
  private readonly sample: (readonly Value[])[] = [];

  constructor(leaves: readonly Leaf[], schema: Schema) {
    this.leaves = leaves;
    this.schema = schema;
    this.always = leaves.filter(({ witnesses }) => witnesses.length === 0);
    this.alwaysAt = leaves.flatMap(({ witnesses }, position) => (witnesses.length === 0 ? [position] : []));
    this.seen = new Uint32Array(leaves.length);
  }

  candidates(item: Item): readonly Leaf[] {
    if (this.always.length === this.leaves.length) return this.leaves;
    if (this.choices < CHOICES) this.learn(item);
    const { fields } = this;
    if (fields === null) return this.leaves;
    this.turn = this.turn === 0xffff_ffff ? this.restart() : this.turn + 1;
    const positions: number[] = [];
    for (const field of fields) field.collect(item.values[field.slot]!, positions, this.seen, this.turn);
    if (positions.length === 0) return this.always;
    this.tried += positions.length;
    positions.push(...this.alwaysAt);
    positions.sort((a, b) => a - b);
    return positions.map((position) => this.leaves[position]!);
  }

  private learn(item: Item): void {
    this.sample[this.items++ % SAMPLE] = item.values;
    const due =
      this.fields === null
        ? this.items === FIRST
        : ++this.routed >= SAMPLE && this.tried > DEAR * (this.leaves.length - this.always.length);
    if (!due) return;
    this.fields = this.indexed(new Sample(this.schema, this.sample));
    this.routed = this.tried = 0;
    // The items of the last sample are not kept.
    if (++this.choices === CHOICES) this.sample.length = 0;
  }

  private indexed(sample: Sample): readonly FieldIndex[] {
    const cost = (witness: Witness): number =>
      witness.reduce((sum, fact) => sum + sample.of(fact.field).hits(fact), 0) + Math.min(weakness(witness), 1) / 2;
    const fields = new Map<string, (readonly [Fact, number])[]>();
    for (const [position, { witnesses }] of this.leaves.entries())
      for (const fact of cheapest(witnesses, cost)) {
        if (this.schema.slot(fact.field) < 0) continue;
        const known = fields.get(fact.field);
        if (known === undefined) fields.set(fact.field, [[fact, position]]);
        else known.push([fact, position]);
      }
    return [...fields].map(
      ([field, own]) => new FieldIndex(this.schema.slot(field), own, sample.of(field).counts.keys()),
    );
  }

  private restart(): number {
    this.seen.fill(0);
    return 1;
  }
}

function cheapest(witnesses: readonly Witness[], cost: (witness: Witness) => number): Witness {
  let best: Witness = [];
  let least = Infinity;
  for (const witness of witnesses) {
    const own = cost(witness);
    if (own >= least) continue;
    best = witness;
    least = own;
  }
  return best;
}

/** What a field holds in some items. */
class FieldSample {
  /** The different values, texts folded, each with how often it comes. */
  readonly counts = new Map<Scalar, number>();
  private readonly grams = new GramSet();
  private readonly known = new Map<string, number>();

  constructor(items: readonly (readonly Value[])[], slot: number) {
    for (const values of items) {
      const value = values[slot] ?? null;
      for (const each of [value].flat() as readonly Value[]) if (each !== null && isScalar(each)) this.add(each);
    }
  }

  private add(value: Scalar): void {
    const folded = typeof value === "string" ? fold(value) : value;
    const known = this.counts.get(folded);
    this.counts.set(folded, (known ?? 0) + 1);
    if (known === undefined && typeof folded === "string") eachGram(folded, (gram) => this.grams.add(gram));
  }

  /** How many of the items it is true of. */
  hits(fact: Fact): number {
    // So it nearly always is with thousands of rules.
    if (fact.kind === "text" && !this.grams.hasAllOf(fact.text)) return 0;
    const key = fact.kind === "text" ? fact.at + fact.text : `number ${fact.value}`;
    let hits = this.known.get(key);
    if (hits !== undefined) return hits;
    hits = 0;
    for (const [value, count] of this.counts) if (isTrueOf(fact, value)) hits += count;
    this.known.set(key, hits);
    return hits;
  }
}

/** Some items, to see how often a fact is true of such ones. */
class Sample {
  private readonly schema: Schema;
  private readonly items: readonly (readonly Value[])[];
  private readonly fields = new Map<string, FieldSample>();

  /** `items`: their values. */
  constructor(schema: Schema, items: readonly (readonly Value[])[]) {
    this.schema = schema;
    this.items = items;
  }

  of(field: string): FieldSample {
    let known = this.fields.get(field);
    if (known === undefined) this.fields.set(field, (known = new FieldSample(this.items, this.schema.slot(field))));
    return known;
  }
}
