/**
 * Follows the matches of one sequence: which began, how far each came, where it was lost. Invariant: a match is settled
 * once, when all that could have belonged to it was seen; windows and open matches are bounded per key, and what is over
 * the bound is counted as not followed.
 */
import type { Micros } from "../../model/program.ts";
import type { RawDetection } from "../detect/detection.ts";
import type { CountPlan, Entry, Key } from "../detect/plan.ts";
import { append, createWindow, expire, type Window } from "../detect/window.ts";
import type { Fed } from "../detect/watch.ts";
import type { Item } from "../item.ts";
import { climb } from "./climb.ts";
import { asItIs, type Climb, type Course, type Rules } from "./course.ts";
import { stretchOf, type Stretch } from "./idle.ts";
import { Spells } from "./spells.ts";
import type { Begin, Excluded, Hearer, Lost } from "./lost.ts";
import { Spent, takenBy } from "./spent.ts";
import { Ends, type Loss } from "./tally.ts";

/** Per key: matches that are open at once, and items of a slot that are kept. */
const MOST_OPEN = 1_000;
const MOST_KEPT = 20_000;
const MOST_EXCLUDED = 50;

interface Followed {
  readonly key: Key;
  touched: Micros;
  readonly windows: ReadonlyMap<number, Window>;
  readonly begins: Begin[];
  head: number;
  open: number;
  /** Until they are settled. */
  readonly byItem: Map<Item, Begin>;
  readonly spent: Spent;
  readonly spells: Spells | null;
  /** Begun and not followed. */
  unfollowed: number;
  /** The last ones. */
  readonly excluded: Excluded[];
}

export class SequenceFollower {
  readonly ends: Ends;
  private readonly course: Course;
  private readonly rules: Rules;
  private readonly keys = new Map<string, Followed>();
  private readonly onLost: (lost: Lost) => void;
  private readonly onIdle: Hearer["onIdle"];
  private readonly onCount: (count: CountPlan, value: unknown) => void;
  private readonly leading: CountPlan | null;
  /** So long behind its first item a match is settled: what came too late was seen too. */
  readonly patience: Micros;
  private readonly kept: Micros;

  constructor(course: Course, { onLost, onIdle, onCount }: Hearer) {
    const { plan, height } = course;
    this.course = course;
    this.rules = asItIs(plan);
    this.ends = new Ends(height);
    this.onLost = onLost;
    this.onIdle = onIdle;
    this.onCount = onCount;
    this.leading = plan.counts.find(({ after, growing }) => after === 0 && growing) ?? null;
    this.patience = 2 * plan.within + (plan.wait ?? 0);
    this.kept = this.patience + plan.memory + 2 * plan.within;
  }

  take({ id, key, time, arrivals }: Fed, made: readonly RawDetection[]): void {
    this.settle(time, false);
    let followed = this.keys.get(id);
    if (followed === undefined) followed = this.create(key);
    else this.keys.delete(id);
    this.keys.set(id, followed);
    followed.touched = time;
    for (const { entries } of arrivals) {
      const own = entries.filter(({ slot }) => followed.windows.has(slot));
      for (const { slot, entry } of own) this.add(followed, slot, entry, time);
      followed.spells?.take(own);
    }
    for (const detection of made) this.fire(followed, detection);
    this.due(followed, time);
  }

  /** What was seen so far was of older logs, and what it led to counts for nothing. */
  begin(now: Micros): void {
    for (const followed of this.keys.values()) {
      this.due(followed, now);
      followed.spells?.dropFired();
    }
    this.ends.clear();
  }

  /** What is quiet long enough can go. */
  private settle(time: Micros, all: boolean): void {
    for (const [id, followed] of this.keys) {
      if (!all && followed.touched + this.kept >= time) return;
      this.due(followed, Infinity);
      this.keys.delete(id);
    }
  }

