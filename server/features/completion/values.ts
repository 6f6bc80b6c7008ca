/**
 * Values behind a comparison: what the logs really hold in that field, with counts, and what the language itself knows
 * (severities, template codes, names of sources). Invariant: what is offered has the field's type.
 */
import type { Analysis } from "../../model/analysis.ts";
import { findField, type Field } from "../../model/fields.ts";
import { SEVERITIES } from "../../model/program.ts";
import type { Scope } from "../../model/scopes.ts";
import { elementOf, isList } from "../../model/types.ts";
import { shorten } from "../fieldText.ts";
import type { Completion } from "../item.ts";
import { isString, opensList, type Cursor } from "./cursor.ts";
import { tags } from "./customs.ts";
import { quote } from "../../model/written.ts";

export const COMPARISONS: ReadonlySet<string> = new Set(
  "== != in like contains startswith endswith < <= > >= matches".split(" "),
);
export const ORDERS: ReadonlySet<string> = new Set("< <= > >=".split(" "));
/** What is asked for in these orders is a number like those of the logs; of texts and patterns it is none of them. */
const ORDERED: ReadonlySet<string> = new Set(["int", "float"]);

/** Numbers that came once are examples and no choice. */
const MOST_ONCE = 20;

/** The field on the left of the comparison whose right side the cursor is in. */
export interface Compared {
  readonly field: Field;
  /** As it is written. */
  readonly operator: string;
}

export function comparedAt(cursor: Cursor, scope: Scope | undefined): Compared | null {
  // Behind a dot a path goes on: no value continues `entry.`.
  if (cursor.before.at(-1)?.text === ".") return null;
  const list = listBehind(cursor, scope);
  if (list !== null) return list;
  // Behind a whole comparison its right side can go on, but no value can begin.
  const path = cursor.expected.find((each) => each.kind === "literal" && each.comparedWith !== undefined)?.comparedWith;
  const operator = cursor.before.findLast(({ text }) => COMPARISONS.has(text))?.text;
  const field = scope && path && fieldOf(scope, path);
  return field && operator !== undefined ? { field, operator } : null;
}

/** In front of `in roles` stands one of the list's elements. */
function listBehind({ after, touched, expected }: Cursor, scope: Scope | undefined): Compared | null {
  const at = after.findIndex(({ text }) => text !== "not" && text !== "cased");
  if (scope === undefined || after[at]?.text !== "in" || !expected.some(({ kind }) => kind === "literal")) return null;
  if (touched !== null && !isString(touched)) return null;
  const words = after.slice(at + 1);
  const end = words.findIndex(({ text }, index) => (index % 2 === 0 ? !/^[A-Za-z_`]/.test(text) : text !== "."));
  const path = (end < 0 ? words : words.slice(0, end)).filter(({ text }) => text !== ".");
  const field = fieldOf(
    scope,
    path.map(({ text }) => text),
  );
  return field !== undefined && isList(field.type) ? { field, operator: "contains" } : null;
}

function fieldOf(scope: Scope, path: readonly string[]): Field | undefined {
  const names = path.map((word) => word.replaceAll("`", ""));
  const label = names.length > 1 ? scope.labels.get(names[0]!) : undefined;
  return (label && findField(label.items, names.slice(1).join("."))) ?? findField(scope.item, names.join("."));
}

/** As they are, or each as a list of its own, to which others can be added. */
export function valueCompletions(cursor: Cursor, analysis: Analysis, compared: Compared): Completion[] {
  const values = bareValues(cursor, analysis, compared);
  return opensList(cursor) ? values.map((item) => ({ ...item, insert: `[${item.insert}]` })) : values;
}

function bareValues(cursor: Cursor, analysis: Analysis, { field, operator }: Compared): Completion[] {
  const { replace } = cursor;
  const value = (label: string, insert: string, detail: string, order: number): Completion => ({
    label,
    kind: "value",
    detail,
    insert,
    // Without its end: who types the closing quote has chosen.
    filter: isString(cursor.touched) ? insert.slice(0, -1) : undefined,
    replace,
    sort: `0${String(order).padStart(4, "0")}`,
  });
  if (field.name === "severity" && field.origin === "detection") {
    return SEVERITIES.map((severity, order) => ({ ...value(severity, severity, "severity", order), kind: "constant" }));
  }
  if (field.name === "template") return templateCodes(cursor, analysis, field);
  const own = isEquality(operator) ? ownValues(analysis, field) : [];
  if (own.length > 0) return own.map(([text, detail], order) => value(text, quote(text), detail, order));
  const type = analysis.typeName(elementOf(field.type));
  if (operator === "matches" || (ORDERS.has(operator) && !ORDERED.has(type))) return [];
  const known = analysis.values(field);
  if (known.length === 0 && elementOf(field.type) === "bool") {
    return ["true", "false"].map((text, order) => value(text, text, "bool", order));
  }
  let once = 0;
  return known.flatMap(([text, count], order) => {
    if (ORDERED.has(type) && count === 1 && ++once > MOST_ONCE) return [];
    const insert = literalOf(text, type);
    return insert === null ? [] : [value(shorten(text), insert, `${count.toLocaleString("en")} in the logs`, order)];
  });
}

const isEquality = (operator: string): boolean => ["==", "!=", "in", "contains"].includes(operator);

/** What the rule files themselves say that a field can be: names of rules and sources, tags. */
function ownValues(analysis: Analysis, { name, origin }: Field): readonly (readonly [text: string, detail: string])[] {
  if (name === "source" && origin === "builtin")
    return analysis.sources.flatMap(({ definition }) => (definition === null ? [] : [[definition.name, "source"]]));
  if (origin !== "detection") return [];
  if (name === "rule")
    return analysis.rules.flatMap(({ definition }) => (definition === null ? [] : [[definition.name, "rule"]]));
  return name === "tags" ? tags(analysis) : [];
}

/** How a value of a log is written in a rule; null: as no literal. */
function literalOf(text: string, type: string): string | null {
  switch (type) {
    case "string":
    case "unknown":
      return quote(text);
    case "int":
    case "float":
    case "bool":
    case "ip":
    case "cidr":
      return text;
    default:
      return null;
  }
}

function templateCodes(cursor: Cursor, analysis: Analysis, field: Field): Completion[] {
  const counts = new Map(analysis.values(field));
  return analysis.sources
    .filter(({ definition }) => definition !== null && field.sources.includes(definition.name))
    .flatMap(({ declaration }) => declaration.templates)
    .flatMap(({ code, text }, order): Completion[] => {
      if (!code) return [];
      const count = counts.get(String(code.value));
      return [
        {
          label: String(code.value),
          kind: "constant",
          detail: text?.value ?? "",
          doc: count === undefined ? undefined : `${count.toLocaleString("en")} records of it in the logs.`,
          insert: String(code.value),
          // A template is easier to remember by its words than by its number.
          filter: `${code.value} ${text?.value ?? ""}`,
          replace: cursor.replace,
          sort: `0${String(order).padStart(4, "0")}`,
        },
      ];
    });
}
