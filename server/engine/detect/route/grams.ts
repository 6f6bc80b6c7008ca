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
/** The last four units as one number: what lies further back is shifted out. */
const SHIFT = 5;
const MASK = (1 << (SIZE * SHIFT)) - 1;
/** Of more patterns none is told apart quickly. */
const MOST_SHARING = 16;

/** A pattern, and where in it its four units end. */
interface Placed {
  readonly pattern: Pattern;
  readonly index: number;
  readonly end: number;
}

export class Grams {
  /** Those that are too short, or like too many others: they must be found in another way. Indexes. */
  readonly left: readonly number[];
  private readonly bits = new Uint32Array((MASK + 1) >>> 5);
  private readonly behind = new Map<number, Placed[]>();

  constructor(patterns: readonly Pattern[]) {
    const shared = new Map<number, number>();
    for (const { text } of patterns) eachGram(text, (gram) => shared.set(gram, (shared.get(gram) ?? 0) + 1));
    const left: number[] = [];
    for (const [index, pattern] of patterns.entries()) {
      const place = this.rarest(pattern.text, shared);
      if (place === null) left.push(index);
      else this.put(place.gram, { pattern, index, end: place.end });
    }
    this.left = left;
  }

  /** Calls `found` with the index of each pattern that stands in the text, some of them several times. */
  find(text: string, found: (pattern: number) => void): void {
    const { bits } = this;
    const { length } = text;
    let gram = 0;
    for (let at = 0; at < length; at++) {
      gram = ((gram << SHIFT) ^ text.charCodeAt(at)) & MASK;
      if ((bits[gram >>> 5]! & (1 << (gram & 31))) === 0) continue;
      for (const { pattern, index, end } of this.behind.get(gram)!) if (stands(pattern, text, at - end)) found(index);
    }
  }

  /** The four units that fewest patterns have; null: there are none, or they are full. */
  private rarest(text: string, shared: ReadonlyMap<number, number>): { gram: number; end: number } | null {
    let best: { gram: number; end: number } | null = null;
    let least = Infinity;
    eachGram(text, (gram, end) => {
      const count = shared.get(gram)!;
      if (count >= least || (this.behind.get(gram)?.length ?? 0) >= MOST_SHARING) return;
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
  let gram = 0;
  for (let at = 0; at < text.length; at++) {
    gram = ((gram << SHIFT) ^ text.charCodeAt(at)) & MASK;
    if (at >= SIZE - 1) act(gram, at);
  }
}

function stands({ text: part, at }: Pattern, text: string, from: number): boolean {
  if (from < 0 || (at === "start" && from > 0)) return false;
  if (at === "end" && from + part.length !== text.length) return false;
  return text.startsWith(part, from);
}
