/** MITRE ATT&CK techniques: for the check of `attack`, its completion and hover. The data's licence: data/README.md. */
import table from "./generated/attack.json" with { type: "json" };

export interface Technique {
  readonly id: string;
  readonly name: string;
  /** Short names of tactics: `credential-access`. */
  readonly tactics: readonly string[];
  readonly status: "active" | "revoked" | "deprecated";
  /** Of a revoked one: the technique that took its place. */
  readonly replacement: string | null;
}

const entries: Readonly<Record<string, string>> = table;

/** The tactics of Enterprise, which `attack` takes too. */
export const TACTICS: Readonly<Record<string, string>> = {
  TA0043: "Reconnaissance",
  TA0042: "Resource Development",
  TA0001: "Initial Access",
  TA0002: "Execution",
  TA0003: "Persistence",
  TA0004: "Privilege Escalation",
  TA0005: "Defense Evasion",
  TA0006: "Credential Access",
  TA0007: "Discovery",
  TA0008: "Lateral Movement",
  TA0009: "Collection",
  TA0011: "Command and Control",
  TA0010: "Exfiltration",
  TA0040: "Impact",
};

export const TECHNIQUE_IDS: readonly string[] = Object.keys(entries);

export function technique(id: string): Technique | null {
  const entry = Object.hasOwn(entries, id) ? entries[id] : undefined;
  if (entry === undefined) return null;
  const [name = "", tactics = "", status = "", replacement = ""] = entry.split("|");
  return {
    id,
    name,
    tactics: tactics === "" ? [] : tactics.split(","),
    status: status === "" ? "active" : (status as "revoked" | "deprecated"),
    replacement: replacement === "" ? null : replacement,
  };
}

/** Page of a technique at MITRE. */
export const techniqueUrl = (id: string): string => `https://attack.mitre.org/techniques/${id.replace(".", "/")}/`;

export const tacticUrl = (id: string): string => `https://attack.mitre.org/tactics/${id}/`;
