/**
 * What a place of one type asks for: the arguments of functions, and the pattern behind `matches`. Invariant: nothing is ruled
 * out of an argument, which may be calculated; what fits as it is comes first.
 */
import { functionNamed } from "../../model/laterFunctions.ts";
import type { Parameter } from "../../model/functions.ts";
import { assignable } from "../../model/types.ts";
import type { Completion } from "../item.ts";
import { openCall } from "../signature.ts";
import { opensList, wordBefore, type Cursor } from "./cursor.ts";
import type { Takes } from "./right.ts";

/** The parameter whose argument begins at the cursor; null: none does. */
function parameterAt({ before }: Cursor): Parameter | null {
  const call = openCall(before);
  const opens = before.at(-1)?.text === "(" || before.at(-1)?.text === ",";
  return (opens && call?.word === null && functionNamed(call.name)?.parameters[call.commas]) || null;
}

/** What the argument at the cursor is best; null: it is none, or goes on with a path. */
export function fitsArgument(cursor: Cursor): Takes | null {
  const parameter = parameterAt(cursor);
  return parameter && ((type) => type !== "unknown" && assignable(type, parameter.type));
}

/** Literals that a function or an operator has a form of its own for. */
export function literalCompletions(cursor: Cursor, right: Takes | null): Completion[] {
  // Of addresses alone: where no type is known, numbers fit as well.
  if (opensList(cursor) && right?.("cidr") && !right({ list: "int" })) return [network(cursor)];
  const parameter = parameterAt(cursor);
  if (parameter?.type === "regex" || wordBefore(cursor, 1)?.text === "matches") return [pattern(cursor)];
  return textCompletions(cursor);
}

/** In the quotes of an argument that has a form of its own. */
export const textCompletions = (cursor: Cursor): Completion[] =>
  parameterAt(cursor)?.name === "hours" ? [hours(cursor)] : [];

const pattern = ({ replace }: Cursor): Completion => ({
  label: "/pattern/",
  kind: "snippet",
  detail: "regular expression",
  insert: "/${1:^adm}/",
  filter: "/",
  snippet: true,
  replace,
  sort: "0",
});

const network = ({ replace }: Cursor): Completion => ({
  label: "10.0.0.0/8",
  kind: "snippet",
  detail: "network",
  insert: "${1:10.0.0.0/8}",
  snippet: true,
  replace,
  sort: "15",
});

const hours = ({ replace }: Cursor): Completion => ({
  label: '"Mon-Fri 08:00-18:00"',
  kind: "snippet",
  detail: "hours of the week",
  insert: '"${1:Mon-Fri 08:00-18:00}"',
  snippet: true,
  replace,
  sort: "0",
});
