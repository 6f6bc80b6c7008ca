/** What an expression, or the path in front of a `=`, can begin with at a place of the grammar. */
import type { Expected } from "../../../grammar/expect.ts";
import type { Declaration } from "../../../grammar/ast.ts";
import type { Analysis } from "../../model/analysis.ts";
import { makeField, noFields, unionOf, withFields } from "../../model/fields.ts";
import type { Type } from "../../model/program.ts";
import { itemScope, type Scope } from "../../model/scopes.ts";
import type { Completion } from "../item.ts";
import { severityCompletions, wantsSeverity } from "./constants.ts";
import { aggregateAt, countedFields, summarizedBy, summaryAt, takenBy } from "./aggregates.ts";
import { countsEvents, opensList, wordBefore, type Cursor } from "./cursor.ts";
import { metaKeys } from "./customs.ts";
import { aggregateCompletions, functionCompletions, measureCompletions } from "./calls.ts";
import { fitsArgument } from "./arguments.ts";
import { fieldCompletions, type Order } from "./fields.ts";
import { eventCompletions, nameCompletions, tableCompletions } from "./names.ts";
import { anything, comparedPath, riskSummand, type Takes } from "./right.ts";
import {
  targetCompletions,
  timeFieldCompletions,
  usedLast,
  vocabularyCompletions,
  withCompletions,
} from "./targets.ts";

export interface Context {
  readonly cursor: Cursor;
  readonly analysis: Analysis;
  readonly scope: Scope | undefined;
  /** The one that the cursor is in. */
  readonly declaration: Declaration | undefined;
  /** What can stand on the right side of the comparison at the cursor; null: there is none. */
  readonly right: Takes | null;
}

type Place = Expected & { readonly kind: "name" };

/** The first word of a path. */
export function rootCompletions(context: Context, place: Place): Completion[] {
  const { cursor, analysis } = context;
  if (endsWith(place, "timeClause", "path")) return timeFieldCompletions(cursor, analysis);
  const names = newNames(context, place, "path");
  if (names) return names;
  if (countsEvents(cursor)) return eventCompletions(cursor, analysis);
  const previous = wordBefore(cursor, 1)?.text ?? "";
  if (wantsSeverity(cursor)) return severityCompletions(cursor);
  if (previous === "matches") return [];
  const fields = fieldsAt(context, place);
  if (opensList(cursor)) return [...nameCompletions(cursor, analysis, ["list"]), ...fields];
  return looksUp(cursor, place) ? [...fields, ...tableCompletions(cursor, analysis)] : fields;
}

/** Whether a row can be asked for: of what is counted or summed up there is no item whose value could be its key. */
function looksUp(cursor: Cursor, { rules }: Place): boolean {
  const isCounted = (rules.includes("condition") || rules.includes("aggregate")) && !rules.includes("call");
  return rules.includes("operand") && !isCounted && aggregateAt(cursor) === null && summaryAt(cursor) === null;
}

/** What stands behind a dot. */
export function memberCompletions(context: Context, place: Place): Completion[] {
  return newNames(context, place, "path", "accessor") ?? fieldsAt(context, place);
}

function fieldsAt(context: Context, place: Place): Completion[] {
  const { cursor, analysis, right } = context;
  const summary = summaryAt(cursor);
  if (summary !== null) {
    const labels = { ...scopeOf(context, place), item: noFields("a label") };
    return fieldCompletions(cursor, analysis, labels, { takes: (type) => summarizedBy(summary, type) });
  }
  const aggregate = aggregateAt(cursor);
  return aggregate === null
    ? fieldCompletions(cursor, analysis, scopeOf(context, place), {
        takes: right ?? riskSummand(cursor) ?? anything,
        order: preferred(context),
        asKeys: place.clause === "by" && context.declaration?.kind !== "playbook",
      })
    : fieldCompletions(cursor, analysis, itemScope(countedFields(cursor, analysis)), {
        takes: (type) => takenBy(aggregate, type),
      });
}

/** What a field is compared with is mostly the same one of another item; an argument is best of its parameter's type. */
function preferred({ cursor, right, scope }: Context): Order {
  const path = right === null ? null : comparedPath(cursor);
  const ofLabel = path !== null && path.length > 1 && scope?.labels.has(path[0]!) === true;
  const compared = path === null ? null : path.slice(ofLabel ? 1 : 0).join(".");
  const fits = fitsArgument(cursor);
  return ({ name, type }) => {
    if (compared !== null) return compared === name ? -1 : 0;
    return fits === null || fits(type) ? 0 : 1;
  };
}

