/** What a replay holds in memory until its turn comes. There is no bound: what waits must wait, or the order would be wrong. */
import type { Note } from "./notes.ts";

export interface Held {
  /** That wait at once. */
  readonly records: number;
  /** The source that they wait for; null: for none, they are of one time. */
  readonly by: string | null;
}

/** About 2 GB, of lines of some size. */
const MANY = 500_000;

/** Null: it is not worth a word. */
export function heldNote({ records, by }: Held): Note | null {
  if (records <= MANY) return null;
  const why =
    by === null
      ? "Records of one time are judged together: look whether the source's `time` names the right field."
      : `They waited for source ${by}: its records may still be older by its \`lateness\`, and while it is silent all others wait for its \`idle\`. Shorten those two if its logs allow, or replay fewer files at once.`;
  const message = `More than ${MANY.toLocaleString("en-US")} records waited at once, which takes gigabytes of memory. ${why}`;
  return { severity: "warning", message };
}
