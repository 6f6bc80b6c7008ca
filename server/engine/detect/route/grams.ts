/**
 * Finds which of many texts may stand in one text, each by four units of it that few of the others have. Invariant: a
 * pattern that stands in the text where its anchor says is found; work is linear in the text, since no four units are of
 * more than a few patterns.
 *
 * One look into a small table per unit of the text tells that nothing begins there, and so it nearly always is: an
 * automaton reads a row of a large table each time instead.
 */
import type { Pattern } from "./automaton.ts";

const SIZE = 4;
/** The last four units as one number, what lies further back is shifted out; and that as one of 20 bits. */
const SHIFT = 32 / SIZE;
const BITS = 20;
/** 2^32 divided by the golden ratio: spreads over all bits. */
const spread = (units: number): number => Math.imul(units, 0x9e3779b1) >>> (32 - BITS);
/** Of more patterns none is told apart quickly. */
const MOST_SHARING = 16;

/** Of so many patterns that share four units, one text of a sample with these is worth avoiding. */
const SEEN = 4;

/** A pattern, and where in it its four units end. */
interface Placed {
  readonly pattern: Pattern;
  readonly index: number;
  readonly end: number;
  /** Its first unit. */
  readonly first: number;
}

export class Grams {
  /** Those that are too short, or like too many others: they must be found in another way. Indexes. */
  readonly left: readonly number[];
  private readonly bits = new Uint32Array(1 << (BITS - 5));
  private readonly behind = new Map<number, Placed[]>();

  /** `sample`: texts like those in which it will be searched. */
  constructor(patterns: readonly Pattern[], sample: Iterable<string> = []) {
    const shared = new Map<number, number>();
    for (const { text } of patterns) eachGram(text, (gram) => shared.set(gram, (shared.get(gram) ?? 0) + 1));
    for (const text of sample)
      eachGram(text, (gram) => {
        const count = shared.get(gram);
        if (count !== undefined) shared.set(gram, count + SEEN);
      });
    const left: number[] = [];
    for (const [index, pattern] of patterns.entries()) {
      const place = this.rarest(pattern.text, shared);
      if (place === null) left.push(index);
      else this.put(place.gram, { pattern, index, end: place.end, first: pattern.text.charCodeAt(0) });
    }
    this.left = left;
  }

  /** Calls `found` with the index of each pattern that stands in the text, some of them several times. */
  find(text: string, found: (pattern: number) => void): void {
    const { bits } = this;
    const { length } = text;
    let units = 0;
    for (let at = 0; at < length; at++) {
      units = (units << SHIFT) ^ text.charCodeAt(at);
      const gram = spread(units);
      if ((bits[gram >>> 5]! & (1 << (gram & 31))) === 0) continue;
      for (const { pattern, index, end } of this.behind.get(gram)!) if (stands(pattern, text, at - end)) found(index);
    }
  }

  /** The four units that fewest patterns have, of equals the last ones; null: there are none, or they are full. */
  private rarest(text: string, shared: ReadonlyMap<number, number>): { gram: number; end: number } | null {
    let best: { gram: number; end: number } | null = null;
    let least = Infinity;
    eachGram(text, (gram, end) => {
      const count = shared.get(gram)!;
      if (count > least || (this.behind.get(gram)?.length ?? 0) >= MOST_SHARING) return;
      least = count;
      best = { gram, end };
    });
    return best;
  }

  private put(gram: number, placed: Placed): void {
    const known = this.behind.get(gram);
    if (known !== undefined) known.push(placed);
    else this.behind.set(gram, [placed]);
    this.bits[gram >>> 5]! |= 1 << (gram & 31);
  }
}

function eachGram(text: string, act: (gram: number, end: number) => void): void {
  let units = 0;
  for (let at = 0; at < text.length; at++) {
    units = (units << SHIFT) ^ text.charCodeAt(at);
    if (at >= SIZE - 1) act(spread(units), at);
  }
}

function stands({ text: part, at }: Pattern, text: string, from: number): boolean {
  if (from < 0 || (at === "start" && from > 0)) return false;
  if (at === "end" && from + part.length !== text.length) return false;
  return text.startsWith(part, from);
}
