/**
 * When two strings are the same but for case. Invariant: `fold(a + b) === fold(a) + fold(b)` and folding twice changes
 * nothing, so that equality, `contains`, prefixes, globs and key partitions can never disagree on a pair of strings.
 */
import type { Value } from "../../model/program.ts";

/**
 * Lower case by Unicode's own table, character by character: the Kelvin sign becomes `k`, `İ` becomes `i` and a dot
 * above (so it equals itself but not `i`), `ß` stays. The final sigma is the one letter that lowers differently at the
 * end of a word; it is made an ordinary one.
 */
export function fold(text: string): string {
  const place = text.length & (REMEMBERED - 1);
  if (text === texts[place]) return foldedTexts[place]!;
  const lower = text.toLowerCase();
  const folded = lower.includes("ς") ? lower.replaceAll("ς", "σ") : lower;
  texts[place] = text;
  foldedTexts[place] = folded;
  return folded;
}

/** The values of one item are compared with many texts in a row: the last ones are kept, told apart by their length. */
const REMEMBERED = 16;
const texts = new Array<string>(REMEMBERED).fill("");
const foldedTexts = new Array<string>(REMEMBERED).fill("");

/** A value as key of a partition or member of a set: strings folded unless `cased`, also inside lists. */
export function foldKey(value: Value, cased: boolean): Value {
  if (typeof value === "string") return cased ? value : fold(value);
  if (value !== null && typeof value === "object") return value.map((element) => foldKey(element, cased));
  return value;
}
