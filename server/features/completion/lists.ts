/** The values of a list, in brackets. Invariant: chosen as it is, what is offered is a list of the type that is written. */
import type { Completion } from "../item.ts";
import { wordBefore, type Cursor } from "./cursor.ts";
import { inSnippet } from "./snippet.ts";

/** By type, an element to be overwritten, and the quotes around it. */
const ELEMENTS: Readonly<Record<string, readonly [value: string, quote: string]>> = {
  string: ["value", '"'],
  cidr: ["192.0.2.0/24", ""],
  ip: ["192.0.2.10", ""],
  glob: ["svc-*", '"'],
  regex: ["^user[0-9]+$", "'"],
};
/** Where no type is written, it is that of the elements. */
const PLAIN: readonly string[] = ["string", "cidr", "ip"];

/** Behind the name of a list, its type, or its `=`. */
export function listCompletions(cursor: Cursor): Completion[] {
  const place = cursor.expected.find(
    (each) =>
      each.kind === "sign" &&
      ((each.text === "=" && each.rules.at(-1) === "listDeclaration") ||
        (each.text === "[" && each.rules.at(-2) === "listDeclaration")),
  );
  if (place?.kind !== "sign") return [];
  const sign = place.text === "=" ? "= " : "";
  const behindType = sign === "" ? 2 : 1;
  const type = wordBefore(cursor, behindType + 1)?.text === ":" ? wordBefore(cursor, behindType)?.text : undefined;
  return (type === undefined ? PLAIN : [type]).flatMap((each, order): Completion[] => {
    if (!Object.hasOwn(ELEMENTS, each)) return [];
    const [value, quote] = ELEMENTS[each]!;
    const insert = `${sign}[${quote}\${1:${inSnippet(value)}}${quote}]`;
    const label = `${sign}[${quote}${value}${quote}]`;
    const detail = `values of the type ${each}`;
    return [{ label, kind: "snippet", detail, insert, snippet: true, replace: cursor.replace, sort: `0${order}` }];
  });
}
