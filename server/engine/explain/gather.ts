/**
 * How much of an `all` the items of one window fill, its first item among them: the most members that have an item of
 * their own, the first members before the others, then whether the counts hold and no `no` stands in the way. Invariant:
 * an item is one member; a `where` counts against what is taken once all that it reads is taken; where `gaveUp` is set
 * more may be possible.
 */
import type { Micros } from "../../model/program.ts";
import type { AllPlan, CountPlan, Entry, RulePlan } from "../detect/plan.ts";
import { firstBehind, firstSince } from "../detect/window.ts";
import { AllReading, type Moment } from "./all-reading.ts";
import type { Kill } from "./course.ts";
import { pairing } from "./pairing.ts";
import type { Windows } from "./reading.ts";
import type { Spent } from "./spent.ts";

/** Items looked at for one window. */
const MOST_LOOKS = 2_000;

/** The rule as it is, or with one thing changed. */
export interface AllRules {
  readonly within: Micros;
  /** Taken to hold where its first aggregate has this value or more. */
  readonly lenient: { readonly count: CountPlan; readonly least: number } | null;
  /** What detections took plays a part; null: it does not. */
  readonly spent: Spent | null;
}

export interface Gathered {
  /** By member. */
  readonly taken: readonly (Entry | null)[];
  readonly filled: number;
  /** The counts that held at one item: at that where most of them did. */
  readonly held: ReadonlySet<CountPlan>;
  readonly kill: Kill | null;
  readonly whole: boolean;
  /** Of a whole one: from its first item to the one at which it completes. */
  readonly span: Micros;
  readonly gaveUp: boolean;
}

export type OnValue = (count: CountPlan, value: unknown) => void;

/** `windows`: by slot, of everything that the key saw. */
export function gather(
  rule: RulePlan,
  plan: AllPlan,
  windows: Windows,
  begin: Entry,
  rules: AllRules,
  onValue: OnValue = () => undefined,
): Gathered {
  return new Gatherer(rule, { ...plan, within: rules.within }, windows, begin, rules, onValue).run();
}

class Gatherer {
  private readonly plan: AllPlan;
  private readonly begin: Entry;
  private readonly rules: AllRules;
  private readonly onValue: OnValue;
  private readonly windows: Windows;
  private readonly reading: AllReading;
  private readonly candidates: readonly (readonly Entry[])[];
  private best: Gathered;

  constructor(rule: RulePlan, plan: AllPlan, windows: Windows, begin: Entry, rules: AllRules, onValue: OnValue) {
    const { members } = plan;
    this.plan = plan;
    this.begin = begin;
    this.rules = rules;
    this.onValue = onValue;
    this.windows = windows;
    this.reading = new AllReading(rule, plan, windows, begin);
    this.candidates = members.map(({ slot }) =>
      this.inside(slot, begin.at - 1, MOST_LOOKS, ({ item }) => rules.spent?.has(item) !== true),
    );
    const taken = members.map(() => null);
    this.best = { taken, filled: 0, held: new Set(), kill: null, whole: false, span: 0, gaveUp: false };
  }

  run(): Gathered {
    const { cross, members } = this.plan;
    // Where no label is read one for each member is enough: the others cannot take all of them.
    const few = this.candidates.map((own) => own.slice(0, members.length + 1));
    if (!cross) this.leaf(pairing(few, this.begin.at));
    // One that completes later may have no X in front of it any more.
    if (cross || this.best.kill !== null) this.search();
    return { ...this.best, gaveUp: cross && this.reading.looks > MOST_LOOKS && !this.best.whole };
  }

  private search(): void {
    for (const member of this.candidates.keys()) this.reading.bind(member, null);
    for (const [member, own] of this.candidates.entries()) {
      const begin = own.find(({ at }) => at === this.begin.at);
      if (begin === undefined || this.done()) continue;
      this.reading.bind(member, begin);
      this.fill(0, 1);
      this.reading.bind(member, null);
    }
  }

  /** Members from `member` on; `filled` are. */
  private fill(member: number, filled: number): void {
    const { reading, candidates } = this;
    if (member === candidates.length) return this.leaf(reading.bound);
    if (reading.bound[member] !== null) return this.fill(member + 1, filled);
    for (const entry of candidates[member]!) {
      if (reading.bound.some((other) => other?.at === entry.at)) continue;
      if (++reading.looks > MOST_LOOKS) return;
      reading.bind(member, entry);
      if (this.possible()) this.fill(member + 1, filled + 1);
      reading.bind(member, null);
      if (this.done()) return;
    }
    const left = reading.bound.filter((entry, index) => index > member && entry === null);
    if (filled + left.length > this.best.filled) this.fill(member + 1, filled);
  }

