/**
 * Patterns by four units of them, and how to tell whether they stand in a text that has the same four. Invariant: what is
 * found are the patterns of a bucket that stand where their four units end at the given place, and no others.
 *
 * Arrays of numbers instead of objects: with thousands of patterns nothing of them is in the processor's cache, and each
 * object on the way to a pattern's text would have to be fetched.
 */
import type { Pattern } from "./automaton.ts";

/** Four units, the pattern that has them, and where in it they end. */
export interface Placed {
  readonly gram: number;
  readonly index: number;
  readonly end: number;
}

const ANYWHERE = 0;
const START = 1;
const END = 2;
const ANCHORS = { anywhere: ANYWHERE, start: START, end: END, whole: START | END };

export class Places {
  private readonly patterns: readonly Pattern[];
  /** By bucket: its first place; -1: none. */
  private readonly heads: Int32Array;
  private readonly mask: number;
  /** By place: the next one of its bucket, its pattern, and where in that the four units end. */
  private readonly next: Int32Array;
  private readonly indexes: Int32Array;
  private readonly ends: Int32Array;
  /** By pattern: where in `units` its text begins; the next one's begins behind it. */
  private readonly begins: Int32Array;
  private readonly anchors: Uint8Array;
  private readonly units: Uint16Array;

  constructor(patterns: readonly Pattern[], placed: readonly Placed[]) {
    this.patterns = patterns;
    this.begins = new Int32Array(patterns.length + 1);
    for (const [index, { text }] of patterns.entries()) this.begins[index + 1] = this.begins[index]! + text.length;
    this.units = new Uint16Array(this.begins[patterns.length]!);
    for (const [index, { text }] of patterns.entries())
      for (let at = 0; at < text.length; at++) this.units[this.begins[index]! + at] = text.charCodeAt(at);
    this.anchors = Uint8Array.from(patterns, ({ at }) => ANCHORS[at]);
    const buckets = 1 << Math.ceil(Math.log2(placed.length + 1));
    this.mask = buckets - 1;
    this.heads = new Int32Array(buckets).fill(-1);
    this.next = new Int32Array(placed.length);
    this.indexes = Int32Array.from(placed, ({ index }) => index);
    this.ends = Int32Array.from(placed, ({ end }) => end);
    for (const [place, { gram }] of placed.entries()) {
      this.next[place] = this.heads[gram & this.mask]!;
      this.heads[gram & this.mask] = place;
    }
  }

  /** In a text of ASCII, of so many bytes, in which these four units end at `at`. */
  inBytes(gram: number, bytes: Uint8Array, length: number, at: number, found: (pattern: number) => void): void {
    const { next, indexes, ends, begins, units } = this;
    for (let place = this.heads[gram & this.mask]!; place >= 0; place = next[place]!) {
      const index = indexes[place]!;
      const from = at - ends[place]!;
      const begin = begins[index]!;
      const size = begins[index + 1]! - begin;
      if (!this.mayStand(index, from, size, length)) continue;
      let same = 0;
      while (same < size && bytes[from + same] === units[begin + same]) same++;
      if (same === size) found(index);
    }
  }

  inText(gram: number, text: string, at: number, found: (pattern: number) => void): void {
    for (let place = this.heads[gram & this.mask]!; place >= 0; place = this.next[place]!) {
      const index = this.indexes[place]!;
      const from = at - this.ends[place]!;
      const part = this.patterns[index]!.text;
      if (this.mayStand(index, from, part.length, text.length) && text.startsWith(part, from)) found(index);
    }
  }

  /** As far as its anchor and the text's length tell. */
  private mayStand(index: number, from: number, size: number, length: number): boolean {
    const anchor = this.anchors[index]!;
    if (from < 0 || from + size > length) return false;
    return ((anchor & START) === 0 || from === 0) && ((anchor & END) === 0 || from + size === length);
  }
}
