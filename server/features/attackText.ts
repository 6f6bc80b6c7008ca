/** What an id of ATT&CK stands for, as Markdown. Invariant: of a withdrawn technique the text says so. */
import { TACTICS, tacticUrl, technique, techniqueUrl } from "../model/attack.ts";
import { code } from "./markdown.ts";

/** Null: there is no technique and no tactic with this id. */
export function attackText(id: string): string | null {
  if (Object.hasOwn(TACTICS, id)) return `[${id}](${tacticUrl(id)}): ${TACTICS[id]!}\n\nA tactic of ATT&CK`;
  const found = technique(id);
  if (found === null) return null;
  const { name, tactics, status, replacement } = found;
  const text = `[${id}](${techniqueUrl(id)}): ${name}\n\nATT&CK ${tactics.join(", ")}`;
  if (status === "active") return text;
  if (replacement === null) return `${text}\n\nDeprecated.`;
  return `${text}\n\nWithdrawn: ${code(replacement)} (${technique(replacement)?.name ?? ""}) took its place.`;
}
