/** Paths of the folder's files for the clauses that name some: logs, lists, tables. */
import type { Completion } from "../item.ts";
import { wordBefore, type Cursor } from "./cursor.ts";
import { quote } from "./literal.ts";
import { wantsLiteral } from "./wanted.ts";
import { groupBy } from "../../model/group.ts";

/** So many suffice to see what there is; who has more writes a pattern. */
const MOST = 200;
/** What is no data, whatever it holds. */
const NO_DATA = /\.(grove|md|ya?ml|toml|lock|png|svg|gz|zip)$|(^|\/)\.|(^|\/)(LICENSE|NOTICE|package(-lock)?\.json)$/;
const LIKELY = { log: /log|history/i, list: /\.(txt|list|lst|csv|dat)$/i, table: /\.csv$/i } as const;

export type FileUse = keyof typeof LIKELY;

/** What the path at the cursor is for; null: no path is wanted. */
export function fileUseAt(cursor: Cursor): FileUse | null {
  const previous = wordBefore(cursor, 1)?.text;
  if (wantsLiteral(cursor, "string", "files")) return "log";
  if (previous === "learn" && wantsLiteral(cursor, "string")) return "log";
  if (previous !== "from" || !wantsLiteral(cursor, "string")) return null;
  const inside = (rule: string): boolean => cursor.expected.some(({ rules }) => rules.includes(rule));
  return inside("listDeclaration") ? "list" : inside("tableDeclaration") ? "table" : null;
}

/** Of logs one pattern for all files of a kind in a folder, where there are several; then each file, the likely ones first. */
export function fileCompletions(cursor: Cursor, files: readonly string[], use: FileUse): Completion[] {
  const item = (label: string, detail: string, sort: string): Completion => ({
    label,
    kind: "value",
    detail,
    insert: quote(label),
    // Without its end: who types the closing quote has chosen.
    filter: cursor.touched ? quote(label).slice(0, -1) : undefined,
    replace: cursor.replace,
    sort: `${LIKELY[use].test(label) ? "0" : "1"}${sort}`,
  });
  const found = files.filter((file) => !NO_DATA.test(file));
  // A list can only be read from one file.
  const patterns = use === "log" ? [...groupBy(found, pattern)].filter(([, members]) => members.length > 1) : [];
  return [
    ...patterns.map(([glob, members]) => item(glob, `${members.length} files`, "0")),
    ...found
      .filter((file) => use !== "table" || LIKELY.table.test(file))
      .slice(0, MOST)
      .map((file) => item(file, "file", "1")),
  ];
}

/** `logs/auth.log`, `logs/auth2.log`: `logs/*.log`. */
function pattern(file: string): string {
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  const name = file.slice(folder.length);
  const dot = name.lastIndexOf(".");
  return `${folder}*${dot < 0 ? "" : name.slice(dot)}`;
}
