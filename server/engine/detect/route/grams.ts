/**
 * Finds which of many texts may stand in one text, each by four units of it that few of the others have. Invariant: a
 * pattern that stands in the text where its anchor says is found; work is linear in the text, since no four units are of
 * more than a few patterns.
 *
 * One look into a small table per unit of the text tells that nothing begins there, and so it nearly always is: an
 * automaton reads a row of a large table each time instead. Where all patterns are longer than that, each has two such
 * places, one unit apart or three and so on, of which one ends at a place with an odd number: only those are looked at.
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

/** Four units, and where in a pattern they end. */
interface Place {
  readonly gram: number;
  readonly end: number;
}

/** A pattern, and where in it its four units end. */
interface Placed {
  readonly pattern: Pattern;
  readonly index: number;
  readonly end: number;
}

/** Texts of ASCII are searched as bytes: taking a unit out of a string costs more than reading a byte. */
const bytes = new Uint8Array(4096);
const encoder = new TextEncoder();

export class Grams {
  /** Those that are too short, or like too many others: they must be found in another way. Indexes. */
  readonly left: readonly number[];
  private readonly bits = new Uint32Array(1 << (BITS - 5));
  private readonly behind = new Map<number, Placed[]>();
  /** Every unit, or every second one. */
  private readonly step: 1 | 2;

  /** `sample`: texts like those in which it will be searched. */
  constructor(patterns: readonly Pattern[], sample: Iterable<string> = []) {
    const shared = new Map<number, number>();
    for (const { text } of patterns) eachGram(text, (gram) => shared.set(gram, (shared.get(gram) ?? 0) + 1));
    for (const text of sample)
      eachGram(text, (gram) => {
        const count = shared.get(gram);
        if (count !== undefined) shared.set(gram, count + SEEN);
      });
    this.step = patterns.some(({ text }) => text.length === SIZE) ? 1 : 2;
    const left: number[] = [];
    for (const [index, pattern] of patterns.entries()) {
      const places = this.placesOf(pattern.text, shared);
      if (places === null) left.push(index);
      else for (const { gram, end } of places) this.put(gram, { pattern, index, end });
    }
    this.left = left;
  }

  /** Calls `found` with the index of each pattern that stands in the text, some of them several times. */
  find(text: string, found: (pattern: number) => void): void {
    if (!isAscii(text)) return this.findUnits(text, found);
    if (this.step === 2) return this.findPairs(text, found);
    const { bits } = this;
    const { length } = text;
    let units = 0;
    for (let at = 0; at < length; at++) {
      units = (units << SHIFT) ^ bytes[at]!;
      const gram = spread(units);
      if ((bits[gram >>> 5]! & (1 << (gram & 31))) !== 0) this.compare(gram, text, at, found);
    }
  }

  private findPairs(text: string, found: (pattern: number) => void): void {
    const { bits } = this;
    const { length } = text;
    let units = 0;
    for (let at = 1; at < length; at += 2) {
      units = (units << (2 * SHIFT)) ^ (bytes[at - 1]! << SHIFT) ^ bytes[at]!;
      const gram = spread(units);
      if ((bits[gram >>> 5]! & (1 << (gram & 31))) !== 0) this.compare(gram, text, at, found);
    }
  }

  private findUnits(text: string, found: (pattern: number) => void): void {
    const { bits } = this;
    const { length } = text;
    let units = 0;
    for (let at = 0; at < length; at++) {
      units = (units << SHIFT) ^ text.charCodeAt(at);
      const gram = spread(units);
      if ((bits[gram >>> 5]! & (1 << (gram & 31))) !== 0) this.compare(gram, text, at, found);
    }
  }

  private compare(gram: number, text: string, at: number, found: (pattern: number) => void): void {
    for (const { pattern, index, end } of this.behind.get(gram)!) if (stands(pattern, text, at - end)) found(index);
  }

  /** One, or one that ends at an even number and one at an odd number; null: it is too short, or they are full. */
  private placesOf(text: string, shared: ReadonlyMap<number, number>): readonly Place[] | null {
    const places =
      this.step === 1 ? [this.rarest(text, shared, 0, 0)] : [0, 1].map((odd) => this.rarest(text, shared, 1, odd));
    return places.every((place) => place !== null) ? places : null;
  }

  /**
   * The four units that fewest patterns have, of equals the last ones, among those whose end has these last bits; null:
   * there are none, or they are full.
   */
  private rarest(text: string, shared: ReadonlyMap<number, number>, mask: number, bits: number): Place | null {
    let best: Place | null = null;
    let least = Infinity;
    eachGram(text, (gram, end) => {
      if ((end & mask) !== bits) return;
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

/** True: `bytes` has its units. */
function isAscii(text: string): boolean {
  const { length } = text;
  if (length > bytes.length) return false;
  const { read, written } = encoder.encodeInto(text, bytes);
  return read === length && written === length;
}

function stands({ text: part, at }: Pattern, text: string, from: number): boolean {
  if (from < 0 || (at === "start" && from > 0)) return false;
  if (at === "end" && from + part.length !== text.length) return false;
  return text.startsWith(part, from);
}
