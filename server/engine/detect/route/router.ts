/**
 * Which leaves an item of one schema can fit at all, found by what it has instead of by trying each. Invariant: every
 * leaf that takes the item is among the candidates, in the order of the leaves.
 */
import type { Value } from "../../../model/program.ts";
import type { Item, Schema } from "../../item.ts";
import { isScalar, type Scalar } from "../../terms/compare.ts";
import { fold } from "../../terms/fold.ts";
import { Automaton, type Pattern } from "./automaton.ts";
import type { Fact, Witness } from "./witness.ts";

export interface Routed {
  readonly index: number;
  readonly witness: Witness;
}

/** Texts of one field whose leaves are remembered; a field with more different ones is searched each time. */
const MOST_REMEMBERED = 4096;
/** Longer texts seldom come twice. */
const LONGEST_REMEMBERED = 256;

export class Router<Leaf extends Routed> {
  private readonly leaves: readonly Leaf[];
  /** Positions in `leaves` of those that nothing can be looked up for. */
  private readonly always: readonly number[];
  private readonly fields: readonly FieldRoutes[];
  /** By position: the last item that had it as a candidate. */
  private readonly seen: Uint32Array;
  private turn = 0;

  constructor(leaves: readonly Leaf[], schema: Schema) {
    this.leaves = leaves;
    this.always = leaves.flatMap(({ witness }, position) => (witness === null ? [position] : []));
    this.seen = new Uint32Array(leaves.length);
    const facts = new Map<string, Map<Fact, number>>();
    for (const [position, { witness }] of leaves.entries())
      for (const fact of witness ?? []) {
        const known = facts.get(fact.field);
        if (known === undefined) facts.set(fact.field, new Map([[fact, position]]));
        else known.set(fact, position);
      }
    this.fields = [...facts].flatMap(([field, own]) => {
      const slot = schema.slot(field);
      return slot < 0 ? [] : [new FieldRoutes(slot, own)];
    });
  }

  candidates(item: Item): readonly Leaf[] {
    if (this.fields.length === 0) return this.always.length === this.leaves.length ? this.leaves : this.unindexed();
    this.turn = this.turn === 0xffff_ffff ? this.restart() : this.turn + 1;
    const positions: number[] = [];
    for (const field of this.fields) field.collect(item.values[field.slot]!, positions, this.seen, this.turn);
    if (positions.length === 0) return this.unindexed();
    positions.push(...this.always);
    positions.sort((a, b) => a - b);
    return positions.map((position) => this.leaves[position]!);
  }

  private alwaysLeaves: readonly Leaf[] | null = null;

  private unindexed(): readonly Leaf[] {
    return (this.alwaysLeaves ??= this.always.map((position) => this.leaves[position]!));
  }

  private restart(): number {
    this.seen.fill(0);
    return 1;
  }
}

/** The facts about one field. */
class FieldRoutes {
  readonly slot: number;
  private readonly numbers = new Map<number | boolean, number[]>();
  private readonly wholes = new Map<string, number[]>();
  private readonly parts: Automaton | null;
  /** By pattern of the automaton. */
  private readonly behind: readonly (readonly number[])[];
  private readonly remembered = new Map<string, readonly number[]>();

  constructor(slot: number, facts: ReadonlyMap<Fact, number>) {
    this.slot = slot;
    const patterns = new Map<string, { readonly pattern: Pattern; readonly leaves: number[] }>();
    for (const [fact, leaf] of facts) {
      if (fact.kind === "number") add(this.numbers, fact.value, leaf);
      else if (fact.at === "whole") add(this.wholes, fact.text, leaf);
      else {
        const { at, text } = fact;
        const key = `${at} ${text}`;
        const known = patterns.get(key);
        if (known === undefined) patterns.set(key, { pattern: { text, at }, leaves: [leaf] });
        else known.leaves.push(leaf);
      }
    }
    const all = [...patterns.values()];
    this.behind = all.map(({ leaves }) => leaves);
    this.parts = all.length === 0 ? null : new Automaton(all.map(({ pattern }) => pattern));
  }

  collect(value: Value, into: number[], seen: Uint32Array, turn: number): void {
    if (value === null) return;
    if (!isScalar(value)) {
      for (const element of value) this.collect(element, into, seen, turn);
      return;
    }
    for (const leaf of this.of(value)) {
      if (seen[leaf] === turn) continue;
      seen[leaf] = turn;
      into.push(leaf);
    }
  }

  private of(value: Scalar): readonly number[] {
    if (typeof value !== "string") return this.numbers.get(value) ?? NONE;
    const known = this.remembered.get(value);
    if (known !== undefined) return known;
    const text = fold(value);
    const whole = this.wholes.get(text) ?? NONE;
    const leaves = this.parts === null ? whole : this.search(this.parts, text, whole);
    if (this.remembered.size < MOST_REMEMBERED && value.length <= LONGEST_REMEMBERED)
      this.remembered.set(value, leaves);
    return leaves;
  }

  private search(parts: Automaton, text: string, whole: readonly number[]): readonly number[] {
    const found = new Set<number>();
    parts.find(text, (pattern) => found.add(pattern));
    if (found.size === 0) return whole;
    return [...new Set([...whole, ...[...found].flatMap((pattern) => this.behind[pattern]!)])];
  }
}

const NONE: readonly number[] = [];

function add<Key>(map: Map<Key, number[]>, key: Key, leaf: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [leaf]);
  else known.push(leaf);
}
