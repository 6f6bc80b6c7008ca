/** Chance that is none: the same seed, the same numbers. Invariant: no state but its own. */

/** Numbers from 0 up to, not including, 1. */
export type Chance = () => number;

/**
 * Marsaglia's xorshift with 32 bits (shifts 13, 17, 5; period 2^32 - 1). Good enough to disturb logs, not to guard them.
 * The seed is spread over all bits first (by 2^32 divided by the golden ratio), so that near seeds give unlike numbers.
 */
export function chance(seed: number): Chance {
  let state = Math.imul(seed + 1, 0x9e3779b9) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < 8; i++) next();
  return next;
}
