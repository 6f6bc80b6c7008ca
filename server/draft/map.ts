/**
 * The `map` of a drafted source: what its captures and the log's own fields are in the Elastic Common Schema. Invariant: it reads
 * only what some template captures or some line names.
 */
import { pathText } from "../model/written.ts";
import type { Aliases } from "./aliases.ts";
import type { DraftTemplate } from "./templates.ts";

export interface DraftMap {
  /** `field = value`, in their order. */
  readonly entries: readonly string[];
  /** Captures and fields that it names. */
  readonly reads: readonly string[];
}

/** Captures that are a field of their own wherever they stand. */
const FIELDS = [
  ["destination.ip", "destination_ip"],
  ["destination.port", "destination_port"],
  ["log.level", "level"],
] as const;

/** `mixed`: names of captures that hold now an address, now a host's name. */
export function mapOf(templates: readonly DraftTemplate[], mixed: ReadonlySet<string>, aliases: Aliases): DraftMap {
  const has = (name: string): boolean => templates.some(({ captured }) => captured.has(name));
  const address = [...mixed].find(has);
  const entries: (readonly [field: string, value: string, capture: string])[] = [];
  for (const [field, own] of aliases) entries.push([field, pathText(own), own]);
  if (address !== undefined) {
    const name = pathText(address);
    entries.push(["ip", has("ip") ? `if ${name} exists then ip(${name}) else ip` : `ip(${name})`, address]);
    entries.push(["source.address", name, address]);
  }
  // Of a port alone nobody knows whose it is.
  if (templates.some(({ captured }) => captured.has("port") && captured.has(address ?? "ip")))
    entries.push(["source.port", "port", "port"]);
  for (const [field, capture] of FIELDS) if (has(capture)) entries.push([field, capture, capture]);
  return {
    entries: entries.map(([field, value]) => `${field} = ${value}`),
    reads: entries.map(([, , capture]) => capture),
  };
}
