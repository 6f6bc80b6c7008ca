/** Messages for people as the panel writes them: `code` in them as code, a place by its file's name and line. */
import type { TemplateResult } from "lit";
import { html } from "lit";
import type { Place } from "../panel/messages.ts";

/** What stands between backticks is code. */
export const prose = (text: string): (string | TemplateResult)[] =>
  piecesOf(text, "`").map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part));

/** A rule's doc on one line: as `prose`, and what stands between `**` is bold. */
export const docLine = (doc: string): (string | TemplateResult)[] =>
  piecesOf(doc, "`").flatMap((part, i) =>
    i % 2 === 1
      ? [html`<code>${part}</code>`]
      : piecesOf(part, "**").map((each, j) => (j % 2 === 1 ? html`<b>${each}</b>` : each)),
  );

/** The same where nothing can be drawn, as in a tooltip: without the signs. */
export const docText = (doc: string): string =>
  piecesOf(doc, "`")
    .map((part, i) => (i % 2 === 1 ? part : piecesOf(part, "**").join("")))
    .join("");

/** Every second one stood between two of the sign; an odd one stays as it is. */
function piecesOf(text: string, sign: string): readonly string[] {
  const parts = text.split(sign);
  if (parts.length % 2 === 0) parts.push(parts.splice(-2).join(sign));
  return parts;
}

/** `ssh.grove:12` */
export function placeName({ uri, line }: Place): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  try {
    return `${decodeURIComponent(name)}:${line + 1}`;
  } catch {
    return `${name}:${line + 1}`;
  }
}
