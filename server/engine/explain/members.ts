/**
 * The ladder of an `all`: a window begins with each item of a member, but those that a detection took behind its first,
 * and reaches `within` on from it. Invariant: each window is settled once; on each member's rung reached (windows in which
 * it had an item of its own) + lost = windows begun, on each count's reached + lost = windows that had every member.
 */
import type { Micros } from "../../model/program.ts";
import type { RawDetection } from "../detect/detection.ts";
import type { AllPlan, CountPlan, Entry, Key } from "../detect/plan.ts";
import type { Fed } from "../detect/watch.ts";
import { append, createWindow, expire, type Window } from "../detect/window.ts";
import { comparePlaces, type Item } from "../item.ts";
import { AllDiagnosis } from "./all-missing.ts";
import { show } from "./amounts.ts";
import type { RuleContext } from "./context.ts";
import type { Explainer, Rows } from "./explainer.ts";
import type { LadderStep } from "./explanation.ts";
import { gather, type AllRules, type Gathered } from "./gather.ts";
import type { Excluded } from "./lost.ts";
import type { Layout } from "./rungs.ts";
import { Spent, takenBy } from "./spent.ts";
import { noLosses, type Loss, type Nearest } from "./tally.ts";
import { nearestOf } from "./wanted.ts";

/** Windows that are open at once for one key, and items that were all but members. */
const MOST_OPEN = 1_000;
const MOST_EXCLUDED = 50;

interface Followed {
  readonly key: Key;
  touched: Micros;
  readonly windows: ReadonlyMap<number, Window>;
  begins: Entry[];
  /** First items of detections. */
  readonly fired: Set<Item>;
  readonly spent: Spent;
  /** The last ones. */
  readonly excluded: Excluded[];
}

export class AllExplainer implements Explainer {
  fired = 0;
  readonly layout: Layout;
  private readonly context: RuleContext;
  private readonly plan: AllPlan;
  /** Null: its near misses are nobody's. */
  private readonly diagnosis: AllDiagnosis | null;
  private readonly keys = new Map<string, Followed>();
  private reached: number[] = [];
  private lost: readonly Record<Loss, number>[] = [];
  private nearest: ReadonlyMap<CountPlan, Nearest> = new Map();
  /** By slot of a `no`: the windows that had all members and an X. */
  private readonly kills = new Map<number, number>();
  private ended: { readonly last: Micros; readonly cancelled: boolean } | null = null;

  constructor(context: RuleContext, layout: Layout, outermost: boolean) {
    this.context = context;
    this.layout = layout;
    this.plan = layout.plan as AllPlan;
    this.diagnosis = outermost ? new AllDiagnosis(context, layout) : null;
    this.begin(-Infinity);
  }

  begin(now: Micros): void {
    for (const followed of this.keys.values()) this.due(followed, now);
    this.fired = 0;
    this.reached = this.layout.rungs.map(() => 0);
    this.lost = this.layout.rungs.map(noLosses);
    this.nearest = new Map(
      this.layout.rungs.flatMap(({ count, written }) => (count === null ? [] : [[count, nearestOf(written)]])),
    );
    this.kills.clear();
  }

  take({ id, key, time, arrivals }: Fed, made: readonly RawDetection[]): void {
    for (const [quiet, followed] of this.keys) {
      if (followed.touched + 2 * this.plan.within >= time) break;
      this.due(followed, Infinity);
      this.keys.delete(quiet);
    }
    const followed = this.keys.get(id) ?? this.create(key);
    this.keys.delete(id);
    this.keys.set(id, followed);
    followed.touched = time;
    for (const { entries } of arrivals) this.add(followed, entries);
    for (const detection of made) {
      const [first] = takenBy(detection).toSorted(comparePlaces);
      followed.fired.add(first!);
      if (!this.plan.every) followed.spent.take(detection, false);
    }
    this.due(followed, time);
  }

  end(last: Micros, cancelled: boolean): void {
    this.ended = { last, cancelled };
    for (const followed of this.keys.values()) this.due(followed, Infinity);
    this.keys.clear();
  }

  get busy(): boolean {
    return this.keys.size > 0;
  }

