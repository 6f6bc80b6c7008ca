/** How times are written: for `time FIELD format "..."`. Invariant: each pattern is one that the model can read. */
import type { Completion } from "../item.ts";
import { isString, wordBefore, type Cursor } from "./cursor.ts";
import { quote } from "../../model/written.ts";
import { wantsLiteral } from "./wanted.ts";

/** Each with a time that is written so. */
const USUAL: readonly (readonly [pattern: string, example: string])[] = [
  ["%Y-%m-%d %H:%M:%S", "2026-06-14 15:16:01"],
  ["%Y-%m-%d %H:%M:%S.%f", "2026-06-14 15:16:01.250"],
  ["%Y-%m-%dT%H:%M:%S%z", "2026-06-14T15:16:01+02:00"],
  ["%Y-%m-%dT%H:%M:%S %Z", "2026-06-14T15:16:01 UTC"],
  ["%d/%b/%Y:%H:%M:%S %z", "14/Jun/2026:15:16:01 +0200"],
  ["%d/%m/%Y %H:%M:%S", "14/06/2026 15:16:01"],
  ["%m/%d/%Y %H:%M:%S", "06/14/2026 15:16:01"],
  ["%m/%d/%Y %I:%M:%S %p", "06/14/2026 3:16:01 PM"],
  ["%d.%m.%Y %H:%M:%S", "14.06.2026 15:16:01"],
  ["%b %d %H:%M:%S", "Jun 14 15:16:01"],
  ["%b %d %Y %H:%M:%S", "Jun 14 2026 15:16:01"],
  ["%Y%m%d%H%M%S", "20260614151601"],
  ["epoch", "1781450161"],
  ["epoch_ms", "1781450161250"],
];

/**
 * Behind the `format` of a `time`. Where no quote is typed yet, the word may begin the source's own clause as well: on a new
 * line it does.
 */
export function wantsTimeFormat(cursor: Cursor): boolean {
  if (wordBefore(cursor, 1)?.text !== "format") return false;
  if (wantsLiteral(cursor, "string", "time")) return true;
  const { before } = cursor;
  const time = before.findLastIndex(({ text }) => text === "time");
  const between = before.slice(time + 1, -1);
  const isPath = between.length % 2 === 1 && between.every(({ text }, index) => (text === ".") === (index % 2 === 1));
  const formats = before.filter(({ text }) => text === "format").length;
  return time >= 0 && isPath && formats > 1 && cursor.touched === null;
}

export function timeFormatCompletions(cursor: Cursor): Completion[] {
  return USUAL.map(([pattern, example], order) => ({
    label: pattern,
    kind: "value",
    detail: example,
    insert: quote(pattern),
    filter: isString(cursor.touched) ? quote(pattern).slice(0, -1) : undefined,
    replace: cursor.replace,
    sort: `0${String(order).padStart(2, "0")}`,
  }));
}
