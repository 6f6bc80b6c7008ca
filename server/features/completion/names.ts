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

/** In the order of the wanted kinds: what is wanted most stands first. */
export function nameCompletions(
  cursor: Cursor,
  analysis: Analysis,
  wanted: readonly DefinitionKind[],
  except?: string,
): Completion[] {
  return [...analysis.names.byName.values()].flatMap((definition): Completion[] => {
    const kind = KINDS[definition.kind];
    if (kind === undefined || !wanted.includes(definition.kind) || definition.name === except) return [];
    return [
      {
        label: definition.name,
        kind,
        detail: detailOf(analysis, definition),
        doc: definition.doc ?? undefined,
        insert: definition.name,
        replace: cursor.replace,
        sort: `1${wanted.indexOf(definition.kind)}`,
      },
    ];
  });
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