  exclude(id: string, excluded: Excluded): void {
    const followed = this.keys.get(id);
    if (followed === undefined || followed.begins.length === 0) return;
    followed.excluded.push(excluded);
    if (followed.excluded.length > 2 * MOST_EXCLUDED) followed.excluded.splice(0, MOST_EXCLUDED);
  }

  ladder({ records, inner }: Rows): readonly LadderStep[] {
    return this.layout.rungs.map((rung, index) => {
      const { kind, label, text, location, slots, ordinal, count } = rung;
      const best = count === null ? null : this.nearest.get(count)!.value;
      return {
        kind,
        label,
        step: text,
        location,
        records: records(slots),
        reached: ordinal === 0 ? null : this.reached[index]!,
        lost: this.lost[index]!,
        kills: kind === "no" ? (this.kills.get(slots[0]!) ?? 0) : 0,
        nearest: best === null ? null : show(best),
        ...inner(rung),
      };
    });
  }

  private create(key: Key): Followed {
    const own = this.context.rule.slots.filter(({ pattern }) => pattern === this.plan.index);
    const windows = new Map(own.map(({ index }) => [index, createWindow()]));
    return { key, touched: -Infinity, windows, begins: [], fired: new Set(), spent: new Spent(), excluded: [] };
  }

  private add(followed: Followed, entries: Fed["arrivals"][number]["entries"]): void {
    let begins: Entry | null = null;
    for (const { slot, entry } of entries) {
      const window = followed.windows.get(slot);
      if (window === undefined || !entry.choices.some(({ mine }) => mine)) continue;
      append(window, entry);
      if (this.plan.members.some((member) => member.slot === slot)) begins = entry;
    }
    if (begins === null) return;
    if (followed.begins.length < MOST_OPEN) followed.begins.push(begins);
    else this.unfollowed();
  }

  private unfollowed(): void {
    for (const [index, { kind }] of this.layout.rungs.entries()) if (kind === "member") this.lost[index]!.unfollowed++;
  }

  private due(followed: Followed, now: Micros): void {
    const open = followed.begins.findIndex(({ time }) => time + 2 * this.plan.within >= now);
    const done = open < 0 ? followed.begins.length : open;
    for (const begin of followed.begins.slice(0, done)) this.settle(followed, begin);
    followed.begins = followed.begins.slice(done);
    const since = (followed.begins[0]?.time ?? now) - this.plan.within;
    for (const window of followed.windows.values()) expire(window, since);
    followed.spent.expire(since);
    const { fired } = followed;
    if (fired.size > MOST_OPEN) for (const item of fired) if (item.time < since) fired.delete(item);
  }

  private settle(followed: Followed, begin: Entry): void {
    if (followed.fired.has(begin.item)) {
      this.fired++;
      for (const [index, { ordinal }] of this.layout.rungs.entries()) if (ordinal > 0) this.reached[index]!++;
      return;
    }
    if (followed.spent.has(begin.item)) return;
    const found = this.gather(followed, begin);
    if (found.gaveUp) return this.unfollowed();
    const deadline = begin.time + this.plan.within;
    const open = this.ended !== null && (this.ended.last <= deadline || this.ended.cancelled);
    this.count(found, open ? "open" : "expired");
    if (this.diagnosis === null) return;
    const { misses } = this.context;
    misses.missed++;
    if (!misses.worth(found.filled + found.held.size)) return;
    const candidate = this.diagnosis.of({ ...followed, begin, found, open });
    if (candidate !== null) misses.offer(candidate);
  }

  private gather({ windows }: Followed, begin: Entry): Gathered {
    const rules: AllRules = { within: this.plan.within, lenient: null, spent: null };
    return gather(this.context.rule, this.plan, windows, begin, rules, (count, value) =>
      this.nearest.get(count)!.see(value),
    );
  }

  private count({ taken, filled, held, kill }: Gathered, loss: Loss): void {
    for (const [index, { step, count }] of this.layout.rungs.entries()) {
      if (step < 0 && (count === null || filled < taken.length)) continue;
      if (count === null ? taken[step] !== null : held.has(count)) this.reached[index]!++;
      else this.lost[index]![loss]++;
    }
    if (kill !== null) this.kills.set(kill.slot, (this.kills.get(kill.slot) ?? 0) + 1);
  }
}
