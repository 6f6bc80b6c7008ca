/**
 * Which partitions of a rule an item enters, and as what. Invariant: an item without a key field enters none; a list as
 * key enters each element's; keys are folded, so they are printed as they compare.
 */
import type { Micros } from "../../model/program.ts";
import { compareKeys, type Item } from "../item.ts";
import { entryOf } from "./entry.ts";
import { keyId, readKeys, soleKey } from "./keys.ts";
import type { Alternative, Choice, Entry, Key, RulePlan, SlotEntry } from "./plan.ts";

/** An item that leaves let through to a rule. */
export interface Arrival {
  readonly at: number;
  readonly time: Micros;
  readonly item: Item;
  /** The item as the first alternative of any slot, if it is seen as it came: one for all rules. */
  readonly plain: Entry;
  readonly hits: Hit[];
}

export interface Hit {
  readonly slot: number;
  readonly alternative: number;
  readonly view: Item;
}

/** What one cause brings to one partition, in place order. */
export interface Group {
  readonly id: string;
  readonly key: Key;
  readonly arrivals: KeyedArrival[];
}

export interface KeyedArrival {
  readonly at: number;
  readonly entries: SlotEntry[];
}

export { keyId };

/**
 * In the order of keys. `open`: the partitions that an item enters whose key labels decide. `none` is called for each item
 * that has no key.
 */
export function partitions(
  rule: RulePlan,
  arrivals: readonly Arrival[],
  open: () => ReadonlyMap<string, Key>,
  none: () => void,
): readonly Group[] {
  const [only] = arrivals;
  if (arrivals.length === 1 && only!.hits.length === 1 && !rule.roaming) {
    const [hit] = only!.hits;
    const key = soleKey(rule.keys, hit!.view);
    if (key !== null) {
      const entries = [{ slot: hit!.slot, entry: soleEntry(only!, hit!) }];
      return [{ id: keyId(key), key, arrivals: [{ at: only!.at, entries }] }];
    }
  }
  const groups = new Map<string, Group>();
  const found = arrivals.map((arrival) => [arrival, candidatesOf(rule, arrival)] as const);
  const all = found.flatMap(([, slots]) => [...slots.values()].flat());
  const entered = all.some(({ keys }) => keys === null)
    ? new Map([...open(), ...all.flatMap(({ keys }) => [...(keys ?? [])])])
    : new Map<string, Key>();
  for (const [arrival, slots] of found) {
    let keyed = false;
    for (const [slot, candidates] of slots) {
      const roaming = candidates.some((candidate) => candidate.keys === null);
      const keys = new Map(candidates.flatMap((candidate) => [...(candidate.keys ?? [])]));
      if (roaming) for (const [id, key] of entered) keys.set(id, key);
      if (roaming) keyed = true;
      for (const [id, key] of keys) {
        keyed = true;
        const choices: readonly Choice[] = candidates.map(({ hit, keys: own }) => ({
          alternative: hit.alternative,
          view: hit.view,
          mine: own === null || own.has(id),
          ...(own === null ? { partition: id } : {}),
        }));
        let group = groups.get(id);
        if (group === undefined) groups.set(id, (group = { id, key, arrivals: [] }));
        let last = group.arrivals.at(-1);
        if (last?.at !== arrival.at) group.arrivals.push((last = { at: arrival.at, entries: [] }));
        last.entries.push({ slot, entry: entryOf(arrival.at, arrival.item, choices) });
      }
    }
    if (!keyed) none();
  }
  const sorted = [...groups.values()];
  return sorted.length < 2 ? sorted : sorted.sort((a, b) => compareKeys(a.key, b.key));
}

function soleEntry({ at, item, plain }: Arrival, { alternative, view }: Hit): Entry {
  if (alternative === 0 && view === item) return plain;
  return entryOf(at, item, [{ alternative, view, mine: true }]);
}

interface Candidate {
  readonly hit: Hit;
  /** Null: labels decide. */
  readonly keys: ReadonlyMap<string, Key> | null;
}

/** By slot: what the item may count as, up to the first that needs no other item to be sure. */
function candidatesOf(rule: RulePlan, arrival: Arrival): ReadonlyMap<number, readonly Candidate[]> {
  const hits = arrival.hits.sort((a, b) => a.slot - b.slot || a.alternative - b.alternative);
  const slots = new Map<number, Candidate[]>();
  const known = new Map<Item, ReadonlyMap<string, Key>>();
  for (const hit of hits) {
    const before = slots.get(hit.slot);
    const alternatives = rule.slots[hit.slot]!.alternatives;
    if (before !== undefined && alternatives[before.at(-1)!.hit.alternative]!.cross === null) continue;
    let keys: Candidate["keys"] = null;
    if (!roams(alternatives[hit.alternative]!)) {
      keys = known.get(hit.view) ?? keysOf(rule, hit.view);
      known.set(hit.view, keys);
      if (keys.size === 0) continue;
    }
    if (before === undefined) slots.set(hit.slot, [{ hit, keys }]);
    else before.push({ hit, keys });
  }
  return slots;
}

/** Labels decide its key, so it belongs to no partition before it is in a match. */
export const roams = ({ derive }: Alternative): boolean => derive !== null && derive.keys !== null;

/** The keys of an item; none: a key field is missing. */
export function keysOf(rule: RulePlan, view: Item): ReadonlyMap<string, Key> {
  return readKeys(rule.keys, view);
}
