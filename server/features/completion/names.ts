/** Names of the folder's namespace, by the kind that is wanted at a place. */
import type { Analysis } from "../../model/analysis.ts";
import type { Definition, DefinitionKind } from "../../model/names.ts";
import type { Completion, CompletionKind } from "../item.ts";
import type { Cursor } from "./cursor.ts";

const KINDS: Partial<Readonly<Record<DefinitionKind, CompletionKind>>> = {
  source: "source",
  event: "event",
  rule: "rule",
  list: "list",
  table: "list",
};

/** Whatever yields items, the declaration that is being written aside. */
export function eventCompletions(cursor: Cursor, analysis: Analysis): Completion[] {
  return nameCompletions(cursor, analysis, ["event", "rule", "source"], cursor.before[1]?.text);
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
  const typed = cursor.touched?.text.slice(0, cursor.offset - cursor.touched.start).toLowerCase() ?? "";
  return all
    .filter(({ name }) => hasLetters(name.toLowerCase(), typed))
    .sort((a, b) => wanted.indexOf(a.kind) - wanted.indexOf(b.kind))
    .slice(0, MOST_NAMES);
}

/** In this order, with whatever between them. */
function hasLetters(name: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = name.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
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