  private done(): boolean {
    return this.best.whole || this.reading.looks > MOST_LOOKS;
  }

  /** Nothing that is taken contradicts what else is: asked only of what can be judged already. */
  private possible(): boolean {
    const { reading, plan } = this;
    return plan.members.every(({ slot }, member) => {
      const entry = reading.bound[member]!;
      const needs = plan.needs[member]!;
      if (entry === null || entry.choices.length > 1 || needs === null || needs.length === 0) return true;
      const settled = needs.every((other) => reading.bound[other]?.choices.length === 1);
      return !settled || reading.resolve(slot, entry) !== null;
    });
  }

  private leaf(taken: readonly (Entry | null)[]): void {
    const entries = taken.filter((entry) => entry !== null);
    const filled = entries.length;
    if (filled < this.best.filled) return;
    const none: Gathered = { ...this.best, taken: [...taken], filled, held: new Set(), kill: null };
    if (filled < taken.length) {
      if (filled > this.best.filled) this.best = none;
      return;
    }
    for (const [member, entry] of taken.entries()) this.reading.bind(member, entry);
    if (!this.reading.settle()) {
      // Together they do not fit: the last one that is not the first item's is what is missing.
      const unfit = taken.findLastIndex((entry) => entry!.at !== this.begin.at);
      if (filled - 1 > this.best.filled) this.best = { ...none, taken: taken.with(unfit, null), filled: filled - 1 };
      return;
    }
    if (filled > this.best.filled) this.best = none;
    this.complete(entries);
  }

  /** The first item at which all counts hold: there it completes, and a `no` may yet end it. */
  private complete(entries: readonly Entry[]): void {
    const { counts } = this.plan;
    const first = entries.reduce((least, each) => (each.at < least.at ? each : least));
    const last = entries.reduce((most, each) => (each.at > most.at ? each : most));
    for (const moment of counts.length === 0 ? [last] : this.moments(entries, last.at)) {
      const held = new Set(counts.filter((count) => this.holds(count, moment)));
      const all = held.size === counts.length;
      if (!all && held.size <= this.best.held.size) continue;
      if (all && this.rules.spent?.completesAt(moment.item) === true) return;
      const kill = all ? this.killer(entries, moment, first) : null;
      const taken = [...this.reading.bound];
      const span = moment.time - first.time;
      this.best = { ...this.best, taken, held, kill, whole: all && kill === null, span };
      if (all || this.reading.looks > MOST_LOOKS) return;
    }
  }

  private holds(count: CountPlan, moment: Moment): boolean {
    const { holds, value } = this.reading.holdsAt(count, moment);
    this.onValue(count, value);
    const { lenient } = this.rules;
    if (holds || lenient?.count !== count) return holds;
    return typeof value === "number" && value >= lenient.least;
  }

  /** Where it may complete: at the items of members and counts from its last item on. */
  private moments(entries: readonly Entry[], last: number): readonly Moment[] {
    const { plan, reading } = this;
    const slots = new Set([...plan.members.map(({ slot }) => slot), ...plan.counts.flatMap((count) => count.slots)]);
    const found = new Map<number, Moment>();
    for (const slot of slots)
      for (const entry of this.inside(slot, last - 1, MOST_LOOKS, () => true)) {
        reading.looks++;
        if (entries.some(({ at }) => at === entry.at) || reading.resolve(slot, entry) !== null)
          found.set(entry.at, entry);
      }
    return [...found.values()].sort((a, b) => a.at - b.at);
  }

  private killer(entries: readonly Entry[], moment: Moment, first: Entry): Kill | null {
    const { within } = this.rules;
    const own = new Set(entries.map(({ at }) => at));
    for (const { slot } of this.plan.absences) {
      const window = this.windows.get(slot)!;
      for (let i = firstSince(window, moment.time - within); i < window.entries.length; i++) {
        const entry = window.entries[i]!;
        if (entry.time > first.time + within) break;
        if (!own.has(entry.at) && this.reading.resolve(slot, entry) !== null) return { slot, entry };
      }
    }
    return null;
  }

  /** The first items of a slot behind a place and in the window. */
  private inside(slot: number, behind: number, most: number, wanted: (entry: Entry) => boolean): readonly Entry[] {
    const window = this.windows.get(slot)!;
    const deadline = this.begin.time + this.rules.within;
    const found: Entry[] = [];
    for (let i = firstBehind(window, behind); i < window.entries.length && found.length < most; i++) {
      const entry = window.entries[i]!;
      if (entry.time > deadline) break;
      if (wanted(entry)) found.push(entry);
    }
    return found;
  }
}
