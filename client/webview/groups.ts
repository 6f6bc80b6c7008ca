/** What rows have in common: the groups of the list, and the lanes of the timeline. Invariant: a row is in one group. */
import type { Group, Row, Severity } from "../panel/messages.ts";
import { writeTerm } from "./filter.ts";
import { SEVERITIES, value } from "./format.ts";

export const GROUPS: readonly (readonly [Group, string])[] = [
  ["none", "None"],
  ["rule", "Rule"],
  ["key", "Key"],
  ["severity", "Severity"],
  ["tactic", "Tactic"],
];

/** ATT&CK's, in its order: an attack reads as a staircase. */
const TACTICS: readonly string[] = [
  ...["Reconnaissance", "Resource Development", "Initial Access", "Execution", "Persistence", "Privilege Escalation"],
  ...["Defense Evasion", "Credential Access", "Discovery", "Lateral Movement", "Collection", "Command and Control"],
  ...["Exfiltration", "Impact"],
];

export const NO_TACTIC = "No tactic";
/** Of rules without `by`. */
const NO_KEY = "No key";

/** The name of a row's group; what is not grouped has the tactic as its lane. */
export function groupOf(row: Row, group: Group): string {
  switch (group) {
    case "rule":
      return row.rule;
    case "key":
      return keyText(row) || NO_KEY;
    case "severity":
      return row.severity;
    case "none":
    case "tactic":
      return row.tactic ?? NO_TACTIC;
  }
}

const keys = new WeakMap<Row, string>();

/** `ip 203.0.113.47` */
export function keyText(row: Row): string {
  let text = keys.get(row);
  if (text === undefined) {
    text = row.key.map(([field, held]) => `${field} ${value(held)}`).join(", ");
    keys.set(row, text);
  }
  return text;
}

/** What the query box says for one group; null: it cannot be said. */
export function termOf(row: Row, group: Group): string | null {
  if (group === "rule") return writeTerm("rule", row.rule);
  if (group === "severity") return writeTerm("severity", row.severity);
  if (group === "key")
    return row.key.length === 0 ? null : row.key.map(([field, held]) => writeTerm(field, value(held))).join(" ");
  return row.tactic === null ? "-tactic:*" : writeTerm("tactic", row.tactic);
}

/** Groups in their own order where they have one: tactics as ATT&CK has them, severities from the worst. Others stay. */
export function inOrder(names: readonly string[], group: Group): readonly string[] {
  if (group === "rule" || group === "key") return names;
  const rank = (name: string): number => {
    if (group === "severity") return SEVERITIES.length - SEVERITIES.indexOf(name as Severity);
    const at = TACTICS.indexOf(name);
    return at < 0 ? TACTICS.length : at;
  };
  return [...names].sort((a, b) => rank(a) - rank(b));
}
