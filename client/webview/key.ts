/** The key of a detection or a near miss, as lists show it. */
import type { TemplateResult } from "lit";
import { html } from "lit";
import type { Row } from "../panel/messages.ts";
import { printable, value } from "./format.ts";

/** `ip 203.0.113.47`, the field's name dimmed. */
export function key(of: Row["key"]): TemplateResult[] {
  return of.map(
    ([field, held], i) => html`${i ? " " : ""}<span class="dim field">${printable(field)} </span>${value(held)}`,
  );
}

/** The same for equal keys, and for no others. */
export const keyName = ({ key: of }: Pick<Row, "key">): string => JSON.stringify(of);