  /** The logs have ended; `last`: the time of their last item. */
  end(last: Micros, cancelled: boolean): void {
    this.ended = { last, cancelled };
    this.settle(Infinity, true);
  }

  private ended: { readonly last: Micros; readonly cancelled: boolean } | null = null;

  /** Some key may have open matches. */
  get busy(): boolean {
    return this.keys.size > 0;
  }

  /** An item was refused where a match of its key may wait for one. */
  exclude(id: string, excluded: Excluded): void {
    const followed = this.keys.get(id);
    if (followed === undefined || followed.open === 0) return;
    followed.excluded.push(excluded);
    if (followed.excluded.length > 2 * MOST_EXCLUDED) followed.excluded.splice(0, MOST_EXCLUDED);
  }

  /** Those of a key that have not been settled, as far as they have come. */
  waiting(id: string): readonly { readonly begin: Begin; readonly climb: Climb }[] {
    const followed = this.keys.get(id);
    if (followed === undefined) return [];
    return followed.begins
      .slice(followed.head)
      .filter(({ fired }) => !fired)
      .map((begin) => ({ begin, climb: this.climb(followed, begin, () => undefined) }));
  }

  /** When a key's count that stands first held last; null: it never did, or there is none. */
  held(id: string): Stretch | null {
    const followed = this.keys.get(id);
    const spell = followed?.spells?.newest ?? null;
    return spell === null ? null : stretchOf(this.course.plan, { ...followed!, spell });
  }

  private create(key: Key): Followed {
    const { plan, slots } = this.course;
    const own = slots.filter(({ pattern }) => pattern === plan.index);
    return {
      key,
      touched: -Infinity,
      windows: new Map(own.map(({ index }) => [index, createWindow()])),
      begins: [],
      head: 0,
      open: 0,
      byItem: new Map(),
      spent: new Spent(),
      spells: this.leading === null ? null : new Spells(this.leading, plan, this.onCount),
      unfollowed: 0,
      excluded: [],
    };
  }

  private add(followed: Followed, slot: number, entry: Entry, now: Micros): void {
    const window = followed.windows.get(slot)!;
    // What is not judged yet is judged by what it saw, however late the key's next item comes.
    const oldest = Math.min(followed.begins[followed.head]?.entry.time ?? now, followed.spells?.oldest ?? now);
    expire(window, Math.min(now, oldest) - this.kept);
    if (window.entries.length - window.head >= MOST_KEPT) this.forget(followed, window);
    append(window, entry);
    if (slot !== this.course.plan.steps[0]!.slot || followed.byItem.has(entry.item)) return;
    if (followed.open >= MOST_OPEN) {
      followed.unfollowed++;
      return;
    }
    const spell = followed.spells?.current ?? null;
    if (spell !== null) spell.pending++;
    const counted = followed.spells?.latest(entry.time) ?? [];
    const begin: Begin = { entry, counted, spell, fired: false };
    followed.begins.push(begin);
    followed.byItem.set(entry.item, begin);
    followed.open++;
  }

  /** Half of a window goes; what was open before it can no longer be followed. */
  private forget(followed: Followed, window: Window): void {
    window.head += MOST_KEPT / 2;
    expire(window, -Infinity);
    for (; followed.head < followed.begins.length; followed.head++) {
      const begin = followed.begins[followed.head]!;
      followed.byItem.delete(begin.entry.item);
      if (!begin.fired) this.lose(begin, this.bottom(), "unfollowed", null);
    }
    followed.open = 0;
  }

  private fire(followed: Followed, detection: RawDetection): void {
    const begin = followed.byItem.get(takenBy(detection)[0]!);
    if (begin === undefined) {
      // Its beginning was one too many to be followed.
      if (followed.unfollowed > 0) followed.unfollowed--;
      this.ends.fired++;
    } else if (!begin.fired) {
      begin.fired = true;
      followed.open--;
      this.win(begin);
    }
    if (this.course.plan.every) return;
    const { steps, counts } = this.course.plan;
    // What completes a match may begin another one, if it is one of the steps and not the only one.
    const again = steps.length > 1 && counts.every(({ after }) => after < steps.length);
    followed.spent.take(detection, again);
    followed.spent.expire(detection.time - this.kept);
  }

