/** Four units of a text as one number. Invariant: equal units are equal numbers; of unequal ones few are. */

export const SIZE = 4;
/** The last four units as one number, what lies further back is shifted out; and that as one of 20 bits. */
export const SHIFT = 32 / SIZE;
export const BITS = 20;
/** 2^32 divided by the golden ratio: spreads over all bits. */
export const spread = (units: number): number => Math.imul(units, 0x9e3779b1) >>> (32 - BITS);

/** Calls `act` with each four units of the text and with where they end. */
export function eachGram(text: string, act: (gram: number, end: number) => void): void {
  let units = 0;
  for (let at = 0; at < text.length; at++) {
    units = (units << SHIFT) ^ text.charCodeAt(at);
    if (at >= SIZE - 1) act(spread(units), at);
  }
}

/** The four units that end there. */
export function gramAt(text: string, end: number): number {
  let units = 0;
  for (let at = end - SIZE + 1; at <= end; at++) units = (units << SHIFT) ^ text.charCodeAt(at);
  return spread(units);
}

export class GramSet {
  private readonly bits = new Uint32Array(1 << (BITS - 5));

  add(gram: number): void {
    this.bits[gram >>> 5]! |= 1 << (gram & 31);
  }

  has(gram: number): boolean {
    return (this.bits[gram >>> 5]! & (1 << (gram & 31))) !== 0;
  }

  /** False: the text has four units that are not in it. */
  hasAllOf(text: string): boolean {
    let units = 0;
    for (let at = 0; at < text.length; at++) {
      units = (units << SHIFT) ^ text.charCodeAt(at);
      if (at >= SIZE - 1 && !this.has(spread(units))) return false;
    }
    return true;
  }
}
