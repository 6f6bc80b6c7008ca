/**
 * The facts about one field, and whose they are, found by the field's value. Invariant: an owner is collected if and only
 * if one of its facts is true of the value.
 */
import type { Value } from "../../../model/program.ts";
import { isScalar, type Scalar } from "../../terms/compare.ts";
import { fold } from "../../terms/fold.ts";
import { Automaton, type Pattern } from "./automaton.ts";
import type { Fact } from "./witness.ts";

/** Texts whose owners are remembered; a field with more different ones is searched each time. */
const MOST_REMEMBERED = 4096;
/** Longer texts seldom come twice. */
const LONGEST_REMEMBERED = 256;
const NONE: readonly number[] = [];

export class FieldIndex {
  readonly slot: number;
  private readonly numbers = new Map<number | boolean, number[]>();
  private readonly wholes = new Map<string, number[]>();
  private readonly parts: Automaton | null;
  /** By pattern of the automaton. */
  private readonly behind: readonly (readonly number[])[];
  private readonly remembered = new Map<string, readonly number[]>();

  constructor(slot: number, facts: readonly (readonly [Fact, number])[]) {
    this.slot = slot;
    const patterns = new Map<string, { readonly pattern: Pattern; readonly owners: number[] }>();
    for (const [fact, owner] of facts) {
      if (fact.kind === "number") add(this.numbers, fact.value, owner);
      else if (fact.at === "whole") add(this.wholes, fact.text, owner);
      else {
        const { at, text } = fact;
        const key = `${at} ${text}`;
        const known = patterns.get(key);
        if (known === undefined) patterns.set(key, { pattern: { text, at }, owners: [owner] });
        else known.owners.push(owner);
      }
    }
    const all = [...patterns.values()];
    this.behind = all.map(({ owners }) => owners);
    this.parts = all.length === 0 ? null : new Automaton(all.map(({ pattern }) => pattern));
  }

  /** Those that `seen` does not have in this turn already. */
  collect(value: Value, into: number[], seen: Uint32Array, turn: number): void {
    if (value === null) return;
    if (!isScalar(value)) {
      for (const element of value) this.collect(element, into, seen, turn);
      return;
    }
    for (const owner of this.of(value)) {
      if (seen[owner] === turn) continue;
      seen[owner] = turn;
      into.push(owner);
    }
  }

  private of(value: Scalar): readonly number[] {
    if (typeof value !== "string") return this.numbers.get(value) ?? NONE;
    if (value.length > LONGEST_REMEMBERED) return this.find(value);
    const known = this.remembered.get(value);
    if (known !== undefined) return known;
    const owners = this.find(value);
    if (this.remembered.size < MOST_REMEMBERED) this.remembered.set(value, owners);
    return owners;
  }

  private find(value: string): readonly number[] {
    const text = fold(value);
    const whole = this.wholes.get(text) ?? NONE;
    if (this.parts === null) return whole;
    const found: number[] = [];
    this.parts.find(text, (pattern) => found.push(pattern));
    if (found.length === 0) return whole;
    return [...whole, ...found.flatMap((pattern) => this.behind[pattern]!)];
  }
}

function add<Key>(map: Map<Key, number[]>, key: Key, owner: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [owner]);
  else known.push(owner);
}
