/**
 * The `map` of a drafted source: what its captures and the log's own fields are in the Elastic Common Schema. Invariant: it reads
 * only what some template captures or some line names.
 */
import { pathText } from "../model/written.ts";
import { DESTINATION } from "./addresses.ts";
import { typeOf } from "./aliases.ts";
import type { Sight } from "./sight.ts";
import type { DraftTemplate } from "./templates.ts";

export interface DraftMap {
  /** `field = value`, in their order. */
  readonly entries: readonly string[];
  /** Captures and fields that it names. */
  readonly reads: readonly string[];
}

/** Captures that are a field of their own wherever they stand. */
const FIELDS = [
  ["destination.port", "destination_port"],
  ["log.level", "level"],
] as const;

/** `mixed`: names of captures that hold now an address, now a host's name. */
export function mapOf(templates: readonly DraftTemplate[], mixed: ReadonlySet<string>, sight: Sight): DraftMap {
  const has = (name: string): boolean => templates.some(({ captured }) => captured.has(name));
  const present = [...mixed].filter(has);
  const sources = present.filter((name) => name !== DESTINATION);
  const destinations = present.filter((name) => name === DESTINATION);
  const entries: (readonly [field: string, value: string, ...captures: string[]])[] = [];
  for (const [field, own] of sight.aliases) {
    const isText = (field === "ip" || field === "destination.ip") && typeOf(sight, own) !== "ip";
    entries.push([field, isText ? asAddress(own) : pathText(own), own]);
  }
  if (sources.length > 0) {
    entries.push(["ip", firstOf(sources, asAddress, has("ip") ? "ip" : null), ...sources]);
    entries.push(["source.address", firstOf(sources, pathText, null), ...sources]);
  }
  // Of a port alone nobody knows whose it is.
  if (templates.some(({ captured }) => captured.has("port") && ["ip", ...sources].some((each) => captured.has(each))))
    entries.push(["source.port", "port", "port"]);
  const target = has("destination_ip") ? ["destination_ip"] : [];
  if (destinations.length + target.length > 0)
    entries.push(["destination.ip", firstOf(destinations, asAddress, target[0] ?? null), ...destinations, ...target]);
  if (destinations.length > 0) entries.push(["destination.address", DESTINATION, DESTINATION]);
  for (const [field, capture] of FIELDS) if (has(capture)) entries.push([field, capture, capture]);
  return {
    entries: entries.map(([field, value]) => `${field} = ${value}`),
    reads: entries.flatMap(([, , ...captures]) => captures),
  };
}

const asAddress = (name: string): string => `ip(${pathText(name)})`;

/** What the first of these captures that a line has gives; `always`: the capture to fall back on, an address in every line. */
function firstOf(names: readonly string[], valueOf: (name: string) => string, always: string | null): string {
  const asked = always === null ? names.slice(0, -1) : names;
  const last = always ?? valueOf(names.at(-1)!);
  return asked.reduceRight((rest, name) => `if ${pathText(name)} exists then ${valueOf(name)} else ${rest}`, last);
}
