/**
 * Where a log gives now an address, now a host's name, for who is at the other end. Invariant: such a place has one name in all
 * templates, so that a rule that reads it misses neither.
 */
import { canonicalAddress } from "../model/address.ts";
import { groupBy } from "../model/group.ts";
import { CLASHING, nounIn } from "./nouns.ts";
import type { Shape } from "./cluster.ts";

export const isAddress = (text: string): boolean => canonicalAddress(text) !== null;

export const isHostName = (text: string): boolean =>
  /^(?=.*[a-z])[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+\.?$/i.test(text) && !isAddress(text);

/** What such a place is called in all templates, by what the text in front of it calls it. */
export function addressNames(shapes: readonly Shape[]): ReadonlyMap<string, string> {
  const places = shapes.flatMap(({ parts }) =>
    parts.flatMap((part, at) => {
      const front = parts[at - 1];
      const noun = part.kind === "value" && front?.kind === "literal" ? nounIn(front.text) : null;
      return part.kind === "literal" || noun === null || ACCOUNTS.has(noun) ? [] : [{ noun, values: part.values }];
    }),
  );
  const byNoun = groupBy(places, ({ noun }) => noun);
  return new Map(
    [...byNoun].flatMap(([noun, all]): [string, string][] => {
      const values = all.flatMap((place) => place.values);
      if (!values.some(isAddress)) return [];
      // One name among a thousand addresses is enough: of that line the field would hold nothing.
      if (values.some(isHostName) || (PEERS.has(noun) && all.some(isMixed))) return [[noun, mixedName(noun)]];
      return PEERS.has(noun) ? [[noun, TARGETS.has(noun) ? "destination_ip" : "ip"]] : [];
    }),
  );
}

/** A name without a dot, such as `localhost`, is known by the addresses that stand in the same place. */
const isMixed = ({ values }: { readonly values: readonly string[] }): boolean =>
  values.some(isAddress) && !values.every(isAddress);

function mixedName(noun: string): string {
  if (TARGETS.has(noun)) return DESTINATION;
  return CLASHING.has(noun) ? "address" : noun;
}

/** Words behind which accounts stand as well: `ann.smith` is no host. */
const ACCOUNTS: ReadonlySet<string> = new Set(["user", "by", "name"]);

/** In front of an address they say whose it is; other names are fields of their own, `ip` is what they are about. */
export const PEERS: ReadonlySet<string> = new Set([
  ...["from", "to", "client", "server", "host", "by", "for", "on", "user", "rhost", "addr", "ip"],
]);
/** Of a target that is now an address, now a name. */
export const DESTINATION = "destination_address";
export const TARGETS: ReadonlySet<string> = new Set(["to", "server"]);
