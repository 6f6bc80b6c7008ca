/** Durations as a person would write them. Invariant: each is at least as long as what was asked for. */
import type { Micros } from "../../model/program.ts";

const UNITS: readonly (readonly [name: string, micros: Micros])[] = [
  ["d", 86_400_000_000],
  ["h", 3_600_000_000],
  ["m", 60_000_000],
  ["s", 1_000_000],
  ["ms", 1000],
  ["us", 1],
];

/** Rounded up to ever smaller units, the roundest first: `17m`, `1008s`. Not more than an eighth is added. */
export function longer(least: Micros): readonly { readonly text: string; readonly micros: Micros }[] {
  return UNITS.flatMap(([name, size]) => {
    const count = Math.ceil(least / size);
    const micros = count * size;
    return count > 0 && micros - least <= least / 8 ? [{ text: `${count}${name}`, micros }] : [];
  });
}
