/**
 * What to write in place of a token that the parser has refused, where a habit of another language explains it and leaves no
 * choice. Invariant: a mend replaces the token, or it and the one before, and nothing else.
 */
import type { IToken } from "chevrotain";
import type { Mend } from "../ast.ts";
import { clauseTokens, isA, t } from "../tokens.ts";
import { languageWords, unitWord } from "./habits.ts";
import { without, written, type Place } from "./slip.ts";

/** Words and signs that other languages compare with. */
const operators: ReadonlyMap<string, string> = new Map([
  ["=", "=="],
  ["equals", "=="],
  ["eq", "=="],
  ["ne", "!="],
  ["gt", ">"],
  ["gte", ">="],
  ["lt", "<"],
  ["lte", "<="],
  ["has", "contains"],
  ["has_any", "contains"],
  ["has_all", "contains all"],
  ["contains_any", "contains"],
  ["contains_all", "contains all"],
  ["icontains", "contains"],
  ["starts_with", "startswith"],
  ["ends_with", "endswith"],
  ["ilike", "like"],
]);

const clauses: ReadonlyMap<string, string> = new Map([
  ["elif", "else if"],
  ["elsif", "else if"],
  ["elseif", "else if"],
]);

export function mendOf(text: string, token: IToken, place: Place, previous: IToken | undefined): Mend | undefined {
  const { image } = token;
  const inBody = place === "body";
  if (place === "name") return undefined;
  if (place === "assignment") return image === ":" || image === "==" ? setting(token, previous) : undefined;
  const lower = image.toLowerCase();
  const both = previous && pair(previous.image, image);
  if (both !== undefined) return written(both, previous!, token);
  if (inBody && previous !== undefined && /^\d+$/.test(previous.image) && unitWord.test(image))
    return written(`${previous.image}${lower.startsWith("mi") ? "m" : lower[0]!}`, previous, token);
  if (isNeedlessSign(token, place, previous)) return without(text, token);
  // Behind a value it was perhaps to make a list, or to join conditions.
  if (inBody && image === "," && previous !== undefined && isA(previous, t.Word)) return without(text, token);
  const operator = operators.get(lower);
  if (operator !== undefined && previous !== undefined && isValue(previous)) return written(operator, token);
  if (image !== lower && languageWords.has(lower)) return written(lower, token);
  const clause = inBody ? clauses.get(lower) : undefined;
  return clause === undefined ? undefined : written(clause, token);
}

/** Signs that are one sign here, or one too many. */
function pair(first: string, second: string): string | undefined {
  if (first === "<" && second === ">") return "!=";
  if ((first === "<" || first === ">") && second === "=") return `${first}=`;
  return first === "==" && second === "=" ? "==" : undefined;
}

/** `severity = high`, `rule a = {`. A clause's word that a comparison follows is a field. */
export function isNeedlessSign({ image }: IToken, place: Place, previous: IToken | undefined): boolean {
  if (image !== "=" || previous === undefined) return false;
  if (place === "head") return true;
  if (place !== "inside") return false;
  return clauseTokens.has(previous.tokenType) || previous.tokenType === t.By;
}

const isValue = (token: IToken): boolean =>
  isA(token, t.Word) || token.tokenType === t.RBracket || token.tokenType === t.RParen;

/** `user: account`. */
function setting(token: IToken, previous: IToken | undefined): Mend {
  const touches = previous !== undefined && previous.endOffset! + 1 === token.startOffset;
  return { ...written("=", token), text: touches ? " =" : "=" };
}