  private due(followed: Followed, now: Micros): void {
    const { begins } = followed;
    for (; followed.head < begins.length; followed.head++) {
      const begin = begins[followed.head]!;
      if (begin.entry.time + this.patience >= now) break;
      followed.byItem.delete(begin.entry.item);
      if (begin.fired) continue;
      followed.open--;
      this.judge(followed, begin);
    }
    if (followed.head > 64 && followed.head * 2 > begins.length) {
      begins.splice(0, followed.head);
      followed.head = 0;
    }
    if (now === Infinity) {
      for (; followed.unfollowed > 0; followed.unfollowed--) this.ends.lose(this.bottom(), "unfollowed");
      followed.spells?.close();
    }
    this.spells(followed, now);
  }

  private judge(followed: Followed, begin: Begin): void {
    const judged = new Map<CountPlan, unknown[]>();
    const found = this.climb(followed, begin, (count, value) => {
      const values = judged.get(count);
      if (values === undefined) judged.set(count, [value]);
      else values.push(value);
      if (count !== this.leading) this.onCount(count, value);
    });
    const loss = found.depth === 0 ? null : this.lossOf(followed, begin, found);
    if (loss === null && begin.spell !== null) begin.spell.pending--;
    if (loss !== null) this.lose(begin, found.depth, loss, found.kill?.slot ?? null);
    if (loss !== "used" && loss !== "unfollowed") this.onLost({ ...followed, begin, climb: found, loss, judged });
  }

  private lossOf(followed: Followed, begin: Begin, found: Climb): Loss {
    if (found.gaveUp) return "unfollowed";
    if (found.whole) {
      if (this.ended?.cancelled === true && found.prefix.every(({ item }) => !followed.spent.has(item))) return "open";
      return found.prefix.some(({ item }) => followed.spent.has(item)) ? "used" : "unfollowed";
    }
    if (!this.rules.ties && found.depth < this.course.height) {
      const either = climb(this.course, followed.windows, begin.entry, { ...this.rules, ties: true }, () => undefined);
      if (either.depth > found.depth) return "ties";
    }
    if (found.kill !== null) return "ended";
    const deadline = begin.entry.time + this.rules.within;
    return this.ended !== null && this.ended.last <= deadline ? "open" : "expired";
  }

  private climb(followed: Followed, begin: Begin, onCount: (count: CountPlan, value: unknown) => void): Climb {
    return climb(this.course, followed.windows, begin.entry, this.rules, (count, values) => onCount(count, values[0]));
  }

  private win({ spell }: Begin): void {
    if (spell === null) this.ends.fired++;
    else {
      spell.pending--;
      spell.fired = true;
    }
  }

  private lose({ spell }: Begin, depth: number, loss: Loss, slot: number | null): void {
    const kill = loss === "ended" ? slot : null;
    if (spell === null) return this.ends.lose(depth, loss, kill);
    spell.pending--;
    spell.lose(depth, loss, kill);
  }

  /** Spells of a leading count whose beginnings are all settled. */
  private spells(followed: Followed, now: Micros): void {
    for (const spell of followed.spells?.settled(now - this.patience) ?? []) {
      if (spell.fired) this.ends.fired++;
      else if (spell.lost !== null) this.ends.lose(spell.depth, spell.lost, spell.slot);
      else {
        const deadline = stretchOf(this.course.plan, { ...followed, spell }).deadline;
        const open = this.ended !== null && this.ended.last <= deadline;
        this.ends.lose(1, open ? "open" : "expired");
        this.onIdle({ ...followed, spell, open });
      }
    }
  }

  /** The rung at which a match begins. */
  private bottom(): number {
    return this.course.steps[0]!;
  }
}
