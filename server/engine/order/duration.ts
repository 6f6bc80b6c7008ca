/** Durations for people: `52s`, `1m 30s`, `2h`, `73y 24d`. The two largest units that are not zero next to each other. */
import type { Micros } from "../../model/program.ts";

const UNITS: readonly (readonly [name: string, micros: Micros])[] = [
  ["y", 365 * 86_400_000_000],
  ["d", 86_400_000_000],
  ["h", 3_600_000_000],
  ["m", 60_000_000],
  ["s", 1_000_000],
  ["ms", 1000],
  ["us", 1],
];

export function duration(micros: Micros): string {
  if (micros < 0) return `-${duration(-micros)}`;
  if (micros === Infinity) return "for ever";
  const index = UNITS.findIndex(([, size]) => micros >= size);
  if (index < 0) return "0s";
  const [name, size] = UNITS[index]!;
  const large = `${Math.floor(micros / size)}${name}`;
  const next = UNITS[index + 1];
  const rest = next === undefined ? 0 : Math.floor((micros % size) / next[1]);
  return rest === 0 ? large : `${large} ${rest}${next![0]}`;
}
