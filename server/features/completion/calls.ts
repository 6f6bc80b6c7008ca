/** Calls: functions, the aggregates of conditions, the summaries of `emit`, the measures of scores and baselines. */
import type { Analysis } from "../../model/analysis.ts";
import { AGGREGATES, FUNCTIONS, signature, SUMMARIES } from "../../model/functions.ts";
import { LATER_FUNCTIONS } from "../../model/laterFunctions.ts";
import type { Completion } from "../item.ts";
import { beginsPattern, isCalled, type Cursor } from "./cursor.ts";
import { anything, type Takes } from "./right.ts";

/** Functions; in `emit` the summaries of a label's items too. */
export function functionCompletions(
  cursor: Cursor,
  analysis: Analysis,
  place: "item" | "emit",
  takes: Takes = anything,
): Completion[] {
  const call = (name: string, detail: string, doc: string): Completion => ({
    label: name,
    kind: "function",
    detail,
    doc,
    ...called(cursor, name, "$1"),
    sort: "3",
  });
  const functions = [...FUNCTIONS.values(), ...LATER_FUNCTIONS.values()]
    .filter(({ result }) => takes(result))
    .map((info) => call(info.name, `${signature(info)}: ${analysis.typeName(info.result)}`, info.doc));
  if (place === "item") return functions;
  const summaries = [...SUMMARIES.values()].filter(({ name }) => name !== "values" || takes({ list: "unknown" }));
  return [...summaries.map((info) => call(info.name, info.signature, info.doc)), ...functions];
}

/** In conditions and as steps. */
export function aggregateCompletions(cursor: Cursor, takes: Takes = anything): Completion[] {
  const fitting = [...AGGREGATES.values()].filter(({ result }) => takes(result ?? "float"));
  return fitting.map(({ name, signature: detail, fields, doc }) => ({
    label: name,
    kind: "function",
    detail,
    doc,
    ...called(cursor, name, fields === 0 ? "${1:event}" : "${1:field} of ${2:event}"),
    sort: name !== "count" ? "31" : beginsPattern(cursor) ? "07" : "30",
  }));
}

/** Aggregates about the items of a score or a baseline: they take an expression where others take a field of an event. */
export function measureCompletions(cursor: Cursor): Completion[] {
  const call = (name: string, inside: string, detail: string, doc: string): Completion => ({
    label: name,
    kind: "function",
    detail,
    doc,
    ...called(cursor, name, inside),
    sort: name === "count" ? "00" : "01",
  });
  const aggregates = [...AGGREGATES.values()].filter(({ name }) => name !== "first" && name !== "seen");
  return [
    ...aggregates.map(({ name, doc }) => {
      if (name === "count") return call(name, "", "count()", doc);
      const more = name === "percentile" ? ", rank" : "";
      return call(name, more === "" ? "${1:field}" : "${1:field}, ${2:95}", `${name}(f${more})`, doc);
    }),
    call("ratio", "${1:condition}", "ratio(condition)", "The share of the items for which the condition holds."),
  ];
}

/** Where the parentheses stand already, the name alone is written. */
function called(cursor: Cursor, name: string, inside: string): Pick<Completion, "insert" | "snippet" | "replace"> {
  const { replace } = cursor;
  return isCalled(cursor) ? { insert: name, replace } : { insert: `${name}(${inside})`, snippet: true, replace };
}
