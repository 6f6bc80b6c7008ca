/**
 * A 64-bit hash of texts as 16 hex digits (FNV-1a). Invariant: a function of the texts and where one ends and the next
 * begins; it names things, it protects nothing.
 */
const PRIME_LOW = 0x1b3;
const PRIME_HIGH = 0x100;

export function hash(texts: readonly string[]): string {
  // The offset basis 0xcbf29ce484222325 in two halves, since a number holds no product of 64 bits.
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  const take = (unit: number): void => {
    low = (low ^ unit) >>> 0;
    const product = low * PRIME_LOW;
    high = (Math.imul(high, PRIME_LOW) + Math.imul(low, PRIME_HIGH) + Math.floor(product / 2 ** 32)) >>> 0;
    low = product >>> 0;
  };
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      take(unit & 0xff);
      take(unit >>> 8);
    }
    // No code unit is wider than 16 bits: this ends a text as nothing inside of one can.
    take(0x10000);
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}
