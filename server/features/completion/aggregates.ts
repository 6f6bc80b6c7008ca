/**
 * Inside of an aggregate of a pattern: `distinct(f of E)`. Invariant: what stands behind the cursor is read up to the end of
 * its parentheses, where the event is named after the field, and nowhere else.
 */
import type { Analysis } from "../../model/analysis.ts";
import { unionOf, type FieldSet } from "../../model/fields.ts";
import { AGGREGATES, SUMMARIES, type AggregateInfo, type SummaryInfo } from "../../model/functions.ts";
import type { Type } from "../../model/program.ts";
import { elementOf, isNumber } from "../../model/types.ts";
import { openCall } from "../signature.ts";
import { READING, type Cursor } from "./cursor.ts";

/** Of so many events the fields are put together where none is named yet. */
const MOST_EVENTS = 200;

/** The aggregate whose field is to be written at the cursor; null: there is none. */
export function aggregateAt({ before, expected }: Cursor): AggregateInfo | null {
  const inPattern = expected.some(
    ({ rules }) => rules.includes("call") && (rules.includes("condition") || rules.includes("aggregate")),
  );
  const call = inPattern ? openCall(before) : null;
  const info = call?.word === null ? AGGREGATES.get(call.name) : undefined;
  return info === undefined || info.fields === 0 ? null : info;
}

/** The summary of a label's items whose label or field is to be written at the cursor; null: there is none. */
export function summaryAt({ before, expected }: Cursor): SummaryInfo | null {
  if (!expected.some(({ clause }) => clause !== undefined && READING.has(clause))) return null;
  const call = openCall(before);
  return (call?.word === null && SUMMARIES.get(call.name)) || null;
}

/** What a summary can be made of: texts have no greatest, and times no sum. */
export function summarizedBy({ name }: SummaryInfo, type: Type): boolean {
  if (name !== "min" && name !== "max" && name !== "sum") return true;
  const element = elementOf(type);
  const adds = isNumber(element) || element === "duration" || element === "unknown";
  return adds || (element === "time" && name !== "sum");
}

/** What an aggregate can take: `sum` needs what can be added up. */
export function takenBy({ numeric }: AggregateInfo, type: Type): boolean {
  const element = elementOf(type);
  return !numeric || isNumber(element) || element === "duration" || element === "time" || element === "unknown";
}

/** Fields of the event behind the cursor's `of`; where there is none, of all that can be counted. */
export function countedFields({ after, further }: Cursor, analysis: Analysis): FieldSet {
  const event = eventBehind([...after, ...further()]);
  const named = event === null ? undefined : analysis.fieldsOf(event);
  if (named !== undefined) return named;
  const events = [...analysis.names.byName.values()].filter(({ kind }) => kind === "event").slice(0, MOST_EVENTS);
  const sets = events.flatMap(({ name }) => analysis.fieldsOf(name) ?? []);
  return unionOf("all events", [...analysis.sources.map(({ fields }) => fields), ...sets]);
}

function eventBehind(after: Cursor["after"]): string | null {
  let depth = 0;
  for (const [index, { text }] of after.entries()) {
    if (text === "{" || text === "}") return null;
    if (text === "of" && depth === 0) return after[index + 1]?.text ?? null;
    if (text === "(" || text === "[") depth++;
    else if ((text === ")" || text === "]") && depth-- === 0) return null;
  }
  return null;
}
