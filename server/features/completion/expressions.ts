/** What an expression, or the path in front of a `=`, can begin with at a place of the grammar. */
import type { Expected } from "../../../grammar/expect.ts";
import type { Analysis } from "../../model/analysis.ts";
import { unionOf } from "../../model/fields.ts";
import { FORMATS } from "../../model/formats.ts";
import { UNIFIED_FIELDS } from "../../model/program.ts";
import { itemScope, type Scope } from "../../model/scopes.ts";
import type { Completion } from "../item.ts";
import { constantCompletions } from "./constants.ts";
import { wordBefore, type Cursor } from "./cursor.ts";
import { aggregateCompletions, fieldCompletions, functionCompletions } from "./fields.ts";
import { nameCompletions } from "./names.ts";

export interface Context {
  readonly cursor: Cursor;
  readonly analysis: Analysis;
  readonly scope: Scope | undefined;
}

type Place = Expected & { readonly kind: "name" };

/** Clauses whose value is a number of the author's own. */
const NUMBERS: ReadonlySet<string> = new Set(["year", "limit", "risk"]);

/** The first word of a path. */
export function rootCompletions(context: Context, place: Place): Completion[] {
  const { cursor, analysis } = context;
  if (NUMBERS.has(wordBefore(cursor, 1)?.text ?? "")) return [];
  if (endsWith(place, "timeClause", "path")) return formatFields(cursor);
  if (endsWith(place, "assignment", "path")) return place.clause === "meta" ? [] : targets(context);
  if (opensCall(cursor, "count") && place.clause !== "emit") {
    return nameCompletions(cursor, analysis, ["event", "rule", "source"]);
  }
  const fields = fieldCompletions(cursor, analysis, scopeOf(context, place));
  if (place.clause === "severity") return [...constantCompletions(cursor, "severity"), ...fields];
  return wordBefore(cursor, 1)?.text === "in" ? [...nameCompletions(cursor, analysis, ["list"]), ...fields] : fields;
}

/** What stands behind a dot. */
export function memberCompletions(context: Context, place: Place): Completion[] {
  return fieldCompletions(context.cursor, context.analysis, scopeOf(context, place));
}

/** A function, or what else can be called here. */
export function callCompletions({ cursor, analysis, scope }: Context, place: Place): Completion[] {
  if (NUMBERS.has(wordBefore(cursor, 1)?.text ?? "")) return [];
  const calls = place.rules.filter((rule) => rule === "call").length;
  const inPattern = calls === 1 && (place.rules.includes("condition") || place.rules.includes("aggregate"));
  if (inPattern) {
    const begins = endsWith(place, "conditionStart", "call") || endsWith(place, "aggregate", "call");
    return begins
      ? aggregateCompletions(cursor)
      : [...aggregateCompletions(cursor), ...functionCompletions(cursor, analysis, "item")];
  }
  return opensCall(cursor, "count") && place.clause !== "emit"
    ? []
    : functionCompletions(cursor, analysis, scope?.calls === "emit" || place.clause === "emit" ? "emit" : "item");
}

/** Where the model knows no fields, as for the key of a rule without `when`: those of the event, or of all sources. */
function scopeOf({ analysis, scope }: Context, place: Place): Scope {
  if (scope && (scope.item.fields.size > 0 || place.clause !== "by")) return scope;
  const named = place.event === undefined ? undefined : analysis.fieldsOf(place.event);
  return itemScope(
    named ??
      unionOf(
        "all sources",
        analysis.sources.map(({ fields }) => fields),
      ),
  );
}

/** The field that holds the time is one that the format splits off. */
function formatFields(cursor: Cursor): Completion[] {
  const format = cursor.before.findIndex(({ text }) => text === "format");
  const named = FORMATS[cursor.before[format + 1]?.text as keyof typeof FORMATS] ?? FORMATS.syslog;
  return named.map(({ name, type, doc }) => ({
    label: name,
    kind: "field",
    detail: typeof type === "string" ? type : "list",
    doc,
    insert: name,
    replace: cursor.replace,
    sort: name === "timestamp" ? "0" : "2",
  }));
}

/** Names for what a `map`, `with` or `emit` fills: the unified ones, then those that the folder knows. */
function targets({ cursor, analysis }: Context): Completion[] {
  const known = unionOf(
    "all sources",
    analysis.sources.map(({ fields }) => fields),
  );
  const unified = Object.entries(UNIFIED_FIELDS).map(([name, type]) => ({ name, type, sort: "1" }));
  const mapped = [...known.fields.values()].filter(({ origin }) => origin === "map" || origin === "declared");
  return [...unified, ...mapped.map(({ name, type }) => ({ name, type: analysis.typeName(type), sort: "2" }))].map(
    ({ name, type, sort }) => ({
      label: name,
      kind: "field",
      detail: type,
      insert: `${name} = `,
      filter: name,
      replace: cursor.replace,
      sort,
    }),
  );
}

function opensCall(cursor: Cursor, name: string): boolean {
  return wordBefore(cursor, 1)?.text === "(" && wordBefore(cursor, 2)?.text === name;
}

function endsWith({ rules }: Expected, ...last: readonly string[]): boolean {
  return last.every((rule, index) => rules.at(index - last.length) === rule);
}
