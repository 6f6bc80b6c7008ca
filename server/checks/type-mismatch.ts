/** Two things that never go together: without this check it would be a rule that never fires. */
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import { regexFault } from "../model/regex.ts";
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
      ...asPattern(analysis, location, expected),
      ...asNumber(analysis, location, found),
      ...turned(analysis, location, found),
    ];
    const asked = what === "the condition" || COMPARED.test(what);
    const effect = asked ? "this could never hold" : "this cannot be worked out";
    const advice = asked ? "Compare like with like" : `Give it ${valueOf(expected)}`;
    const message = `${capital(what)} is of type ${found}, but ${expected} is needed: ${effect}. ${capital(hint ?? advice)}.`;
    return { message, fixes };
  },
);

/** A side of what asks something, and not of what calculates. */
const COMPARED = /^the (?:left|right) side of `(?:[=!]=|[<>]=?|[a-z ]+)`$/;

/** Types are named by their bare words. */
const valueOf = (expected: string): string =>
  /^(?:an?|the|what) /.test(expected) ? expected : `a value of type ${expected}`;

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

const textIn = (analysis: Analysis, { document, start, end }: Location): string =>
  analysis.document(document)!.text.slice(start, end);

/** `matches "ro.*"`. */
function asPattern(analysis: Analysis, location: Location, expected: string): readonly Fix[] {
  const written = textIn(analysis, location);
  const inside = /^(?:'([^']+)'|"([^"\\]+)")$/.exec(written);
  const pattern = inside?.[1] ?? inside?.[2];
  if (!/^(?:a regular expression|regex)$/.test(expected) || pattern === undefined) return [];
  const regex = `/${pattern.replace(/\\?\//g, "\\/")}/`;
  return regexFault(pattern, "") === null ? [replace(location, written, regex)] : [];
}

/** `event.code >= 4000`. */
function asNumber(analysis: Analysis, location: Location, found: string): readonly Fix[] {
  const { text } = analysis.document(location.document)!;
  const behind = text.slice(location.end, location.end + MOST_LOOKED_AT);
  if (found !== "string" || !/^\s*[<>]=?\s*-?\d+(?:\.\d+)?(?![\w.%])/.test(behind)) return [];
  const written = textIn(analysis, location);
  return [replace(location, written, `number(${written})`)];
}

/** `"adm" in user`, `port in 1-1024`, `user in ("root")`, `user in "root"`. */
function turned(analysis: Analysis, location: Location, found: string): readonly Fix[] {
  const { document, start, end } = location;
  const written = textIn(analysis, location);
  const range = /^(\d+)\s*-\s*(\d+)$/.exec(written);
  const before = analysis.document(document)!.text.slice(Math.max(0, start - MOST_LOOKED_AT), start);
  const element = /^\(\s*("[^"\\\n]*"|'[^'\n]*'|\d+)\s*\)$/.exec(written)?.[1];
  if (element !== undefined && /\bin\s+$/.test(before)) return [replace(location, written, `[${element}]`)];
  const one = /^["']/.test(written) ? /\b(not\s+)?in\s+$/.exec(before) : null;
  if (one !== null) {
    const asked = { document, start: start - one[0].length, end };
    return [replace(asked, textIn(analysis, asked), `${one[1] === undefined ? "==" : "!="} ${written}`)];
  }
  const text = /("[^"\\\n]*"|'[^'\n]*')\s+(not\s+)?in\s+$/.exec(before);
  if (range !== null && /\bin\s+$/.test(before)) return [replace(location, written, `${range[1]}..${range[2]}`)];
  if (text === null || found !== "string" || !/^[\w.`]+$/.test(written)) return [];
  const asked = `${written} ${text[2] === undefined ? "" : "not "}contains ${text[1]!}`;
  const whole = { document, start: start - text[0].length, end };
  return [replace(whole, textIn(analysis, whole), asked)];
}

const MOST_LOOKED_AT = 200;

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
