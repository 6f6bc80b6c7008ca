/**
 * What people write who come from another language, and what it is here. Invariant: an advice is given only where the
 * parser has refused the token anyway.
 */
import type { IToken } from "chevrotain";
import { clauseWords, declarationWords, innerWords, reservedWords } from "../words.ts";

const words: ReadonlySet<string> = new Set(
  Object.keys({ ...declarationWords, ...clauseWords, ...innerWords, ...reservedWords }).map((word) =>
    word.toLowerCase(),
  ),
);

const advices: ReadonlyMap<string, string> = new Map([
  ["=", "`=` sets a field. To compare, write `==`."],
  [":", "A colon stands behind labels only. Leave it out."],
  ["is", "To compare, write `==`. For a field without a value write `not field exists`."],
  ["null", "There is no `null`. For a field without a value write `not field exists`."],
  ["per", "A window is written `within 5m`."],
]);

/** Where a clause or step could begin. */
const follows = "What follows upon something else is a step: write `sequence within 5m { first  second }`.";
const advicesInBody: ReadonlyMap<string, string> = new Map([
  [",", "Nothing separates clauses and steps. Leave it out."],
  ["and", "`and` joins conditions. Of events write `all within 5m { a  b }` for both, `any { a  b }` for either."],
  ["or", "`or` joins conditions. Of events write `any { a  b }` for either, `all within 5m { a  b }` for both."],
  ["then", follows],
  ["followed", follows],
  [
    "within",
    "`within` stands behind `sequence`, `all`, and what counts, as in `count(login) >= 5 within 5m`. One event needs none.",
  ],
  ["between", "Write a range, as in `port in 1..1024`, or two comparisons with `and`."],
]);

/** What to write instead of this token; undefined if nobody's habit explains it. `inBody`: a clause or step could begin here. */
export function habit({ image }: IToken, inBody: boolean): string | undefined {
  const lower = image.toLowerCase();
  if (image !== lower && words.has(lower)) return `Words of the language are in lower case: write \`${lower}\`.`;
  return (inBody ? advicesInBody.get(lower) : undefined) ?? advices.get(lower);
}

/** Behind the name of a declaration. */
export const nameAdvice = "Names are made of letters, digits and `_`.";
