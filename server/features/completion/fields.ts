/**
 * Fields and labels: what a path can begin with, and what follows its dots. Invariant: what is offered is what the model would
 * resolve at this place; nothing of another scope is shown.
 */
import type { Analysis } from "../../model/analysis.ts";
import { ecsField } from "../../model/ecs.ts";
import type { Field, FieldSet } from "../../model/fields.ts";
import type { Type } from "../../model/program.ts";
import type { Label, Scope } from "../../model/scopes.ts";
import { missingShareIn } from "../../model/shares.ts";
import { typeName } from "../../model/types.ts";
import { fieldOrigin, fieldValues, percent, shorten } from "../fieldText.ts";
import type { Completion } from "../item.ts";
import { wordBefore, type Cursor } from "./cursor.ts";
import { keyMissing, keyRank, worstOf } from "./keys.ts";
import { typedLetters } from "./letters.ts";
import { pathText } from "../../model/written.ts";
import { anything, type Takes } from "./right.ts";
import { columnsOf } from "./roles.ts";
import { schemaNames } from "./schema.ts";

/** The path at the cursor: where it begins and the words in front of the one that is typed. */
export interface TypedPath {
  readonly start: number;
  readonly words: readonly string[];
  /** An index is among them, as in `roles[0].`: only what stands behind the last dot can be replaced. */
  readonly indexed: boolean;
}

