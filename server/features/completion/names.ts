/** Names of the folder's namespace, by the kind that is wanted at a place. */
import type { Parameter } from "../../../grammar/ast.ts";
import type { Analysis } from "../../model/analysis.ts";
import type { Definition, DefinitionKind } from "../../model/names.ts";
import type { Completion, CompletionKind } from "../item.ts";
import { isCalled, type Cursor } from "./cursor.ts";
import { hasLetters, typedLetters } from "./letters.ts";
import { inSnippet } from "./snippet.ts";

const KINDS: Partial<Readonly<Record<DefinitionKind, CompletionKind>>> = {
  source: "source",
  event: "event",
  rule: "rule",
  list: "list",
  table: "list",
  baseline: "event",
  score: "event",
  cluster: "event",
  action: "function",
};

const RECORDS = ["event", "source"] as const;
const ABOVE_THEM = ["rule", "baseline", "score", "cluster"] as const;

/** Whatever yields items, the declaration that is being written aside; last, all that the forest raises. */
export function eventCompletions(cursor: Cursor, analysis: Analysis): Completion[] {
  const { replace, before } = cursor;
  const own = before[1]?.text;
  const counted = countedPaths(cursor);
  const lacks = (name: string): boolean =>
    counted.length > 0 && !counted.every((path) => analysis.fieldsOf(name)?.fields.has(path) === true);
  const isAwaited = cursor.expected.some(({ rules }) => rules.includes("onClause"));
  const names = [
    ...nameCompletions(cursor, analysis, RECORDS, own),
    ...nameCompletions(cursor, analysis, ABOVE_THEM, own).map((item) => ({ ...item, sort: isAwaited ? FIRST : LATE })),
  ].map((item) => (lacks(item.label) ? { ...item, sort: LAST } : item));
  if (!hasLetters("detection", typedLetters(cursor))) return names;
  return [
    ...names,
    { label: "detection", kind: "event", detail: "what any rule raises", insert: "detection", replace, sort: LAST },
  ];
}

/** A playbook waits for rules; elsewhere few rules stand above others, and patterns begin with their words more often. */
const FIRST = "0f";
const LATE = "36";
const LAST = "37";

/** The fields in front of the `of` at the cursor: `distinct(user of`, `ranking worst by ip of`. */
function countedPaths({ before }: Cursor): readonly string[] {
  if (before.at(-1)?.text !== "of") return [];
  const opener = before.findLastIndex(({ text }) => text === "(" || text === "by");
  const words = before.slice(opener + 1, -1).filter(({ text }) => text !== "cased");
  const paths = words.map(({ text }) => text.replaceAll("`", "")).join("");
  return opener < 0 ? [] : paths.split(",");
}

/** Actions as calls, with what they take. */
export function actionCompletions(cursor: Cursor, analysis: Analysis): Completion[] {
  return nameCompletions(cursor, analysis, ["action"]).map((item): Completion => {
    const parameters = parametersOf(analysis, item.label);
    const names = parameters.map(({ name }, index) => `\${${index + 1}:${inSnippet(name?.text ?? "value")}}`);
    const detail = `(${parameters.map(({ name, type }) => `${name?.text ?? "?"}: ${type?.text ?? "?"}`).join(", ")})`;
    if (isCalled(cursor)) return { ...item, detail, sort: "45" };
    return { ...item, detail, insert: `${item.insert}(${names.join(", ")})`, snippet: true, sort: "45" };
  });
}

function parametersOf({ names }: Analysis, action: string): readonly Parameter[] {
  const found = names.declared.find(
    ({ declaration, definition }) => declaration.kind === "action" && definition?.name === action,
  );
  return found?.declaration.kind === "action" ? found.declaration.parameters : [];
}

/** Tables, to look a row up in. */
export function tableCompletions(cursor: Cursor, analysis: Analysis): Completion[] {
  return nameCompletions(cursor, analysis, ["table"]).map((item): Completion => {
    const declared = analysis.names.declared.find(({ definition }) => definition?.name === item.label)?.declaration;
    const key = declared?.kind === "table" ? (declared.key?.text ?? "key") : "key";
    return {
      ...item,
      detail: `row by ${key}`,
      insert: `${item.insert}[\${1:${inSnippet(key)}}].\${2:column}`,
      snippet: true,
      sort: "29",
    };
  });
}

/** So many names at a place are all that an editor is given at once: it asks again when more was typed. */
export const MOST_NAMES = 300;

/** In the order of the wanted kinds: what is wanted most stands first. */
export function nameCompletions(
  cursor: Cursor,
  analysis: Analysis,
  wanted: readonly DefinitionKind[],
  except?: string,
): Completion[] {
  const definitions = [...analysis.names.byName.values()].filter(
    ({ kind, name }) => KINDS[kind] !== undefined && wanted.includes(kind) && name !== except,
  );
  return nearest(cursor, definitions, wanted).map((definition) => ({
    label: definition.name,
    kind: KINDS[definition.kind]!,
    detail: detailOf(analysis, definition),
    doc: definition.doc ?? undefined,
    insert: definition.name,
    replace: cursor.replace,
    sort: `1${wanted.indexOf(definition.kind)}`,
  }));
}

/** Of too many, those that have the letters which were typed; of these, what is wanted most. */
function nearest(cursor: Cursor, all: readonly Definition[], wanted: readonly DefinitionKind[]): readonly Definition[] {
  if (all.length <= MOST_NAMES) return all;
  const letters = typedLetters(cursor);
  return all
    .filter(({ name }) => hasLetters(name.toLowerCase(), letters))
    .sort((a, b) => wanted.indexOf(a.kind) - wanted.indexOf(b.kind))
    .slice(0, MOST_NAMES);
}

function detailOf(analysis: Analysis, definition: Definition): string {
  const records = definition.kind === "source" ? analysis.facts[definition.name]?.records : undefined;
  if (records !== undefined) return `source, ${records.toLocaleString("en")} records seen`;
  const { document, start, end } = definition.extent;
  const text = analysis.document(document)?.text.slice(start, end) ?? "";
  // Of an event its condition says more than the word "event".
  return definition.kind === "event"
    ? (text.split("=").slice(1).join("=").split("\n")[0] ?? "").trim()
    : definition.kind;
}
