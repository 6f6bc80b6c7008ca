/** What was typed of the word at the cursor, and whether a name can be meant by it. */
import type { Cursor } from "./cursor.ts";

export const typedLetters = ({ touched, offset }: Cursor): string =>
  touched?.text.slice(0, offset - touched.start).toLowerCase() ?? "";

/** In this order, with whatever between them, as editors match. */
export function hasLetters(name: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = name.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}
