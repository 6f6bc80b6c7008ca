/** Random timelines: few values and short times, so that records meet, also at one instant and in several files. */
import type { Value } from "../../server/model/program.ts";
import type { LogRecord } from "../../server/engine/item.ts";
import { records, type Row } from "./build.ts";
import type { Draw } from "./draw.ts";

/** Mostly `a` and `b`: long alphabets detect little. */
const LETTERS = ["a", "a", "a", "b", "b", "b", "c", "x", "y"] as const;
const KEYS: readonly Value[] = ["u", "u", "u", "u", "u", "u", "U", "v", 7, null, ["u", "v"]];
const NUMBERS: readonly Value[] = [1, 1, 1, 2, 2, 3, null, [1, 2]];
const TEXTS: readonly Value[] = [1, 2, null, "s", "S"];

export function drawRecords(draw: Draw): readonly LogRecord[] {
  const count = 7 + draw.choose(9);
  const span = draw.one([3, 6, 12, 24]);
  const rows = Array.from({ length: count }, (): Row => {
    const values = [draw.one(LETTERS), draw.one(KEYS), draw.one(["m", "n"]), draw.one(NUMBERS), draw.one(TEXTS)];
    const seconds = draw.choose(span) / (span > 12 ? 2 : 1);
    return { source: draw.one(["p", "q"]), file: draw.one(["f", "g"]), seconds, values };
  });
  return records(rows);
}
