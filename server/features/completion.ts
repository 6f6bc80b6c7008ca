/**
 * What can be written at an offset. The grammar says which kinds of things may come, the model which names and fields
 * there are, the logs which values. Invariant: every answer replaces a span that holds the offset.
 */
import type { Expected } from "../../grammar/expect.ts";
import type { Analysis } from "../model/analysis.ts";
import { constantCompletions, durationCompletions, zoneCompletions } from "./completion/constants.ts";
import { cursorAt, isString, wordBefore } from "./completion/cursor.ts";
import { callCompletions, memberCompletions, rootCompletions, type Context } from "./completion/expressions.ts";
import { fileCompletions } from "./completion/files.ts";
import { keywordCompletions } from "./completion/keywords.ts";
import { eventCompletions, MOST_NAMES, nameCompletions } from "./completion/names.ts";
import { techniqueCompletions } from "./completion/techniques.ts";
import { comparedAt, valueCompletions } from "./completion/values.ts";
import type { Completion } from "./item.ts";

/** Clauses whose value is a length of time. */
const DURATIONS: ReadonlySet<string> = new Set("within lateness idle ahead skew suppress forget period".split(" "));

/** `files`: paths of the folder's files, relative to it, for the clause that names them. */
export function complete(analysis: Analysis, uri: string, offset: number, files: readonly string[] = []): Completion[] {
  const document = analysis.document(uri);
  if (!document) return [];
  const cursor = cursorAt(document, offset);
  if (cursor.silent) return [];
  const previous = wordBefore(cursor, 1)?.text ?? "";
  if (previous === "zone") return zoneCompletions(cursor);
  if (cursor.expected.some(({ clause, kind }) => clause === "files" && kind === "literal")) {
    return fileCompletions(cursor, files);
  }
  if (DURATIONS.has(previous)) return durationCompletions(cursor);
  const scope = analysis.scopeAt(uri, offset);
  const compared = comparedAt(cursor, scope);
  const values = compared ? valueCompletions(cursor, analysis, compared) : [];
  // In a string only values make sense, and a number is no beginning of a word.
  if (isString(cursor.touched) || /^\d/.test(cursor.touched?.text ?? "")) return values;
  const declaration = document.tree.declarations.find(({ start, end }) => start < offset && offset <= end);
  const names = cursor.expected.filter((each) => each.kind === "name");
  return distinct([
    ...values,
    ...names.flatMap((place) => completeName(place, { cursor, analysis, scope })),
    ...(names.some(({ role }) => role === "name") ? [] : keywordCompletions(cursor, analysis, declaration)),
  ]);
}

/** Whether one more letter may bring or take what is offered, and not only choose among it. */
export function changesWithTyping(items: readonly Completion[]): boolean {
  return items.length >= MOST_NAMES || items.some(({ kind }) => kind === "unit");
}

function completeName(place: Expected & { readonly kind: "name" }, context: Context): Completion[] {
  const { cursor, analysis } = context;
  switch (place.role) {
    case "name":
    case "label":
    case "key":
    case "method":
    case "step":
    case "level":
    case "weighted":
    case "feature":
      return [];
    case "event":
      return eventCompletions(cursor, analysis);
    case "rule":
    case "source":
    case "action":
      return nameCompletions(cursor, analysis, [place.role]);
    case "root":
      return rootCompletions(context, place);
    case "member":
      return memberCompletions(context, place);
    case "function":
      return callCompletions(context, place);
    case "technique":
      return techniqueCompletions(cursor);
    case "class":
    case "format":
    case "listType":
    case "type":
    case "late":
    case "status":
    case "ties":
      return constantCompletions(cursor, place.role);
  }
}

/** The grammar may reach one thing in several ways. */
function distinct(items: readonly Completion[]): Completion[] {
  const seen = new Set<string>();
  return items.filter(({ label, kind, insert }) => {
    const key = `${kind} ${label} ${insert}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
