/**
 * Which leaves an item of one schema can fit at all, found by what it has instead of by trying each. Invariant: every
 * leaf that takes the item is among the candidates, in the order of the leaves; what was seen before changes how many
 * others are, never that.
 *
 * The first items are tried on every leaf. Of a leaf's witnesses that one is then chosen that lets the fewest of them
 * through: a rule for `powershell.exe` and a rare word is found by the word. Further on the choice is made once more.
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

/** After so many items the choice is made, with the last ones in front of it as the sample. */
const CHOICES = [64, 8192];
const SAMPLE = 64;

export class Router<Leaf extends Routed> {
  private readonly leaves: readonly Leaf[];
  private readonly schema: Schema;
  /** Those that nothing can be looked up for. */
  private readonly always: readonly Leaf[];
  private readonly alwaysAt: readonly number[];
  /** Null before the first choice. */
  private fields: readonly FieldIndex[] | null = null;
  /** By position in `leaves`: the last turn that had it as a candidate. */
  private readonly seen: Uint32Array;
  private turn = 0;
  private items = 0;
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
    if (this.fields === null) return this.leaves;
    this.turn = this.turn === 0xffff_ffff ? this.restart() : this.turn + 1;
    const positions: number[] = [];
    for (const field of this.fields) field.collect(item.values[field.slot]!, positions, this.seen, this.turn);
    if (positions.length === 0) return this.always;
    positions.push(...this.alwaysAt);
    positions.sort((a, b) => a - b);
    return positions.map((position) => this.leaves[position]!);
  }

  private learn(item: Item): void {
    this.items++;
    const next = CHOICES.find((count) => count >= this.items)!;
    if (this.items > next - SAMPLE) this.sample.push(item);
    if (this.items < next) return;
    this.fields = this.indexed(hitsIn(this.sample));
    this.sample = [];
  }

  private indexed(hits: (fact: Fact) => number): readonly FieldIndex[] {
    const cost = (witness: Witness): number =>
      witness.reduce((sum, fact) => sum + hits(fact), 0) + Math.min(weakness(witness), 1) / 2;
    const fields = new Map<number, (readonly [Fact, number])[]>();
    for (const [position, { witnesses }] of this.leaves.entries())
      for (const fact of cheapest(witnesses, cost)) {
        const slot = this.schema.slot(fact.field);
        if (slot < 0) continue;
        const known = fields.get(slot);
        if (known === undefined) fields.set(slot, [[fact, position]]);
        else known.push([fact, position]);
      }
    return [...fields].map(([slot, own]) => new FieldIndex(slot, own));
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

/** How many of the items a fact is true of. */
function hitsIn(sample: readonly Item[]): (fact: Fact) => number {
  const values = new Map<string, ReadonlyMap<Scalar, number>>();
  const known = new Map<string, number>();
  return (fact) => {
    const key = JSON.stringify(fact);
    let hits = known.get(key);
    if (hits !== undefined) return hits;
    let counts = values.get(fact.field);
    if (counts === undefined) values.set(fact.field, (counts = valuesOf(sample, fact.field)));
    hits = 0;
    for (const [value, count] of counts) if (isTrueOf(fact, value)) hits += count;
    known.set(key, hits);
    return hits;
  };
}

/** The different values, texts folded, each with how often it comes. */
function valuesOf(sample: readonly Item[], field: string): ReadonlyMap<Scalar, number> {
  const counts = new Map<Scalar, number>();
  for (const { schema, values } of sample) {
    const value = values[schema.slot(field)] ?? null;
    for (const each of [value].flat() as readonly Value[]) {
      if (each === null || !isScalar(each)) continue;
      const folded = typeof each === "string" ? fold(each) : each;
      counts.set(folded, (counts.get(folded) ?? 0) + 1);
    }
  }
  return counts;
}
