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
import { BITS, eachGram, gramAt, GramSet, SHIFT, SIZE, spread } from "./gram.ts";
import { Places, type Placed } from "./places.ts";

/** Of more patterns none is told apart quickly. */
const MOST_SHARING = 16;

/** Of so many patterns that share four units, one text of a sample with these is worth avoiding. */
const SEEN = 4;

/** Texts of ASCII are searched as bytes: taking a unit out of a string costs more than reading a byte. */
const bytes = new Uint8Array(4096);
const encoder = new TextEncoder();

/** While an index is made, by four units: how many patterns have them, and of how many they are the place. Else zeros. */
const shared = new Uint16Array(1 << BITS);
const taken = new Uint8Array(1 << BITS);
const MOST_COUNTED = 0xffff;

export class Grams {
  /** Those that are too short, or like too many others: they must be found in another way. Indexes. */
  readonly left: readonly number[];
  /** Those of the places. */
  private readonly grams = new GramSet();
  private readonly places: Places;
  /** Every unit, or every second one. */
  private readonly step: 1 | 2;

  /** `sample`: texts like those in which it will be searched. */
  constructor(patterns: readonly Pattern[], sample: Iterable<string> = []) {
    this.step = patterns.some(({ text }) => text.length === SIZE) ? 1 : 2;
    for (const { text } of patterns) eachGram(text, (gram) => share(gram, 1));
    for (const text of sample) eachGram(text, (gram) => share(gram, shared[gram] === 0 ? 0 : SEEN));
    const left: number[] = [];
    const placed: Placed[] = [];
    for (const [index, { text }] of patterns.entries()) {
      const own = this.step === 1 ? [rarest(text)] : [rarest(text, EVEN), rarest(text, ODD)];
      if (own.includes(NOWHERE)) left.push(index);
      else
        for (const end of own) {
          const gram = gramAt(text, end);
          this.grams.add(gram);
          taken[gram]!++;
          placed.push({ gram, index, end });
        }
    }
    this.left = left;
    this.places = new Places(patterns, placed);
    for (const { text } of patterns) eachGram(text, (gram) => (shared[gram] = taken[gram] = 0));
  }

  /** Calls `found` with the index of each pattern that stands in the text, some of them several times. */
  find(text: string, found: (pattern: number) => void): void {
    if (!isAscii(text)) return this.findUnits(text, found);
    if (this.step === 2) return this.findPairs(text.length, found);
    const { grams, places } = this;
    const { length } = text;
    let units = 0;
    for (let at = 0; at < length; at++) {
      units = (units << SHIFT) ^ bytes[at]!;
      const gram = spread(units);
      if (grams.has(gram)) places.inBytes(gram, bytes, length, at, found);
    }
  }

  private findPairs(length: number, found: (pattern: number) => void): void {
    const { grams, places } = this;
    let units = 0;
    for (let at = 1; at < length; at += 2) {
      units = (units << (2 * SHIFT)) ^ (bytes[at - 1]! << SHIFT) ^ bytes[at]!;
      const gram = spread(units);
      if (grams.has(gram)) places.inBytes(gram, bytes, length, at, found);
    }
  }

  private findUnits(text: string, found: (pattern: number) => void): void {
    const { grams, places } = this;
    const { length } = text;
    let units = 0;
    for (let at = 0; at < length; at++) {
      units = (units << SHIFT) ^ text.charCodeAt(at);
      const gram = spread(units);
      if (grams.has(gram)) places.inText(gram, text, at, found);
    }
  }
}

function share(gram: number, more: number): void {
  shared[gram] = Math.min(shared[gram]! + more, MOST_COUNTED);
}

const EVEN = 0;
const ODD = 1;
const NOWHERE = -1;

/**
 * Where the four units end that fewest patterns have, of equals the last ones, among those whose end is odd or even if that
 * is asked for; nowhere: there are none, or they are full.
 */
function rarest(text: string, parity: typeof EVEN | typeof ODD | null = null): number {
  let best = NOWHERE;
  let least = Infinity;
  eachGram(text, (gram, end) => {
    if (parity !== null && (end & 1) !== parity) return;
    if (shared[gram]! > least || taken[gram]! >= MOST_SHARING) return;
    least = shared[gram]!;
    best = end;
  });
  return best;
}
/** True: `bytes` has its units. */
function isAscii(text: string): boolean {
  const { length } = text;
  if (length > bytes.length) return false;
  const { read, written } = encoder.encodeInto(text, bytes);
  return read === length && written === length;
}
