/**
 * The one function that moves detection on. Invariant: causes are taken in the order of their places: all deadlines
 * before an instant, then its records one by one, each with all that follows from it; so the position `at` of every item
 * that is seen ascends with its place, and the rest of detection compares these numbers alone.
 */
import type { Micros } from "../../model/program.ts";
import type { Deadline, Item, LogRecord } from "../item.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import type { RawDetection } from "./detection.ts";
import { PlainEntry } from "./entry.ts";
import { applyLeaf } from "./leaf.ts";
import { partitions, roams, type Arrival } from "./partition.ts";
import type { Key, Plan, RulePlan, SlotEntry } from "./plan.ts";
import { endWait, feed, type Cause } from "./run.ts";
import { Partition, type DetectState, type Wait } from "./state.ts";
import { popWait } from "./wait.ts";
import type { Watch } from "./watch.ts";
import { append, expire } from "./window.ts";

type Out = (detection: RawDetection) => void;

/**
 * Takes all records of one instant, in place order. Instants ascend. `out` gets every detection of a rule, the ones that
 * are not raised too (`fate`), in place order. Answers the next deadline; null: none.
 */
export function advance(
  plan: Plan,
  state: DetectState,
  instant: Micros,
  records: readonly LogRecord[],
  out: Out,
  watch: Watch | null = null,
): Micros | null {
  advanceTo(plan, state, instant, out, watch);
  for (const record of records) new Cascade(plan, state, { item: record, deadline: null }, out, watch).start(record);
  return state.waits[0]?.time ?? null;
}

/** Ends the waits with a deadline before the watermark; +Infinity at the end of the input. */
export function advanceTo(
  plan: Plan,
  state: DetectState,
  watermark: Micros,
  out: Out,
  watch: Watch | null = null,
): Micros | null {
  while (state.waits.length > 0 && state.waits[0]!.time < watermark) end(plan, state, popWait(state.waits), out, watch);
  return state.waits[0]?.time ?? null;
}

function end(plan: Plan, state: DetectState, wait: Wait, out: Out, watch: Watch | null): void {
  const rule = plan.rules[wait.rule]!;
  const partition = state.rules[wait.rule]!.partitions.get(wait.id);
  if (partition === undefined) return;
  const { depth, name } = rule.definition;
  const { time, key, pattern } = wait;
  const waiting = { rule, partition, state };
  const made = endWait(waiting, wait, (completing) => {
    const deadline: Deadline = { time, depth, rule: name, key, completing, pattern };
    return { item: completing, deadline };
  });
  if (made === null) return;
  const { cause, arrivals, detections } = made;
  watch?.fed(rule, { id: wait.id, key, time, arrivals, made: detections });
  new Cascade(plan, state, cause, out, watch).follow(detections);
}

/** All that one cause brings about: an item goes to the rules that take it, their detections to the rules above. */
class Cascade {
  private readonly plan: Plan;
  private readonly state: DetectState;
  private readonly cause: Cause;
  private readonly out: Out;
  private readonly watch: Watch | null;
  /** By rule; null: no rule took anything, as it mostly is. */
  private pending: Map<number, Arrival[]> | null = null;

  constructor(plan: Plan, state: DetectState, cause: Cause, out: Out, watch: Watch | null) {
    this.plan = plan;
    this.state = state;
    this.cause = cause;
    this.out = out;
    this.watch = watch;
  }

  start(item: Item): void {
    this.dispatch(item);
    this.run();
  }

  follow(detections: readonly RawDetection[]): void {
    this.report(detections);
    this.run();
  }

  /** Rules see what rules of less depth detected, never the other way round: so the smallest index goes first. */
  private run(): void {
    const { pending } = this;
    if (pending === null) return;
    while (pending.size > 0) {
      let left = pending.size;
      for (const index of [...pending.keys()].sort((a, b) => a - b)) {
        const arrivals = pending.get(index)!;
        pending.delete(index);
        this.report(this.visit(index, arrivals));
        // A rule that had nothing before may go before those that are left.
        if (pending.size > --left) break;
      }
    }
  }

  private report(detections: readonly RawDetection[]): void {
    for (const detection of detections) {
      this.out(detection);
      this.dispatch(detection);
    }
  }

