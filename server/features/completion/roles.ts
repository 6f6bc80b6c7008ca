/** Names that only one kind of declaration knows: steps of a playbook, levels of a ranking, features of a cluster's items. */
import type { Declaration, Path, RankingDeclaration, TableDeclaration } from "../../../grammar/ast.ts";
import type { Analysis } from "../../model/analysis.ts";
import { findField } from "../../model/fields.ts";
import { CONSTANT_DOCS } from "../constantDocs.ts";
import type { Completion } from "../item.ts";
import { LEVELS } from "../levels.ts";
import { labelledSteps } from "../steps.ts";
import { isString, wordBefore, type Cursor } from "./cursor.ts";
import { quote } from "../../model/written.ts";

export function methodCompletions(cursor: Cursor): Completion[] {
  return Object.entries(CONSTANT_DOCS.method).map(([method, what], order) => constant(cursor, method, what, order));
}

/** The labels of a playbook's steps, those that stand before the cursor first. */
export function stepCompletions(cursor: Cursor, declaration: Declaration | undefined): Completion[] {
  if (declaration?.kind !== "playbook") return [];
  const named = namedAlready(cursor);
  return labelledSteps(declaration).flatMap(({ label: { text: name }, step, does, inside }): Completion[] => {
    // A step that waits for itself, or for what it does itself, would wait for ever.
    if (named.has(name) || [...inside, step].some(({ start, end }) => start <= cursor.offset && cursor.offset <= end))
      return [];
    const sort = step.end <= cursor.offset ? "0" : "1";
    return [{ label: name, kind: "label", detail: `step: ${does}`, insert: name, replace: cursor.replace, sort }];
  });
}

/** Levels that `order` does not have yet; the ranking's own first. */
export function levelCompletions(cursor: Cursor, declaration: Declaration | undefined): Completion[] {
  const named = namedAlready(cursor);
  return Object.entries(LEVELS)
    .filter(([level]) => !named.has(level))
    .map(([level, what], order) => constant(cursor, level, what, declares(declaration, level) ? order : 10 + order));
}

/** On the outside a level, inside of one the values that the logs hold of its field. */
export function weightedCompletions(
  cursor: Cursor,
  analysis: Analysis,
  declaration: Declaration | undefined,
  rules: readonly string[],
): Completion[] {
  if (declaration?.kind !== "ranking") return [];
  const weighted = new Set(declaration.weights.map(({ of }) => (of !== undefined && "text" in of ? of.text : "")));
  if (rules.filter((rule) => rule === "weights").length === 1) {
    return Object.entries(LEVELS).map(([level, what], order) =>
      constant(cursor, level, what, (weighted.has(level) ? 20 : declares(declaration, level) ? 0 : 10) + order),
    );
  }
  const field = levelField(analysis, declaration, outerLevel(cursor));
  const known = field === undefined ? [] : analysis.values(field);
  return known.map(([value, count], order) => ({
    label: value,
    kind: "value",
    detail: `${count.toLocaleString("en")} in the logs`,
    insert: !isString(cursor.touched) && /^(?:[a-z_]\w*|\d+)$/i.test(value) ? value : quote(value),
    filter: isString(cursor.touched) ? quote(value).slice(0, -1) : undefined,
    replace: cursor.replace,
    sort: `0${String(order).padStart(4, "0")}`,
  }));
}

/** The level whose braces the cursor is in: `rules 0.4 {`. */
function outerLevel(cursor: Cursor): string {
  let depth = 0;
  for (let back = 1; ; back++) {
    const word = wordBefore(cursor, back);
    if (word === undefined) return "";
    if (word.text === "}") depth++;
    else if (word.text === "{" && depth-- === 0) return wordBefore(cursor, back + 2)?.text ?? "";
  }
}

function levelField(analysis: Analysis, ranking: RankingDeclaration, level: string) {
  const paths: Readonly<Record<string, Path | undefined>> = {
    rules: ranking.rules,
    regions: ranking.regions,
    failures: ranking.failures?.field,
  };
  const path = Object.hasOwn(paths, level) ? paths[level] : undefined;
  const fields = ranking.of?.name && analysis.fieldsOf(ranking.of.name.text);
  const name = path?.parts.flatMap((part) => (part.kind === "name" ? part.name.text : [])).join(".");
  return fields && name !== undefined ? findField(fields, name) : undefined;
}

const declares = (declaration: Declaration | undefined, level: string): boolean =>
  declaration?.kind === "ranking" && declaration.clauses.some(({ keyword }) => keyword.text === level);

export function featureCompletions(cursor: Cursor): Completion[] {
  const named = namedAlready(cursor);
  return Object.entries(CONSTANT_DOCS.feature)
    .filter(([name]) => !named.has(name))
    .map(([name, what], order) => constant(cursor, name, what, order));
}

/** The columns of the table's file. */
export function keyCompletions(cursor: Cursor, analysis: Analysis, declaration: Declaration | undefined): Completion[] {
  return declaration?.kind === "table"
    ? columnsOf(analysis, declaration).map((column, order) => constant(cursor, column, "column", order))
    : [];
}

export function columnsOf(analysis: Analysis, { from }: TableDeclaration): readonly string[] {
  const file = from === undefined ? undefined : analysis.files.tables[from.value];
  return file?.kind === "read" ? file.columns : [];
}

/** The names in front of the cursor, parted by commas: none is wanted twice. */
function namedAlready(cursor: Cursor): ReadonlySet<string> {
  const names = new Set<string>();
  for (let back = 1; wordBefore(cursor, back)?.text === ","; back += 2)
    names.add(wordBefore(cursor, back + 1)?.text ?? "");
  return names;
}

function constant({ replace }: Cursor, label: string, detail: string | undefined, order: number): Completion {
  return { label, kind: "constant", detail, insert: label, replace, sort: `0${String(order).padStart(2, "0")}` };
}
