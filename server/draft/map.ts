/**
 * The `map` of a drafted source: what its captures are in the Elastic Common Schema. Invariant: it reads only captures that some
 * template has.
 */
import { pathText } from "../model/written.ts";
import type { DraftTemplate } from "./templates.ts";

export interface DraftMap {
  /** `field = value`, in their order. */
  readonly entries: readonly string[];
  /** Captures that it names. */
  readonly reads: readonly string[];
}

/** Places that hold now an address, now a host's name. */
const ADDRESSES = ["rhost", "address", "host", "client"];

export function mapOf(templates: readonly DraftTemplate[], mixed: ReadonlySet<string>): DraftMap {
  const has = (name: string): boolean => templates.some(({ captured }) => captured.has(name));
  const address = ADDRESSES.find((name) => mixed.has(name) && has(name));
  const isEither = has("ip");
  const entries: (readonly [string, string, string])[] = [];
  if (address !== undefined) {
    const name = pathText(address);
    entries.push(["ip", isEither ? `if ${name} exists then ip(${name}) else ip` : `ip(${name})`, address]);
    entries.push(["source.address", name, address]);
  }
  if (templates.some(({ captured }) => captured.has("port") && (captured.has("ip") || captured.has(address ?? "ip"))))
    entries.push(["source.port", "port", "port"]);
  if (has("level")) entries.push(["log.level", "level", "level"]);
  return {
    entries: entries.map(([field, value]) => `${field} = ${value}`),
    reads: entries.map(([, , capture]) => capture),
  };
}
