/** Two things that never go together: without this check it would be a rule that never fires. */
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import { problemCheck, type Fix } from "./diagnostic.ts";
import { replace } from "./words.ts";

export const typeMismatch = problemCheck(
  "type-mismatch",
  "error",
  "A value has a type that cannot stand here",
  ({ what, expected, found, hint, location }, analysis) => {
    const fixes = [
      ...inOtherForm(analysis, location, expected),
      ...withOtherOperator(analysis, location, `${expected} ${found}`),
    ];
    const reason = `${capital(what)} is of type ${found}, but ${expected} is needed: this could never hold.`;
    return { message: hint === null ? `${reason} Compare like with like.` : `${reason} ${capital(hint)}.`, fixes };
  },
);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What compares two types that do not equal each other. */
const OPERATORS: Readonly<Record<string, string>> = { "ip cidr": "in", "string regex": "matches" };

/** `ip == 10.0.0.0/8`. */
function withOtherOperator(analysis: Analysis, { document, start }: Location, types: string): readonly Fix[] {
  const operator = Object.hasOwn(OPERATORS, types) ? OPERATORS[types]! : undefined;
  const before = analysis.document(document)!.text.slice(Math.max(0, start - 20), start);
  const sign = /([=!]=|\blike)\s*$/.exec(before);
  if (operator === undefined || sign === null) return [];
  const at = start - before.length + sign.index;
  const instead = sign[1] === "!=" ? `not ${operator}` : operator;
  return [replace({ document, start: at, end: at + sign[1]!.length }, sign[1]!, instead)];
}

/** A number in quotes where one without is needed, and the other way round. */
function inOtherForm(analysis: Analysis, location: Location, expected: string): readonly Fix[] {
  const written = analysis.document(location.document)!.text.slice(location.start, location.end);
  const number = /^(["'])(-?\d+(?:\.\d+)?)\1$/.exec(written)?.[2];
  if (number !== undefined && (expected === "int" || expected === "float")) return [replace(location, written, number)];
  if (/^-?\d+(?:\.\d+)?$/.test(written) && expected === "string") return [replace(location, written, `"${written}"`)];
  const duration = /^(["'])(\d+(?:us|ms|s|m|h|d|w))\1$/.exec(written)?.[2];
  if (duration !== undefined && expected === "duration") return [replace(location, written, duration)];
  return [];
}
