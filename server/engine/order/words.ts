/** How the records of a source came, in words a user can act on. Invariant: a `lateness` that is proposed is one that rules can say. */
import type { Micros } from "../../model/program.ts";
import type { SourceSummary } from "../events.ts";
import { duration } from "./duration.ts";

const UNITS: readonly (readonly [name: string, micros: Micros])[] = [
  ["d", 86_400e6],
  ["h", 3600e6],
  ["m", 60e6],
  ["s", 1e6],
  ["ms", 1e3],
];

/** The least duration that can be written with one unit, is round, and is not smaller: 45 s are `45s`, 61.2 s are `62s`. */
export function durationLiteral(micros: Micros): string {
  const round = micros >= 86_400e6 ? 3600e6 : micros >= 3600e6 ? 60e6 : micros >= 1e6 ? 1e6 : 1e3;
  const rounded = Math.ceil(micros / round) * round;
  const [name, size] = UNITS.find(([, unit]) => rounded % unit === 0)!;
  return `${rounded / size}${name}`;
}

/** Empty: all came in order, and none was silent. */
export function arrivalWords({
  records,
  latenesses,
  silence,
}: Pick<SourceSummary, "records" | "latenesses" | "silence">) {
  const { all, most, lost } = latenesses;
  const said: string[] = [];
  if (all > 0) {
    const share = most > 0 && most < all ? `, \`lateness ${durationLiteral(most)}\` 99.9%` : "";
    const late = records.late > 0 ? `${records.late} late, ` : "";
    said.push(`${late}up to ${duration(all)} behind; \`lateness ${durationLiteral(all)}\` keeps all${share}`);
  }
  if (lost > 0) said.push(`${lost} came after their source was given up as idle; a longer \`idle\` keeps them`);
  if (silence.count > 0) {
    const longest = Math.max(...silence.longest.map(([from, to]) => to - from));
    said.push(`silent ${silence.count} ${silence.count === 1 ? "time" : "times"}, at most for ${duration(longest)}`);
  }
  return said;
}
