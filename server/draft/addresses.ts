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

/** So many of the values must be names; a stray one is no reason to do without a field of addresses. */
const SHARE = 0.05;

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
      const addresses = values.filter(isAddress).length;
      const names = values.filter(isHostName).length;
      if (addresses === 0) return [];
      if (names >= SHARE * (addresses + names)) return [[noun, CLASHING.has(noun) ? "address" : noun]];
      return PEERS.has(noun) ? [[noun, TARGETS.has(noun) ? "destination_ip" : "ip"]] : [];
    }),
  );
}

/** Words behind which accounts stand as well: `ann.smith` is no host. */
const ACCOUNTS: ReadonlySet<string> = new Set(["user", "by", "name"]);

/** In front of an address they say whose it is; other names are fields of their own, `ip` is what they are about. */
export const PEERS: ReadonlySet<string> = new Set([
  ...["from", "to", "client", "server", "host", "by", "for", "on", "user", "rhost", "addr", "ip"],
]);
export const TARGETS: ReadonlySet<string> = new Set(["to", "server"]);
