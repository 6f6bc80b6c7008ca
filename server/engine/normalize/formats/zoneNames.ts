/**
 * Names of time zones behind a time, which are no host's. Invariant: only those that mean UTC wherever they stand say a time;
 * the others are shared by several zones or change with the law, so the source says which one is meant.
 */
import type { Timestamp } from "../timestamp.ts";
import { skipSpaces, wordEnd } from "./scan.ts";

const UTC = new Set(["UTC", "GMT", "Z"]);
const OTHERS = new Set(
  (
    "WET WEST CET CEST MEZ MESZ EET EEST MSK BST IST EST EDT CST CDT MST MDT PST PDT AKST AKDT HST BRT " +
    "JST KST HKT SGT PKT AEST AEDT ACST ACDT AWST NZST NZDT SAST"
  ).split(" "),
);

/** Behind the zone that follows the time, if something follows it too; else the time's end. */
export function zoneEnd(text: string, timestamp: Timestamp): number {
  const start = skipSpaces(text, timestamp.end);
  const first = text.charCodeAt(start);
  // Nearly every host begins with a small letter, or is longer.
  if (first < 65 || first > 90) return timestamp.end;
  const end = wordEnd(text, start);
  if (end - start > 4 || skipSpaces(text, end) === text.length) return timestamp.end;
  const word = text.slice(start, end);
  if (UTC.has(word)) timestamp.offset ??= 0;
  else if (!OTHERS.has(word)) return timestamp.end;
  return end;
}
