/** The key of a detection or a near miss, as lists show it. */
import type { TemplateResult } from "lit";
import { html } from "lit";
import type { Row, Value } from "../panel/messages.ts";
import { printable, value } from "./format.ts";

/** `ip 203.0.113.47`, the field's name dimmed. */
export function key(of: Row["key"]): TemplateResult[] {
  return of.map(
    ([field, held], i) => html`${i ? " " : ""}<span class="dim field">${printable(field)} </span>${value(held)}`,
  );
}

type Key = Row["key"];

export function sameKey(a: Key, b: Key): boolean {
  return a.length === b.length && a.every(([field, held], i) => field === b[i]![0] && sameValue(held, b[i]![1]));
}

const sameValue = (a: Value, b: Value): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));
