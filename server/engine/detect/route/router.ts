/**
 * Which leaves an item of one schema can fit at all, found by what it has instead of by trying each. Invariant: every
 * leaf that takes the item is among the candidates, in the order of the leaves; what was seen before changes how many
 * others are, never that.
 *
 * Of a leaf's witnesses that one is chosen that lets the fewest items through: a rule for `powershell.exe` and a rare word
 * is found by the word. At first their texts alone tell, then the items so far do, if more leaves are tried than should be.
 */
import type { Value } from "../../../model/program.ts";
import type { Item, Schema } from "../../item.ts";
import { isScalar, type Scalar } from "../../terms/compare.ts";
import { fold } from "../../terms/fold.ts";
import { FieldIndex } from "./fieldIndex.ts";
import { isTrueOf, weakness, type Fact, type Witness } from "./witness.ts";

export interface Routed {
  readonly index: number;
  /** Any of them alone tells which items can fit; empty: every item can. */
  readonly witnesses: readonly Witness[];
}

/** After so many items the choice is made anew, with the last ones in front of it as the sample. */
const CHOICES = [8, 64, 8192];
const SAMPLE = 64;
/** Unless it was a good one: so many leaves were tried on an item in the mean. */
const GOOD = 0.25;

export class Router<Leaf extends Routed> {
  private readonly leaves: readonly Leaf[];
  private readonly schema: Schema;
  /** Those that nothing can be looked up for. */
  private readonly always: readonly Leaf[];
  private readonly alwaysAt: readonly number[];
  /** Null before the first item. */
  private fields: readonly FieldIndex[] | null = null;
  /** By position in `leaves`: the last turn that had it as a candidate. */
  private readonly seen: Uint32Array;
  private turn = 0;
  private items = 0;
  /** Leaves that were looked up since the last choice, and how many items there were before it. */
  private tried = 0;
  private chosen = 0;
  private sample: Item[] = [];

  constructor(leaves: readonly Leaf[], schema: Schema) {
    this.leaves = leaves;
    this.schema = schema;
    this.always = leaves.filter(({ witnesses }) => witnesses.length === 0);
    this.alwaysAt = leaves.flatMap(({ witnesses }, position) => (witnesses.length === 0 ? [position] : []));
    this.seen = new Uint32Array(leaves.length);
  }

  candidates(item: Item): readonly Leaf[] {
    if (this.always.length === this.leaves.length) return this.leaves;
    if (this.items < CHOICES[CHOICES.length - 1]!) this.learn(item);
    const fields = (this.fields ??= this.indexed(new Sample([])));
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
    this.items++;
    const next = CHOICES.find((count) => count >= this.items)!;
    if (this.items > next - SAMPLE) this.sample.push(item);
    if (this.items < next) return;
    if (this.tried > GOOD * (this.items - this.chosen)) this.fields = this.indexed(new Sample(this.sample));
    this.sample = [];
    this.tried = 0;
    this.chosen = this.items;
  }

  private indexed(sample: Sample): readonly FieldIndex[] {
    const cost = (witness: Witness): number =>
      witness.reduce((sum, fact) => sum + sample.hits(fact), 0) + Math.min(weakness(witness), 1) / 2;
    const fields = new Map<string, (readonly [Fact, number])[]>();
    for (const [position, { witnesses }] of this.leaves.entries())
      for (const fact of cheapest(witnesses, cost)) {
        if (this.schema.slot(fact.field) < 0) continue;
        const known = fields.get(fact.field);
        if (known === undefined) fields.set(fact.field, [[fact, position]]);
        else known.push([fact, position]);
      }
    return [...fields].map(
      ([field, own]) => new FieldIndex(this.schema.slot(field), own, sample.valuesOf(field).keys()),
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

/** Some items, to see how often a fact is true of such ones. */
class Sample {
  private readonly items: readonly Item[];
  private readonly values = new Map<string, ReadonlyMap<Scalar, number>>();
  private readonly known = new Map<string, number>();

  constructor(items: readonly Item[]) {
    this.items = items;
  }

  /** How many of the items it is true of. */
  hits(fact: Fact): number {
    const key = fact.kind === "text" ? `${fact.at} ${fact.field} ${fact.text}` : `number ${fact.field} ${fact.value}`;
    let hits = this.known.get(key);
    if (hits !== undefined) return hits;
    hits = 0;
    for (const [value, count] of this.valuesOf(fact.field)) if (isTrueOf(fact, value)) hits += count;
    this.known.set(key, hits);
    return hits;
  }

  /** The different values, texts folded, each with how often it comes. */
  valuesOf(field: string): ReadonlyMap<Scalar, number> {
    const known = this.values.get(field);
    if (known !== undefined) return known;
    const counts = new Map<Scalar, number>();
    for (const { schema, values } of this.items) {
      const value = values[schema.slot(field)] ?? null;
      for (const each of [value].flat() as readonly Value[]) {
        if (each === null || !isScalar(each)) continue;
        const folded = typeof each === "string" ? fold(each) : each;
        counts.set(folded, (counts.get(folded) ?? 0) + 1);
      }
    }
    this.values.set(field, counts);
    return counts;
  }
}
