/** A template whose text cannot be taken apart into a common part and captures. */
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import { problemCheck, type Fix } from "./diagnostic.ts";
import { replace } from "./words.ts";

export const invalidTemplate = problemCheck(
  "invalid-template",
  "error",
  "A template with a capture that cannot be read",
  ({ reason, hint, location }, analysis) => {
    const isGrok = analysis.document(location.document)!.text[location.start - 1] === "%";
    const instead = isGrok ? "A capture is its field's name in braces, as in `{user}` and `{port:int}`." : hint;
    return {
      message: `In this template ${reason}, so no message can be matched with it. ${instead}`,
      fixes: withOwnType(analysis, location, isGrok),
    };
  },
);

/** What takes any text has no type. */
const ANY_TEXT = "";

/** What captures are called elsewhere, in small letters: types of other languages, and the patterns of grok. */
const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    int: "int integer long posint nonnegint",
    float: "float double decimal number",
    ip: "ip ipv4 ipv6 address",
    word: "word notspace user username host hostname iporhost",
    [ANY_TEXT]: "string str text txt any data greedydata",
  }).flatMap(([type, names]) => names.split(" ").map((name) => [name, type] as const)),
);

/** `{port:integer}`, and `%{INT:port}` of grok. */
function withOwnType(analysis: Analysis, { document, start, end }: Location, isGrok: boolean): readonly Fix[] {
  const capture = analysis.document(document)!.text.slice(start, end);
  const [, first = "", second = ""] = /^\{(\w+):(\w+)\}$/.exec(capture) ?? [];
  const [field, named] = isGrok ? [second, first] : [first, second];
  const type = TYPES.get(named.toLowerCase());
  if (type === undefined) return [];
  const own = type === ANY_TEXT ? `{${field}}` : `{${field}:${type}}`;
  return [replace({ document, start: isGrok ? start - 1 : start, end }, isGrok ? `%${capture}` : capture, own)];
}
