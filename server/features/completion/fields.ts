/**
 * Fields, labels and functions: what an expression can begin with. Invariant: what is offered is what the model would
 * resolve at this place; nothing of another scope is shown.
 */
import type { Analysis } from "../../model/analysis.ts";
import { AGGREGATES, FUNCTIONS, signature, SUMMARIES } from "../../model/functions.ts";
import { LATER_FUNCTIONS } from "../../model/laterFunctions.ts";
import type { Field } from "../../model/fields.ts";
import type { Label, Scope } from "../../model/scopes.ts";
import { fieldOrigin, fieldValues, shorten } from "../fieldText.ts";
import type { Completion } from "../item.ts";
import { wordBefore, type Cursor } from "./cursor.ts";
import { pathText } from "./literal.ts";

/** The path at the cursor: where it begins and the words in front of the one that is typed. */
export interface TypedPath {
  readonly start: number;
  readonly words: readonly string[];
}

export function typedPath(cursor: Cursor): TypedPath {
  const words: string[] = [];
  let start = cursor.replace.start;
  for (let back = 1; ; back += 2) {
    const dot = wordBefore(cursor, back);
    const word = wordBefore(cursor, back + 1);
    if (dot === undefined || word === undefined) break;
    if (dot.text !== "." || dot.end !== start || word.end !== dot.start) break;
    if (!/^[A-Za-z_`]/.test(word.text)) break;
    words.unshift(word.text.replaceAll("`", ""));
    start = word.start;
  }
  return { start, words };
}

/** Fields and labels that can stand here. Behind `label.` only that label's fields. */
export function fieldCompletions(cursor: Cursor, analysis: Analysis, scope: Scope): Completion[] {
  const { start, words } = typedPath(cursor);
  const replace = { start, end: cursor.replace.end };
  const label = words.length > 0 ? scope.labels.get(words[0]!) : undefined;
  if (label) return fieldsOf(label.items.fields.values(), analysis, replace, label);
  const fields = fieldsOf(scope.item.fields.values(), analysis, replace);
  if (words.length > 0) return fields.filter(({ filter }) => filter?.startsWith(`${words.join(".")}.`));
  return [...labelsOf(scope, replace), ...fields];
}

function fieldsOf(
  fields: Iterable<Field>,
  analysis: Analysis,
  replace: Completion["replace"],
  label?: Label,
): Completion[] {
  return [...fields].map((field): Completion => {
    const top = analysis.values(field)[0]?.[0];
    const one = analysis.typeName(field.type);
    const type = label?.many ? `list<${one}>` : one;
    // Of a field that comes from a mistake elsewhere nothing is known, and its type is no word to show.
    const known = [...(one === "unknown" ? [] : [type]), ...(top === undefined ? [] : [`often ${shorten(top)}`])];
    const insert = `${label ? `${pathText(label.name)}.` : ""}${pathText(field.name)}`;
    return {
      label: field.name,
      kind: "field",
      detail: known.length === 0 ? undefined : known.join(", "),
      doc: [...(field.doc === null ? [] : [field.doc]), fieldOrigin(field), ...fieldValues(analysis, field)].join(
        "\n\n",
      ),
      insert,
      filter: insert,
      replace,
      sort: `2${rank(analysis, field)}`,
    };
  });
}

/** What a source adds comes before what all records have, then what some events lack; what no record has comes last. */
function rank(analysis: Analysis, field: Field): string {
  if (analysis.missingShare(field) === 1) return "9";
  // A key that some step's records lack keeps that step from ever taking part.
  if (field.lackedBy.length > 0) return "8";
  const order = ["capture", "map", "emit", "key", "with", "declared", "unified", "detection", "builtin", "format"];
  return String(Math.min(order.indexOf(field.origin), 8));
}

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

/** Functions; in `emit` the summaries of a label's items too. */
export function functionCompletions(cursor: Cursor, analysis: Analysis, place: "item" | "emit"): Completion[] {
  const call = (name: string, detail: string, doc: string): Completion => ({
    label: name,
    kind: "function",
    detail,
    doc,
    insert: `${name}($1)`,
    snippet: true,
    replace: cursor.replace,
    sort: "3",
  });
  const functions = [...FUNCTIONS.values(), ...LATER_FUNCTIONS.values()].map((info) =>
    call(info.name, `${signature(info)}: ${analysis.typeName(info.result)}`, info.doc),
  );
  if (place === "item") return functions;
  return [...[...SUMMARIES.values()].map((info) => call(info.name, info.signature, info.doc)), ...functions];
}

/** In conditions and as steps. */
export function aggregateCompletions(cursor: Cursor): Completion[] {
  return [...AGGREGATES.values()].map(({ name, signature: detail, fields, doc }) => ({
    label: name,
    kind: "function",
    detail,
    doc,
    insert: fields === 0 ? `${name}(\${1:event})` : `${name}(\${1:field} of \${2:event})`,
    snippet: true,
    replace: cursor.replace,
    sort: name === "count" ? "30" : "31",
  }));
}