/** Where a path names a field that comes into being here; null: it reads one. */
function newNames(
  { cursor, analysis, declaration }: Context,
  place: Place,
  ...path: readonly string[]
): Completion[] | null {
  if (endsWith(place, "fieldDeclaration", ...path)) return vocabularyCompletions(cursor);
  if (!endsWith(place, "assignment", ...path)) return null;
  if (place.clause === "meta") return metaKeys(cursor, analysis);
  if (place.rules.includes("use")) return withCompletions(cursor, analysis, declaration);
  return usedLast(targetCompletions(cursor, analysis, place.clause), declaration, place.clause ?? "");
}

/** A function, or what else can be called here. */
export function callCompletions(context: Context, place: Place): Completion[] {
  const { cursor, analysis, scope, right } = context;
  if (countsEvents(cursor) || aggregateAt(cursor) !== null || summaryAt(cursor) !== null || wantsSeverity(cursor))
    return [];
  if (measures(place)) return [...measureCompletions(cursor), ...functionCompletions(cursor, analysis, "item")];
  const calls = place.rules.filter((rule) => rule === "call").length;
  const inPattern = calls === 1 && (place.rules.includes("condition") || place.rules.includes("aggregate"));
  if (inPattern) {
    const begins = endsWith(place, "conditionStart", "call") || endsWith(place, "aggregate", "call");
    // An aggregate is compared with what the author knows, or with another one.
    return begins || right
      ? aggregateCompletions(cursor, right ?? anything)
      : [
          ...aggregateCompletions(cursor),
          // What a condition of a rule counts is nearer than what is calculated of it.
          ...functionCompletions(cursor, analysis, "item").map((item) => ({ ...item, sort: "32" })),
        ];
  }
  const inEmit = scope?.calls === "emit" || place.clause === "emit";
  return functionCompletions(cursor, analysis, inEmit ? "emit" : "item", right ?? riskSummand(cursor) ?? anything);
}

/** What a measure or a feature is made of; inside its calls are items. */
function measures({ rules }: Place): boolean {
  const inside = rules.includes("featureValue") || (rules.includes("measure") && !rules.includes("whereClause"));
  return inside && rules.filter((rule) => rule === "call").length === 1;
}

/** Where the model knows no fields, as for the key of a rule without `when`: those of the event, or of all sources. */
function scopeOf({ cursor, analysis, scope, declaration }: Context, place: Place): Scope {
  const own = declaration?.kind === "cluster" ? clusterScope(cursor, place) : null;
  if (own) return own;
  const isKey = place.clause === "by" || place.rules.includes("subject");
  if (scope && (scope.item.fields.size > 0 || !isKey)) return scope;
  const named = place.event === undefined ? undefined : analysis.fieldsOf(place.event);
  return itemScope(
    named ??
      unionOf(
        "all sources",
        analysis.sources.map(({ fields }) => fields),
      ),
  );
}

/** The conditions of a cluster are about its links, its items and itself, not about records. */
function clusterScope(cursor: Cursor, { clause, rules }: Place): Scope | null {
  const opener = cursor.before.findLast(({ text }) => text === "link" || text === "alert" || text === "family")?.text;
  if (!rules.includes("clusterClause") || rules.includes("items") || clause === undefined || opener === undefined)
    return null;
  const fields = Object.entries(CLUSTER_FIELDS[opener] ?? {}).map(([name, [type, doc]]) =>
    makeField(name, type, "result", { doc }),
  );
  return itemScope(withFields(noFields("a cluster"), fields));
}

const CLUSTER_FIELDS: Readonly<Record<string, Readonly<Record<string, readonly [type: Type, doc: string]>>>> = {
  link: {
    jaccard: ["float", "Of the keys that asked for one of two items, the share that asked for both."],
    shared: ["int", "How many keys asked for both items."],
  },
  alert: {
    size: ["int", "How many items the cluster has."],
    family: ["string", "The family that it belongs to, if it belongs to one."],
  },
  family: {
    length: ["int", "How many characters the item has."],
    entropy: ["float", "How unpredictable the item's characters are, in bits."],
    digits: ["float", "The share of digits in the item."],
    vowels: ["float", "The share of vowels in the item."],
    depth: ["int", "How many parts the item has between dots."],
    suffix: ["string", "The last part of the item."],
  },
};

function endsWith({ rules }: Expected, ...last: readonly string[]): boolean {
  return last.every((rule, index) => rules.at(index - last.length) === rule);
}
