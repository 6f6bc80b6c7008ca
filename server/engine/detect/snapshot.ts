/**
 * The state of detection as plain JSON and back. Invariant: whoever goes on from what was read detects what whoever wrote
 * it would have; only a plan of the same program and sources can read it. Views, indexes and tallies are not written:
 * they follow from the items.
 */
import type { Micros } from "../../model/program.ts";
import type { Item } from "../item.ts";
import { readItem, writeItem, type PackedItem } from "./snapshot-item.ts";
import { readPattern, writePattern, type PackedEntry, type PackedPattern } from "./snapshot-pattern.ts";
import type { Choice, Entry, Key, Plan, RulePlan } from "./plan.ts";
import { viewOf } from "./choice.ts";
import { entryOf, PlainEntry } from "./entry.ts";
import { createState, Partition, type Count, type DetectState, type RuleState, type Wait } from "./state.ts";
import { append } from "./window.ts";

export interface Snapshot {
  readonly format: 1;
  readonly seen: number;
  readonly now: Micros | null;
  /** Each once, those that a detection holds in front of it. */
  readonly items: readonly PackedItem[];
  readonly waits: readonly Wait[];
  readonly rules: readonly PackedRule[];
}

interface PackedRule {
  readonly name: string;
  readonly sweep: Micros | null;
  readonly counts: Readonly<Record<Count, number>>;
  readonly slots: readonly number[];
  readonly roaming: readonly PackedArrival[];
  readonly partitions: readonly PackedPartition[];
}

type PackedArrival = readonly [at: number, item: number, hits: readonly (readonly [slot: number, as: number])[]];

interface PackedPartition {
  readonly id: string;
  readonly key: Key;
  readonly touched: Micros | null;
  readonly last: Micros | null;
  readonly patterns: readonly PackedPattern[];
}

/** JSON knows no infinity: it is written as null. */
const finite = (time: Micros): Micros | null => (Number.isFinite(time) ? time : null);
const orNever = (time: Micros | null): Micros => time ?? -Infinity;

export function writeState(plan: Plan, state: DetectState): Snapshot {
  const items: PackedItem[] = [];
  const known = new Map<Item, number>();
  const put = (item: Item): number => {
    const number = known.get(item);
    if (number !== undefined) return number;
    const packed = writeItem(plan, item, put);
    known.set(item, items.length);
    return items.push(packed) - 1;
  };
  const pack = ({ at, item, choices }: Entry): PackedEntry => [
    at,
    put(item),
    choices.map(({ alternative, mine, partition }) => [alternative, mine, partition !== undefined]),
  ];
  const rules = plan.rules.map((rule): PackedRule => {
    const own = state.rules[rule.index]!;
    return {
      name: rule.definition.name,
      sweep: finite(own.sweep),
      counts: { ...own.counts },
      slots: [...own.slots],
      roaming: own.roaming.entries
        .slice(own.roaming.head)
        .map(({ at, item, hits }) => [at, put(item), hits.map(({ slot, alternative }) => [slot, alternative])]),
      partitions: [...own.partitions].map(([id, { key, touched, last, patterns }]) => ({
        id,
        key,
        touched: finite(touched),
        last,
        patterns: patterns.map((pattern) => writePattern(pattern, pack)),
      })),
    };
  });
  return { format: 1, seen: state.items, now: finite(state.now), items, waits: [...state.waits], rules };
}

export function readState(plan: Plan, value: Snapshot): DetectState {
  const items: Item[] = [];
  for (const packed of value.items) items.push(readItem(plan, packed, items));
  const state = createState(plan);
  state.items = value.seen;
  state.now = orNever(value.now);
  state.waits.push(...value.waits);
  for (const [index, packed] of value.rules.entries())
    readRule(plan, plan.rules[index]!, state.rules[index]!, packed, items);
  return state;
}

function readRule(plan: Plan, rule: RulePlan, own: RuleState, packed: PackedRule, items: readonly Item[]): void {
  own.sweep = orNever(packed.sweep);
  Object.assign(own.counts, packed.counts);
  own.slots.splice(0, own.slots.length, ...packed.slots);
  for (const [at, number, hits] of packed.roaming) {
    const item = items[number]!;
    const views = hits.map(([slot, alternative]) => ({
      slot,
      alternative,
      view: viewOf(plan, rule.slots[slot]!.alternatives[alternative]!, item),
    }));
    append(own.roaming, { at, time: item.time, item, plain: new PlainEntry(at, item, 0), hits: views });
  }
  for (const { id, key, touched, last, patterns } of packed.partitions) {
    const unpack = (slot: number, [at, number, choices]: PackedEntry): Entry => {
      const item = items[number]!;
      const { alternatives } = rule.slots[slot]!;
      const unpacked = choices.map(([alternative, mine, roaming]): Choice => {
        const view = viewOf(plan, alternatives[alternative]!, item);
        return roaming ? { alternative, view, mine, partition: id } : { alternative, view, mine };
      });
      return entryOf(at, item, unpacked);
    };
    const partition = new Partition(key);
    partition.touched = orNever(touched);
    partition.last = last;
    if (patterns.length > 0)
      partition.resume(rule.patterns.map((pattern, index) => readPattern(rule, pattern, patterns[index]!, unpack)));
    own.partitions.set(id, partition);
  }
}
