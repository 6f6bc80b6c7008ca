/** Words and amounts that the language itself knows, each at its place. */
import { FORMATS } from "../../model/formats.ts";
import { SEVERITIES, SOURCE_CLASSES } from "../../model/program.ts";
import { WRITABLE_TYPES } from "../../model/types.ts";
import { constantDoc } from "../constantDocs.ts";
import type { Completion } from "../item.ts";
import { wordBefore, type Cursor } from "./cursor.ts";
import { quote } from "../../model/written.ts";

export const CONSTANTS = {
  severity: SEVERITIES,
  class: SOURCE_CLASSES,
  format: Object.keys(FORMATS),
  late: ["side", "drop"],
  status: ["building_block", "disabled", "deprecated"],
  ties: ["either"],
  listType: ["string", "glob", "regex", "ip", "cidr"],
  type: WRITABLE_TYPES,
} as const satisfies Record<string, readonly string[]>;

/** Beside what is checked like all else and left out of a replay. */
export const NOT_YET = "not run yet";

/** Each alone, and as what a list holds, where lists can stand and none has begun. */
export function typeCompletions(cursor: Cursor, lists: boolean): Completion[] {
  const types = constantCompletions(cursor, "type");
  if (!lists || wordBefore(cursor, 1)?.text === "<") return types;
  const ofLists = types.map((item) => ({ ...item, label: `list<${item.label}>`, sort: `1${item.sort}` }));
  return [...types, ...ofLists.map((item) => ({ ...item, insert: item.label }))];
}

export function constantCompletions(cursor: Cursor, what: keyof typeof CONSTANTS): Completion[] {
  return CONSTANTS[what].map((label, order) => ({
    label,
    kind: "constant",
    doc: constantDoc(what, label),
    insert: label,
    replace: cursor.replace,
    sort: `0${order}`,
  }));
}

/** From mild to bad. */
export const severityCompletions = (cursor: Cursor): Completion[] => constantCompletions(cursor, "severity");

/** Behind these words of a `severity` stands one, elsewhere in it a condition. */
const BEFORE_SEVERITY: ReadonlySet<string> = new Set(["severity", "then", "else"]);

export function wantsSeverity(cursor: Cursor): boolean {
  const inClause = cursor.expected.some(({ clause }) => clause === "severity");
  return inClause && BEFORE_SEVERITY.has(wordBefore(cursor, 1)?.text ?? "");
}

const UNITS = [
  ["s", "seconds"],
  ["m", "minutes"],
  ["h", "hours"],
  ["d", "days"],
  ["w", "weeks"],
  ["ms", "milliseconds"],
] as const;
const USUAL = "30s 1m 5m 10m 1h 1d";
/** By the word in front, where other lengths are usual. */
const USUAL_BEHIND: Readonly<Record<string, string>> = {
  within: "30s 1m 5m 10m 30m 1h 4h 1d 7d",
  suppress: "10m 30m 1h 4h 12h 1d",
  forget: "1h 2h 12h 1d 7d",
  lateness: "5s 30s 1m 5m",
  skew: "1s 30s 1m 1h",
  period: "1s 5s 30s",
  idle: "2m 10m 1h 1d",
  ahead: "10m 1h 1d",
  timeout: "1s 5s 10s 30s 1m 5m",
  takes: "100ms 500ms 1s 5s 1m",
  "..": "500ms 1s 2s 5s 5m",
  over: "10m 1h 1d 7d",
  per: "1m 10m 1h 1d",
};

/** Behind digits the units, else a few usual lengths. */
export function durationCompletions(cursor: Cursor): Completion[] {
  const digits = cursor.touched === null ? null : /^\d+/.exec(cursor.touched.text);
  const item = (label: string, order: number, detail?: string): Completion => ({
    label,
    kind: "unit",
    detail,
    insert: label,
    replace: cursor.replace,
    sort: `0${order}`,
  });
  const previous = wordBefore(cursor, 1)?.text ?? "";
  const usual = Object.hasOwn(USUAL_BEHIND, previous) ? USUAL_BEHIND[previous]! : USUAL;
  if (digits === null) return usual.split(" ").map((label, order) => item(label, order));
  return UNITS.map(([unit, name], order) => item(`${digits[0]}${unit}`, order, name));
}

export function zoneCompletions(cursor: Cursor): Completion[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => ({
    label: zone,
    kind: "constant",
    insert: quote(zone),
    filter: quote(zone),
    replace: cursor.replace,
    sort: zone === "UTC" ? "0" : "1",
  }));
}
