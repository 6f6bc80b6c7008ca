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
  /** By node, in the order of their depths: the rows of the first ones, and of all the children and the failure. */
  private readonly dense: Int32Array;
  private readonly rows: number;
  private readonly tree: Tree;
  private readonly failures: Int32Array;
  /** By node: indexes of the patterns that end there. */
  private readonly ends: readonly (readonly number[] | undefined)[];
  /** By node: itself where a pattern ends there, else the next such one on the way of failures; 0: none. */
  private readonly nearest: Int32Array;
  private readonly patterns: readonly Pattern[];

  constructor(patterns: readonly Pattern[]) {
    this.patterns = patterns;
    this.width = this.classify(patterns) + 1;
    const { tree, ends } = this.plant(patterns);
    this.tree = tree;
    this.ends = ends;
    this.failures = new Int32Array(tree.size);
    this.nearest = new Int32Array(tree.size);
    this.rows = Math.min(tree.size, Math.max(1, Math.floor(DENSE_CELLS / this.width)));
    this.dense = new Int32Array(this.rows * this.width);
    this.connect();
  }

  /** Calls `found` with the index of each pattern that stands in the text, some of them several times. */
  find(text: string, found: (pattern: number) => void): void {
    const { classes, dense, rows, width, nearest } = this;
    const { length } = text;
    let node = 0;
    for (let at = 0; at < length; at++) {
      const letter = classes[text.charCodeAt(at)]!;
      node = node < rows ? dense[node * width + letter]! : this.next(node, letter);
      for (let end = nearest[node]!; end !== 0; end = nearest[this.failures[end]!]!)
        for (const index of this.ends[end]!) if (this.stands(index, at + 1, length)) found(index);
    }
  }

  private stands(index: number, end: number, length: number): boolean {
    const { text, at } = this.patterns[index]!;
    if (at === "anywhere") return true;
    return (at === "end" || end === text.length) && (at === "start" || end === length);
  }

  private next(from: number, letter: number): number {
    for (let node = from; ; node = this.failures[node]!) {
      if (node < this.rows) return this.dense[node * this.width + letter]!;
      const child = this.tree.child(node, letter);
      if (child !== 0) return child;
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

  /** Nodes are numbered by depth, so a failure has a smaller number than its node. */
  private plant(patterns: readonly Pattern[]): {
    readonly tree: Tree;
    readonly ends: readonly (readonly number[] | undefined)[];
  } {
    const tree = new Tree(1 + patterns.reduce((sum, { text }) => sum + text.length, 0));
    const ends: number[][] = [];
    const reached = new Int32Array(patterns.length);
    let growing = patterns.map((_, index) => index);
    for (let depth = 0; growing.length > 0; depth++) {
      growing = growing.filter((index) => {
        const { text } = patterns[index]!;
        if (depth === text.length) {
          (ends[reached[index]!] ??= []).push(index);
          return false;
        }
        const letter = this.classes[text.charCodeAt(depth)]!;
        reached[index] = tree.child(reached[index]!, letter) || tree.add(reached[index]!, letter);
        return true;
      });
    }
    return { tree, ends };
  }

  /** Failures lead to the longest end of a node's text that begins a pattern too. */
  private connect(): void {
    const { tree, failures, nearest, dense, width } = this;
    for (let node = 0; node < tree.size; node++) {
      nearest[node] = this.ends[node] === undefined ? nearest[failures[node]!]! : node;
      for (let child = tree.first(node); child !== 0; child = tree.sibling(child))
        failures[child] = node === 0 ? 0 : this.next(failures[node]!, tree.letter(child));
      if (node >= this.rows) continue;
      const row = node * width;
      if (node > 0) dense.copyWithin(row, failures[node]! * width, (failures[node]! + 1) * width);
      for (let child = tree.first(node); child !== 0; child = tree.sibling(child))
        dense[row + tree.letter(child)] = child;
    }
  }
}

/** Nodes with their children as lists: most have one. Node 0 is the root; 0 as an answer means: none. */
class Tree {
  size = 1;
  private readonly firsts: Int32Array;
  private readonly siblings: Int32Array;
  private readonly letters: Uint16Array;

  constructor(most: number) {
    this.firsts = new Int32Array(most);
    this.siblings = new Int32Array(most);
    this.letters = new Uint16Array(most);
  }

  first(node: number): number {
    return this.firsts[node]!;
  }

  sibling(node: number): number {
    return this.siblings[node]!;
  }

  letter(node: number): number {
    return this.letters[node]!;
  }

  child(node: number, letter: number): number {
    let child = this.firsts[node]!;
    while (child !== 0 && this.letters[child] !== letter) child = this.siblings[child]!;
    return child;
  }

  add(node: number, letter: number): number {
    const child = this.size++;
    this.letters[child] = letter;
    this.siblings[child] = this.firsts[node]!;
    this.firsts[node] = child;
    return child;
  }
}
