/** Messages for people as the panel writes them: `code` in them as code, a place by its file's name and line. */
import type { TemplateResult } from "lit";
import { html } from "lit";
import type { Place } from "../panel/messages.ts";

/** What stands between backticks is code; an odd one stays as it is. */
export function prose(text: string): (string | TemplateResult)[] {
  const parts = text.split("`");
  if (parts.length % 2 === 0) parts.push(parts.splice(-2).join("`"));
  return parts.map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part));
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
