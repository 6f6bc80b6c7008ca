/**
 * Which partitions of a rule an item enters, and as what. Invariant: an item without a key field enters none; a list as
 * key enters each element's; keys are folded, so they are printed as they compare.
 */
import type { Value } from "../../model/program.ts";
import { compareKeys, type Item } from "../item.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import { foldKey } from "../terms/fold.ts";
import type { SlotEntry } from "./condition.ts";
import type { Choice, Key, RulePlan } from "./plan.ts";

/** An item that leaves let through to a rule. */
export interface Arrival {
  readonly at: number;
  readonly item: Item;
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

export const keyId = (key: Key): string => JSON.stringify(key);

/** In the order of keys. `none` is called for each item that has no key. */
export function partitions(rule: RulePlan, arrivals: readonly Arrival[], none: () => void): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const arrival of arrivals) {
    let keyed = false;
    for (const [slot, candidates] of candidatesOf(rule, arrival)) {
      const keys = new Map(candidates.flatMap(({ keys }) => [...keys]));
      for (const [id, key] of keys) {
        keyed = true;
        const choices: readonly Choice[] = candidates.map(({ hit, keys: own }) => ({
          alternative: hit.alternative,
          view: hit.view,
          mine: own.has(id),
        }));
        let group = groups.get(id);
        if (group === undefined) groups.set(id, (group = { id, key, arrivals: [] }));
        let last = group.arrivals.at(-1);
        if (last?.at !== arrival.at) group.arrivals.push((last = { at: arrival.at, entries: [] }));
        last.entries.push({ slot, entry: { at: arrival.at, time: arrival.item.time, item: arrival.item, choices } });
      }
    }
    if (!keyed) none();
  }
  const sorted = [...groups.values()];
  return sorted.length < 2 ? sorted : sorted.sort((a, b) => compareKeys(a.key, b.key));
}

interface Candidate {
  readonly hit: Hit;
  readonly keys: ReadonlyMap<string, Key>;
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
    let keys = known.get(hit.view);
    if (keys === undefined) known.set(hit.view, (keys = keysOf(rule, hit.view)));
    if (keys.size === 0) continue;
    if (before === undefined) slots.set(hit.slot, [{ hit, keys }]);
    else before.push({ hit, keys });
  }
  return slots;
}

/** The keys of an item; none: a key field is missing. */
export function keysOf(rule: RulePlan, view: Item): ReadonlyMap<string, Key> {
  let keys: readonly Key[] = [[]];
  for (const { read, cased } of rule.keys) {
    const value = read(view, NO_BINDINGS);
    const elements: readonly Value[] = value !== null && typeof value === "object" ? value : [value];
    const folded = elements.filter((element) => element !== null).map((element) => foldKey(element, cased));
    keys = keys.flatMap((key) => folded.map((element) => [...key, element]));
  }
  return new Map(keys.map((key) => [keyId(key), key]));
}
