/** What an expression, or the path in front of a `=`, can begin with at a place of the grammar. */
import type { Expected } from "../../../grammar/expect.ts";
import type { Analysis } from "../../model/analysis.ts";
import { unionOf } from "../../model/fields.ts";
import { itemScope, type Scope } from "../../model/scopes.ts";
import type { Completion } from "../item.ts";
import { constantCompletions } from "./constants.ts";
import { countsEvents, wordBefore, type Cursor } from "./cursor.ts";
import { aggregateCompletions, fieldCompletions, functionCompletions } from "./fields.ts";
import { eventCompletions, nameCompletions } from "./names.ts";
import { targetCompletions, timeFieldCompletions, vocabularyCompletions } from "./targets.ts";

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
  if (endsWith(place, "timeClause", "path")) return timeFieldCompletions(cursor);
  const names = newNames(context, place, "path");
  if (names) return names;
  if (countsEvents(cursor)) return eventCompletions(cursor, analysis);
  const fields = fieldCompletions(cursor, analysis, scopeOf(context, place));
  if (place.clause === "severity") return [...constantCompletions(cursor, "severity"), ...fields];
  return wordBefore(cursor, 1)?.text === "in" ? [...nameCompletions(cursor, analysis, ["list"]), ...fields] : fields;
}

/** What stands behind a dot. */
export function memberCompletions(context: Context, place: Place): Completion[] {
  const names = newNames(context, place, "path", "accessor");
  return names ?? fieldCompletions(context.cursor, context.analysis, scopeOf(context, place));
}

/** Where a path names a field that comes into being here; null: it reads one. */
function newNames({ cursor, analysis }: Context, place: Place, ...path: readonly string[]): Completion[] | null {
  if (endsWith(place, "fieldDeclaration", ...path)) return vocabularyCompletions(cursor);
  if (!endsWith(place, "assignment", ...path)) return null;
  return place.clause === "meta" ? [] : targetCompletions(cursor, analysis, place.clause);
}

/** A function, or what else can be called here. */
export function callCompletions({ cursor, analysis, scope }: Context, place: Place): Completion[] {
  if (NUMBERS.has(wordBefore(cursor, 1)?.text ?? "") || countsEvents(cursor)) return [];
  const calls = place.rules.filter((rule) => rule === "call").length;
  const inPattern = calls === 1 && (place.rules.includes("condition") || place.rules.includes("aggregate"));
  if (inPattern) {
    const begins = endsWith(place, "conditionStart", "call") || endsWith(place, "aggregate", "call");
    return begins
      ? aggregateCompletions(cursor)
      : [...aggregateCompletions(cursor), ...functionCompletions(cursor, analysis, "item")];
  }
  return functionCompletions(cursor, analysis, scope?.calls === "emit" || place.clause === "emit" ? "emit" : "item");
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

function endsWith({ rules }: Expected, ...last: readonly string[]): boolean {
  return last.every((rule, index) => rules.at(index - last.length) === rule);
}
