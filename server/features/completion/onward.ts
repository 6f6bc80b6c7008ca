/**
 * Words that say nothing alone: with one goes its blank, and the list of what comes next opens by itself. Invariant: a
 * completion gives the cursor a place to go on, and takes no blank from what stands there and adds none twice.
 */
import type { Completion } from "../item.ts";
import type { Cursor } from "./cursor.ts";

/** Words of the grammar behind which a clause or condition can end. */
const ALONE: ReadonlySet<string> = new Set("true false exists once twice times hits failure".split(" "));

export function onward(item: Completion, cursor: Cursor, text: string): Completion {
  const { label, kind, insert, snippet, replace } = item;
  if (snippet === true) return item;
  const opensNext = endsLine(cursor);
  if (kind === "field") return insert.endsWith(" = ") && opensNext ? { ...item, opensNext } : item;
  if (kind !== "keyword" || ALONE.has(label)) return item;
  const next = text[replace.end] ?? "";
  // A parenthesis stands directly behind its word.
  if (next === "(" || next === ".") return item;
  const isThere = next === " " || next === "\t";
  // The blank that is there is taken with it, so that the cursor comes to stand behind it.
  const end = isThere ? replace.end + 1 : replace.end;
  return { ...item, insert: `${insert} `, replace: { start: replace.start, end }, ...(opensNext && { opensNext }) };
}

const CLOSING: ReadonlySet<string> = new Set(["}", ")", "]"]);

/** What stands on the line behind the cursor is perhaps what was to come. */
const endsLine = ({ after }: Cursor): boolean => after.every(({ text }) => CLOSING.has(text));