  private dispatch(item: Item): void {
    this.watch?.seen(item);
    const at = this.state.items++;
    let ignored: Set<number> | null = null;
    let plain: PlainEntry | null = null;
    for (const leaf of this.plan.routes[item.schema.index]!.candidates(item)) {
      const view = applyLeaf(leaf, item);
      if (view === null) continue;
      for (const { rule, slot, alternative, ignore } of this.plan.readers[leaf.index]!) {
        if (ignore !== null && ignore(view, NO_BINDINGS)) {
          (ignored ??= new Set()).add(rule);
          continue;
        }
        this.pending ??= new Map();
        let arrivals = this.pending.get(rule);
        if (arrivals === undefined) this.pending.set(rule, (arrivals = []));
        let last = arrivals.at(-1);
        if (last?.at !== at) {
          plain ??= new PlainEntry(at, item, 0);
          arrivals.push((last = { at, time: item.time, item, plain, hits: [] }));
        }
        last.hits.push({ slot, alternative, view });
      }
    }
    for (const rule of ignored ?? []) this.state.rules[rule]!.counts.ignored++;
  }

  /** A new partition sees the items that came before it and may be its own; alone they complete nothing. */
  private welcome(rule: RulePlan, partition: Partition, id: string, time: Micros): void {
    const { roaming } = this.state.rules[rule.index]!;
    expire(roaming, time - rule.memory);
    const own = new Map([[id, partition.key]]);
    for (const arrival of roaming.entries.slice(roaming.head)) {
      const groups = partitions(
        rule,
        [arrival],
        () => own,
        () => undefined,
      );
      const group = groups.find((each) => each.id === id);
      const cause: Cause = { item: arrival.item, deadline: null };
      if (group !== undefined) feed({ rule, partition, state: this.state }, id, group.arrivals, cause);
    }
  }

  private keepRoaming(rule: RulePlan, arrivals: readonly Arrival[]): void {
    const { roaming } = this.state.rules[rule.index]!;
    for (const arrival of arrivals) {
      // What else it may be in the same slot goes with it: the first that it is decides.
      const slots = arrival.hits
        .filter(({ slot, alternative }) => roams(rule.slots[slot]!.alternatives[alternative]!))
        .map(({ slot }) => slot);
      if (slots.length === 0) continue;
      expire(roaming, arrival.time - rule.memory);
      append(roaming, { ...arrival, hits: arrival.hits.filter(({ slot }) => slots.includes(slot)) });
    }
  }

  private visit(index: number, arrivals: readonly Arrival[]): readonly RawDetection[] {
    const rule = this.plan.rules[index]!;
    const own = this.state.rules[index]!;
    const time = this.cause.deadline?.time ?? this.cause.item.time;
    this.watch?.arrived(rule, arrivals);
    const open = (): ReadonlyMap<string, Key> => new Map([...own.partitions].map(([id, { key }]) => [id, key]));
    const groups = partitions(rule, arrivals, open, () => own.counts.keyless++);
    const detections = groups.flatMap(({ id, key, arrivals: keyed }) => {
      for (const { entries } of keyed) for (const { slot } of entries) own.slots[slot]!++;
      let partition = own.partitions.get(id);
      if (partition === undefined) {
        own.partitions.set(id, (partition = new Partition(key)));
        if (rule.roaming) this.welcome(rule, partition, id, time);
      }
      if (keyed.some(({ entries }) => entries.some(belongs))) partition.touched = time;
      const made = feed({ rule, partition, state: this.state }, id, keyed, this.cause);
      this.watch?.fed(rule, { id, key, time, arrivals: keyed, made });
      return made;
    });
    if (rule.roaming) this.keepRoaming(rule, arrivals);
    if (time > own.sweep) {
      forget(own.partitions, time - rule.memory, time - rule.span);
      own.sweep = time + Math.max(rule.span / SWEEPS, rule.memory / MOST_SWEEPS, SWEEP);
    }
    return detections;
  }
}

/** It has a key of its own, which labels do not decide. */
const belongs = ({ entry }: SlotEntry): boolean => entry.choices.some(({ partition }) => partition === undefined);

/** One minute: partitions of rules with short windows are not looked through more often. */
const SWEEP: Micros = 60_000_000;
/** So often while patterns hold something: what is not needed stays for a quarter longer at most. */
const SWEEPS = 4;
/** But not more often while a partition is remembered for its `suppress`. */
const MOST_SWEEPS = 16;

function forget(all: Map<string, Partition>, before: Micros, idle: Micros): void {
  for (const [id, partition] of all)
    if (partition.touched < before) all.delete(id);
    else if (partition.touched < idle) partition.empty();
}
