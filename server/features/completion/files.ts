/** Patterns for the log files that the folder really holds. */
import type { Completion } from "../item.ts";
import type { Cursor } from "./cursor.ts";
import { quote } from "./literal.ts";
import { groupBy } from "../../model/group.ts";

/** So many suffice to see what there is; who has more writes a pattern. */
const MOST = 200;
/** What is no log, whatever it holds. */
const NO_LOG = /\.(grove|md|json|ya?ml|toml|lock|png|svg|gz|zip)$|(^|\/)\.|(^|\/)(LICENSE|NOTICE)$/;

/** One pattern for all files of a kind in a folder, where there are several; then each file. */
export function fileCompletions(cursor: Cursor, files: readonly string[]): Completion[] {
  const logs = files.filter((file) => !NO_LOG.test(file));
  const groups = groupBy(logs, pattern);
  const patterns = [...groups].filter(([, members]) => members.length > 1);
  const item = (label: string, detail: string, sort: string): Completion => ({
    label,
    kind: "value",
    detail,
    insert: quote(label),
    filter: cursor.touched ? quote(label) : undefined,
    replace: cursor.replace,
    sort,
  });
  return [
    ...patterns.map(([glob, members]) => item(glob, `${members.length} files`, "0")),
    ...logs.slice(0, MOST).map((file) => item(file, "file", "1")),
  ];
}

/** `logs/auth.log`, `logs/auth2.log`: `logs/*.log`. */
function pattern(file: string): string {
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  const name = file.slice(folder.length);
  const dot = name.lastIndexOf(".");
  return `${folder}*${dot < 0 ? "" : name.slice(dot)}`;
}
