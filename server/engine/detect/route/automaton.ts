/**
 * Finds all of many texts in one text, in one pass (Aho and Corasick, 1975). Invariant: `find` reports each pattern
 * that stands in the text where its anchor says, whatever the others are; work is linear in the text.
 */
import type { Anchor } from "./witness.ts";

export interface Pattern {
  readonly text: string;
  readonly at: Anchor;
}

/** Rows of the first nodes hold every next node; further ones, which texts seldom reach, only their children. */
const DENSE_CELLS = 2_000_000;

export class Automaton {
  /** Class of a UTF-16 unit; 0: in no pattern. */
  private readonly classes = new Uint16Array(65_536);
  private readonly width: number;
  private readonly dense: Int32Array;
  private readonly rows: number;
  private readonly children: readonly ReadonlyMap<number, number>[];
  private readonly failures: readonly number[];
  /** By node: indexes of the patterns that end there, shorter ones through failures included. */
  private readonly ends: readonly (readonly number[])[];
  private readonly patterns: readonly Pattern[];

  constructor(patterns: readonly Pattern[]) {
    this.patterns = patterns;
    this.width = this.classify(patterns) + 1;
    const { children, ends } = trie(patterns);
    const order = breadthFirst(children);
    const number = new Map(order.map((node, index) => [node, index]));
    this.children = order.map(
      (node) => new Map([...children[node]!].map(([unit, child]) => [this.classes[unit]!, number.get(child)!])),
    );
    const own = order.map((node) => ends[node]!);
    this.failures = this.fail(own);
    this.ends = own;
    this.rows = Math.min(order.length, Math.max(1, Math.floor(DENSE_CELLS / this.width)));
    this.dense = this.fill();
  }

  /** Calls `found` with the index of each pattern that stands in the text, some of them several times. */
  find(text: string, found: (pattern: number) => void): void {
    let node = 0;
    const { length } = text;
    for (let at = 0; at < length; at++) {
      node = this.next(node, this.classes[text.charCodeAt(at)]!);
      const ends = this.ends[node]!;
      for (const index of ends) if (this.stands(index, at + 1, length)) found(index);
    }
  }

  private stands(index: number, end: number, length: number): boolean {
    const { text, at } = this.patterns[index]!;
    if (at === "anywhere") return true;
    return (at === "end" || end === text.length) && (at === "start" || end === length);
  }

  private next(from: number, letter: number): number {
    let node = from;
    for (;;) {
      if (node < this.rows) return this.dense[node * this.width + letter]!;
      const child = this.children[node]!.get(letter);
      if (child !== undefined) return child;
      node = this.failures[node]!;
    }
  }

  private classify(patterns: readonly Pattern[]): number {
    let known = 0;
    for (const { text } of patterns)
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        if (this.classes[unit] === 0) this.classes[unit] = ++known;
      }
    return known;
  }

  /** A node's failure is the longest end of its text that begins a pattern too; it has a smaller number. */
  private fail(ends: number[][]): readonly number[] {
    const failures = this.children.map(() => 0);
    for (const [node, children] of this.children.entries())
      for (const [letter, child] of children) {
        let failure = failures[node]!;
        while (failure !== 0 && !this.children[failure]!.has(letter)) failure = failures[failure]!;
        const to = node === 0 ? 0 : (this.children[failure]!.get(letter) ?? 0);
        failures[child] = to;
        ends[child]!.push(...ends[to]!);
      }
    return failures;
  }

  private fill(): Int32Array {
    const dense = new Int32Array(this.rows * this.width);
    for (let node = 0; node < this.rows; node++) {
      const row = node * this.width;
      const failure = this.failures[node]! * this.width;
      if (node > 0) dense.copyWithin(row, failure, failure + this.width);
      for (const [letter, child] of this.children[node]!) dense[row + letter] = child;
    }
    return dense;
  }
}

function trie(patterns: readonly Pattern[]): {
  readonly children: readonly Map<number, number>[];
  readonly ends: readonly number[][];
} {
  const children: Map<number, number>[] = [new Map()];
  const ends: number[][] = [[]];
  for (const [index, { text }] of patterns.entries()) {
    let node = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      let child = children[node]!.get(unit);
      if (child === undefined) {
        child = children.length;
        children[node]!.set(unit, child);
        children.push(new Map());
        ends.push([]);
      }
      node = child;
    }
    ends[node]!.push(index);
  }
  return { children, ends };
}

function breadthFirst(children: readonly ReadonlyMap<number, number>[]): readonly number[] {
  const order = [0];
  for (let at = 0; at < order.length; at++) order.push(...children[order[at]!]!.values());
  return order;
}
