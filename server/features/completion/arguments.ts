/**
 * What a place of one type asks for: the arguments of functions, and the pattern behind `matches`. Invariant: nothing is ruled
 * out of an argument, which may be calculated; what fits as it is comes first.
 */
import { functionNamed } from "../../model/laterFunctions.ts";
import type { Parameter } from "../../model/functions.ts";
import { assignable } from "../../model/types.ts";
import type { Completion } from "../item.ts";
import { openCall } from "../signature.ts";
import { wordBefore, type Cursor } from "./cursor.ts";
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
export function literalCompletions(cursor: Cursor): Completion[] {
  const parameter = parameterAt(cursor);
  if (parameter?.type === "regex" || wordBefore(cursor, 1)?.text === "matches") return [pattern(cursor)];
  return parameter?.name === "hours" ? [hours(cursor)] : [];
}

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

const hours = ({ replace }: Cursor): Completion => ({
  label: '"Mon-Fri 08:00-18:00"',
  kind: "snippet",
  detail: "hours of the week",
  insert: '"${1:Mon-Fri 08:00-18:00}"',
  snippet: true,
  replace,
  sort: "0",
});