export function typedPath(cursor: Cursor): TypedPath {
  const words: string[] = [];
  let start = cursor.replace.start;
  let indexed = false;
  for (let back = 1; ;) {
    const dot = wordBefore(cursor, back);
    if (dot?.text !== "." || dot.end !== start) break;
    back++;
    while (wordBefore(cursor, back)?.text === "]") {
      back = behindIndex(cursor, back);
      indexed = true;
    }
    const word = wordBefore(cursor, back++);
    if (word === undefined || !/^[A-Za-z_`]/.test(word.text) || (!indexed && word.end !== dot.start)) break;
    words.unshift(word.text.replaceAll("`", ""));
    start = word.start;
  }
  return { start: indexed ? cursor.replace.start : start, words, indexed };
}

/** From a closing bracket to what stands in front of its opening one. */
function behindIndex(cursor: Cursor, closer: number): number {
  let depth = 0;
  for (let back = closer; ; back++) {
    const text = wordBefore(cursor, back)?.text;
    if (text === undefined) return back;
    if (text === "]") depth++;
    else if (text === "[" && --depth === 0) return back + 1;
  }
}

/** Fields and labels that can stand here. Behind `label.` only that label's fields, behind `table[x].` its columns. */
export function fieldCompletions(
  cursor: Cursor,
  analysis: Analysis,
  scope: Scope,
  { takes = anything, asKeys = false, order = EQUAL }: Partial<Wanted> = {},
): Completion[] {
  const { start, words, indexed } = typedPath(cursor);
  const replace = { start, end: cursor.pathEnd };
  const [first, ...rest] = words;
  const label = first === undefined ? undefined : scope.labels.get(first);
  if (label) {
    const fields = [
      ...fieldsOf(label.items, analysis, { replace, takes, label, order }),
      ...schemaOf(label.items, cursor, { replace, takes, words: rest, label }),
    ];
    return indexed ? members(fields, rest, replace) : fields;
  }
  const table = indexed && first !== undefined ? columns(analysis, first, replace) : null;
  if (table) return table;
  const fields = [
    ...fieldsOf(scope.item, analysis, { replace, takes, asKeys, order }),
    ...schemaOf(scope.item, cursor, { replace, takes, words }),
  ];
  if (indexed) return members(fields, words, replace);
  if (words.length > 0) return fields.filter((field) => field.label.startsWith(`${words.join(".")}.`));
  // What stands behind the dot of a label may fit another label too.
  return [...labelsOf(scope, cursor.replace), ...fields];
}

/** What follows a path with an index: the rest of the names that begin with its words. */
function members(
  fields: readonly Completion[],
  words: readonly string[],
  replace: Completion["replace"],
): Completion[] {
  const prefix = words.length === 0 ? "" : `${words.join(".")}.`;
  return fields.flatMap((field) => {
    if (!field.label.startsWith(prefix)) return [];
    const rest = pathText(`x.${field.label.slice(prefix.length)}`).slice(2);
    return [{ ...field, label: field.label.slice(prefix.length), insert: rest, filter: rest, replace }];
  });
}

function columns(analysis: Analysis, name: string, replace: Completion["replace"]): Completion[] | null {
  const declared = analysis.names.declared.find(({ definition }) => definition?.name === name)?.declaration;
  if (declared?.kind !== "table") return null;
  return columnsOf(analysis, declared).map((column): Completion => {
    const insert = pathText(`x.${column}`).slice(2);
    return { label: column, kind: "field", detail: `column of ${name}`, insert, replace, sort: "2" };
  });
}

/** Names of the common schema, where records may have any of them; those that continue the words, if there are some. */
function schemaOf(
  { schema, fields }: FieldSet,
  cursor: Cursor,
  { replace, takes, words, label }: Wanted & { readonly words: readonly string[] },
): Completion[] {
  if (!schema) return [];
  const before = label ? `${pathText(label.name)}.` : "";
  return schemaNames(typedLetters(cursor), words).flatMap(({ name, type, doc, path, sort }): Completion[] => {
    const own: Type = label?.many ? { list: type } : type;
    if (fields.has(name) || !takes(own)) return [];
    const insert = before + path;
    const detail = typeName(own);
    return [{ label: name, kind: "field", detail, doc, insert, filter: insert, replace, sort }];
  });
}

/** `asKeys`: they are to relate the steps of a rule. */
interface Wanted {
  readonly replace: Completion["replace"];
  readonly takes: Takes;
  readonly label?: Label;
  readonly asKeys?: boolean;
  /** Where the place prefers some. */
  readonly order?: Order;
}

/** Below 0: before all others; above: behind them. */
export type Order = (field: Field) => number;

const EQUAL: Order = () => 0;

function fieldsOf(
  set: FieldSet,
  analysis: Analysis,
  { replace, takes, label, asKeys = false, order = EQUAL }: Wanted,
): Completion[] {
  const { fields, of } = set;
  const taken = [...fields.values()].filter(
    ({ name, type }) =>
      takes(label?.many ? { list: type } : type) || (ecsField(name)?.many === true && takes({ list: type })),
  );
  return taken.map((field): Completion => {
    const worst = asKeys ? worstOf(analysis, set, field) : null;
    const share = missingShareIn(analysis, of, field);
    const [top, count = 0] = analysis.values(field)[0] ?? [];
    const one = analysis.typeName(field.type);
    const type = label?.many ? `list<${one}>` : one;
    // Of a field that comes from a mistake elsewhere nothing is known, and its type is no word to show.
    const known = [
      ...(one === "unknown" ? [] : [type]),
      ...(top === undefined || count < 2 ? [] : [`often ${shorten(top)}`]),
      ...(worst === null ? missing(share) : keyMissing(worst)),
    ];
    const insert = `${label ? `${pathText(label.name)}.` : ""}${pathText(field.name)}`;
    return {
      label: field.name,
      kind: "field",
      detail: known.length === 0 ? undefined : known.join(", "),
      doc: () =>
        [...(field.doc === null ? [] : [field.doc]), fieldOrigin(field), ...fieldValues(analysis, field, of)].join(
          "\n\n",
        ),
      insert,
      filter: insert,
      replace,
      sort: `${placed(order(field))}${worst === null ? rank(field, share) : keyRank(field, worst, orderOf(field))}`,
    };
  });
}

function missing(share: number | null): readonly string[] {
  if (share === null || share === 0) return [];
  return [share === 1 ? "never in the logs" : `missing in ${percent(share)}`];
}

const ORDER: readonly Field["origin"][] = [
  "capture",
  "sample",
  "result",
  "map",
  "emit",
  "key",
  "with",
  "declared",
  "unified",
  "detection",
  "builtin",
  "format",
  "ecs",
];

/** What a source adds comes before what all records have, then what some events lack; what no record has comes last. */
function rank(field: Field, missingShare: number | null): string {
  if (missingShare === 1) return "98";
  // A key that some step's records lack keeps that step from ever taking part.
  if (field.lackedBy.length > 0) return "97";
  return orderOf(field);
}

/** Behind labels, in front of functions. */
const placed = (order: number): string => (order < 0 ? "1f" : order > 0 ? "2z" : "2");

const orderOf = ({ origin }: Field): string => String(ORDER.indexOf(origin)).padStart(2, "0");

function labelsOf(scope: Scope, replace: Completion["replace"]): Completion[] {
  return [...scope.labels.values()].map((label) => ({
    label: label.name,
    kind: "label",
    detail: label.many ? `the items of ${label.items.of}` : `the item of ${label.items.of}`,
    insert: pathText(label.name),
    replace,
    sort: "1",
  }));
}
