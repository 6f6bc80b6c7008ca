/**
 * The facts about one field, and whose they are, found by the field's value. Invariant: an owner is collected if and only
 * if one of its facts is true of the value.
 */
import type { Value } from "../../../model/program.ts";
import { isScalar, type Scalar } from "../../terms/compare.ts";
import { fold } from "../../terms/fold.ts";
import { Automaton, type Pattern } from "./automaton.ts";
import { Grams } from "./grams.ts";
import type { Fact } from "./witness.ts";

/** Texts whose owners are remembered. */
const MOST_REMEMBERED = 4096;
/** Longer texts seldom come twice. */
const LONGEST_REMEMBERED = 256;
/** After so many texts it is judged whether to remember them pays: at least every third must have come before. */
const TRIAL = 1024;
const NONE: readonly number[] = [];

export class FieldIndex {
  readonly slot: number;
  private readonly numbers = new Map<number | boolean, number[]>();
  private readonly wholes = new Map<string, number[]>();
  /** What finds patterns: each of them is found by one of these. */
  private readonly grams: Grams | null;
  private readonly automaton: Automaton | null;
  /** By pattern. */
  private readonly behind: readonly (readonly number[])[];
  private readonly behindAutomaton: readonly (readonly number[])[];
  /** Null: the field's texts seldom repeat, and each is searched. */
  private remembered: Map<string, readonly number[]> | null = new Map<string, readonly number[]>();
  private asked = 0;
  private met = 0;

  /** `sample`: values of the field, texts folded. */
  constructor(slot: number, facts: readonly (readonly [Fact, number])[], sample: Iterable<Scalar> = []) {
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
    const grams =
      all.length === 0
        ? null
        : new Grams(
            all.map(({ pattern }) => pattern),
            [...sample].filter((value) => typeof value === "string"),
          );
    const left = grams?.left ?? [];
    this.grams = grams !== null && left.length < all.length ? grams : null;
    this.behindAutomaton = left.map((index) => this.behind[index]!);
    this.automaton = left.length === 0 ? null : new Automaton(left.map((index) => all[index]!.pattern));
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
    const { remembered } = this;
    if (remembered === null || value.length > LONGEST_REMEMBERED) return this.find(value);
    const known = remembered.get(value);
    if (known !== undefined) this.met++;
    if (++this.asked === TRIAL) {
      if (this.met * 3 < TRIAL) this.remembered = null;
      this.asked = this.met = 0;
    }
    if (known !== undefined) return known;
    const owners = this.find(value);
    if (remembered.size < MOST_REMEMBERED) remembered.set(value, owners);
    return owners;
  }

  /** Some of them several times. */
  private find(value: string): readonly number[] {
    const text = fold(value);
    const whole = this.wholes.size === 0 ? NONE : (this.wholes.get(text) ?? NONE);
    if (this.grams === null && this.automaton === null) return whole;
    let found: number[] | null = null;
    const take = (owners: readonly number[]): void => {
      found ??= [...whole];
      found.push(...owners);
    };
    this.grams?.find(text, (pattern) => take(this.behind[pattern]!));
    this.automaton?.find(text, (pattern) => take(this.behindAutomaton[pattern]!));
    return found ?? whole;
  }
}

function add<Key>(map: Map<Key, number[]>, key: Key, owner: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [owner]);
  else known.push(owner);
}
