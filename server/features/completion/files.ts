/** Paths of the folder's files for the clauses that name some: logs, lists, tables. */
import type { Completion } from "../item.ts";
import { wordBefore, type Cursor } from "./cursor.ts";
import { quote } from "../../model/written.ts";
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

/** Of logs a pattern for those that belong together, where there are several; then each file, the likely ones first. */
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
  // A list can only be read from one file.
  const patterns = use === "log" ? patternsOf(files.filter((file) => !NO_DATA.test(withoutAge(file)))) : [];
  const found = files.filter((file) => !NO_DATA.test(file) && (use !== "table" || LIKELY.table.test(file)));
  return [
    ...patterns.map(({ glob, detail }, order) => item(glob, detail, `0${String(order).padStart(4, "0")}`)),
    ...found.slice(0, MOST).map((file) => item(file, "file", "1")),
  ];
}

interface Pattern {
  readonly glob: string;
  readonly detail: string;
}

/** Rotated logs, logs of one name in several folders, and logs of one kind in a folder; each where there are several. */
function patternsOf(files: readonly string[]): readonly Pattern[] {
  const logs = [...groupBy(files, withoutAge)].map(([base, ages]) => ({ base, ages: ages.length }));
  const rotated = logs.filter(({ ages }) => ages > 1);
  const kinds = groupBy(logs, ({ base }) => kindOf(base));
  const names = groupBy(logs, ({ base }) => nameOf(base));
  const several = <T>([, members]: readonly [string, readonly T[]]): boolean => members.length > 1;
  return [
    ...rotated.map(({ base, ages }) => ({ glob: `${base}*`, detail: `${ages} files, rotated` })),
    ...[...names].filter(several).map(([name, members]) => ({
      glob: `${sharedFolder(members.map(({ base }) => base))}**/${name}${members.some(({ ages }) => ages > 1) ? "*" : ""}`,
      detail: `in ${members.length} folders`,
    })),
    ...[...kinds].filter(several).map(([glob, members]) => ({ glob, detail: `${members.length} files` })),
  ].slice(0, MOST);
}

/** What a rotated log adds to the name: `.1`, `.2.gz`, `-20260614.gz`. */
const AGE = /(?:[.-]\d[\d-]*)?(?:\.gz)?$/;

const withoutAge = (file: string): string => file.replace(AGE, "");
const folderOf = (file: string): string => file.slice(0, file.lastIndexOf("/") + 1);
const nameOf = (file: string): string => file.slice(file.lastIndexOf("/") + 1);

/** `logs/auth.log`, `logs/auth2.log`: `logs/*.log`. */
function kindOf(file: string): string {
  const name = nameOf(file);
  const dot = name.lastIndexOf(".");
  return `${folderOf(file)}*${dot < 0 ? "" : name.slice(dot)}`;
}

function sharedFolder(files: readonly string[]): string {
  const [first = [], ...others] = files.map((file) => folderOf(file).split("/"));
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  return (end < 0 ? first.slice(0, -1) : first.slice(0, end)).map((part) => `${part}/`).join("");
}
