/**
 * Spells of a count that stands first and grows: the stretches in which it goes on holding. Invariant: a spell begins at
 * an item at which the count holds and did not hold at the item before, or that one lies further back than the window.
 */
import type { Micros } from "../../model/program.ts";
import { distinctKeys } from "../detect/aggregate.ts";
import type { SlotEntry } from "../detect/plan.ts";
import type { Choice, CountPlan, Entry, SequencePlan } from "../detect/plan.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import type { Loss } from "./tally.ts";

/** Counted items that a near miss shows. */
export const MOST_SHOWN = 10;

export class Spell {
  /** Time of the last item at which it held. */
  last: Micros;
  closed = false;
  /** Items of the first step that came in it and are not settled. */
  pending = 0;
  fired = false;
  depth = 1;
  lost: Loss | null = null;
  slot: number | null = null;
  /** What was counted when it came to hold: the last ones, the item at which it did so behind them. */
  readonly counted: readonly Entry[];

  constructor(counted: readonly Entry[]) {
    this.counted = counted;
    this.last = counted.at(-1)!.time;
  }

  /** One of its matches ended; of several the one that came furthest stands for the spell. */
  lose(depth: number, loss: Loss, slot: number | null): void {
    if (this.lost !== null && (depth < this.depth || (depth === this.depth && rank(loss) <= rank(this.lost)))) return;
    this.depth = depth;
    this.lost = loss;
    this.slot = slot;
  }
}

const ORDER: readonly Loss[] = ["expired", "open", "unfollowed", "used", "ended", "ties"];
const rank = (loss: Loss): number => ORDER.indexOf(loss);

export class Spells {
  current: Spell | null = null;
  /** The last that came about, closed or not; null: an `until` ended it. */
  newest: Spell | null = null;
  private readonly count: CountPlan;
  private readonly until: number | null;
  private readonly within: Micros;
  private readonly onCount: (count: CountPlan, value: unknown) => void;
  private counted: { readonly entry: Entry; readonly keys: readonly string[] }[] = [];
  private head = 0;
  private readonly seen = new Map<string, number>();
  private open: Spell[] = [];

  constructor(count: CountPlan, plan: SequencePlan, onCount: (count: CountPlan, value: unknown) => void) {
    this.count = count;
    this.until = plan.until;
    this.within = Math.min(plan.within, count.within ?? Infinity);
    this.onCount = onCount;
  }

  /** An item comes to some of the slots. */
  take(entries: readonly SlotEntry[]): void {
    const counted = entries.find(({ slot }) => slot === this.count.slots[0]);
    const choice = counted?.entry.choices.find(({ mine }) => mine);
    if (counted !== undefined && choice !== undefined) this.judge(counted.entry, choice);
    const ended = entries.find(({ slot }) => slot === this.until);
    if (ended !== undefined && ended.entry.choices.some(({ mine }) => mine)) this.reset(ended.slot);
  }

  private judge(entry: Entry, { view }: Choice): void {
    const { time } = entry;
    this.expire(time - this.within);
    const aggregate = this.count.aggregates[0]!;
    const keys = aggregate.function === "distinct" ? distinctKeys(aggregate, view) : [];
    this.counted.push({ entry, keys });
    for (const key of keys) this.seen.set(key, (this.seen.get(key) ?? 0) + 1);
    const value = aggregate.function === "distinct" ? this.seen.size : this.counted.length - this.head;
    this.onCount(this.count, value);
    const bindings = { ...NO_BINDINGS, aggregate: () => value };
    if (!this.count.condition(entry.item, bindings)) return this.close();
    if (this.current !== null && time - this.current.last <= this.within) this.current.last = time;
    else {
      this.close();
      this.open.push((this.newest = this.current = new Spell(this.latest(time))));
    }
  }

  /** When the first of those that are not settled last held; null: all are. */
  get oldest(): Micros | null {
    return this.open[0]?.last ?? null;
  }

  /** The last items that it counts at `time`, which is not before that of any item so far. */
  latest(time: Micros): readonly Entry[] {
    this.expire(time - this.within);
    return this.counted.slice(Math.max(this.head, this.counted.length - MOST_SHOWN)).map(({ entry }) => entry);
  }

  private expire(since: Micros): void {
    while (this.head < this.counted.length && this.counted[this.head]!.entry.time < since) {
      for (const key of this.counted[this.head]!.keys) {
        const left = this.seen.get(key)! - 1;
        if (left === 0) this.seen.delete(key);
        else this.seen.set(key, left);
      }
      this.head++;
    }
    if (this.head > 64 && this.head * 2 > this.counted.length) {
      this.counted = this.counted.slice(this.head);
      this.head = 0;
    }
  }

  /** An X of `until`: what was counted before it counts no more. */
  private reset(slot: number): void {
    this.expire(Infinity);
    if (this.current?.pending === 0 && !this.current.fired) this.current.lose(1, "ended", slot);
    this.newest = null;
    this.close();
  }

  /** Those that fired were of older logs. */
  dropFired(): void {
    this.open = this.open.filter(({ fired }) => !fired);
    if (this.current?.fired === true) this.current = null;
  }

  close(): void {
    if (this.current !== null) this.current.closed = true;
    this.current = null;
  }

  /** Those that nothing can happen to any more: closed, or last held before `time`. */
  settled(time: Micros): readonly Spell[] {
    const done = this.open.filter((spell) => spell.pending === 0 && (spell.closed || spell.last < time));
    if (done.length === 0) return done;
    this.open = this.open.filter((spell) => !done.includes(spell));
    if (this.current !== null && done.includes(this.current)) this.current = null;
    return done;
  }
}
