/**
 * The ladder of an `all`: a window begins with each item of a member, but those that a detection took behind its first,
 * and reaches `within` on from it. Invariant: each window is settled once; on each member's rung reached (windows that had
 * it) + lost = windows begun.
 */
import type { Micros } from "../../model/program.ts";
import type { RawDetection } from "../detect/detection.ts";
import type { AllPlan, Entry, Key } from "../detect/plan.ts";
import type { Fed } from "../detect/watch.ts";
import { append, createWindow, expire, firstBehind, firstSince, type Window } from "../detect/window.ts";
import { comparePlaces, type Item } from "../item.ts";
import { duration } from "../order/duration.ts";
import { namedKey, nearRecord, type RuleContext } from "./context.ts";
import type { Explainer, Rows } from "./explainer.ts";
import type { LadderStep, NearMiss } from "./explanation.ts";
import type { Layout } from "./rungs.ts";
import { noLosses, type Loss } from "./tally.ts";

/** Windows that are open at once for one key. */
const MOST_OPEN = 1_000;

interface Followed {
  readonly key: Key;
  touched: Micros;
  readonly windows: ReadonlyMap<number, Window>;
  begins: Entry[];
  /** First items of detections, and the others. */
  readonly fired: Set<Item>;
  readonly absorbed: Set<Item>;
}

export class AllExplainer implements Explainer {
  fired = 0;
  private readonly context: RuleContext;
  private readonly layout: Layout;
  private readonly plan: AllPlan;
  private readonly outermost: boolean;
  private readonly keys = new Map<string, Followed>();
  private readonly reached: number[];
  private readonly lost: readonly Record<Loss, number>[];
  /** By slot of a `no`: the windows that had all members and an X. */
  private readonly kills = new Map<number, number>();
  private ended: { readonly last: Micros; readonly cancelled: boolean } | null = null;

  constructor(context: RuleContext, layout: Layout, outermost: boolean) {
    this.context = context;
    this.layout = layout;
    this.plan = layout.plan as AllPlan;
    this.outermost = outermost;
    this.reached = this.plan.members.map(() => 0);
    this.lost = this.plan.members.map(noLosses);
  }

  take({ id, key, time, arrivals }: Fed, made: readonly RawDetection[]): void {
    for (const [quiet, followed] of this.keys) {
      if (followed.touched + 2 * this.plan.within >= time) break;
      this.due(followed, Infinity);
      this.keys.delete(quiet);
    }
    let followed = this.keys.get(id);
    if (followed === undefined) {
      const slots = [...this.plan.members, ...this.plan.absences];
      const windows = new Map(slots.map(({ slot }) => [slot, createWindow()]));
      followed = { key, touched: time, windows, begins: [], fired: new Set(), absorbed: new Set() };
    } else this.keys.delete(id);
    this.keys.set(id, followed);
    followed.touched = time;
    for (const { entries } of arrivals) this.add(followed, entries);
    for (const { steps } of made) {
      const taken = steps.flatMap(({ kind, items }) => (kind === "taken" ? items : []));
      const [first, ...others] = [...new Set(taken)].sort(comparePlaces);
      followed.fired.add(first!);
      if (!this.plan.every) for (const item of others) followed.absorbed.add(item);
    }
    this.due(followed, time);
  }

  end(last: Micros, cancelled: boolean): void {
    this.ended = { last, cancelled };
    for (const followed of this.keys.values()) this.due(followed, Infinity);
    this.keys.clear();
  }

  ladder({ records, inner }: Rows): readonly LadderStep[] {
    return this.layout.rungs.map((rung) => {
      const { kind, label, text, location, slots, step } = rung;
      return {
        kind,
        label,
        step: text,
        location,
        records: records(slots),
        reached: step < 0 ? null : this.reached[step]!,
        lost: step < 0 ? noLosses() : this.lost[step]!,
        kills: kind === "no" ? (this.kills.get(slots[0]!) ?? 0) : 0,
        nearest: null,
        ...inner(rung),
      };
    });
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
    else for (const lost of this.lost) lost.unfollowed++;
  }

  private due(followed: Followed, now: Micros): void {
    const open = followed.begins.findIndex(({ time }) => time + 2 * this.plan.within >= now);
    const done = open < 0 ? followed.begins.length : open;
    for (const begin of followed.begins.slice(0, done)) this.settle(followed, begin);
    followed.begins = followed.begins.slice(done);
    const since = (followed.begins[0]?.time ?? now) - this.plan.within;
    for (const window of followed.windows.values()) expire(window, since);
    for (const items of [followed.fired, followed.absorbed])
      if (items.size > MOST_OPEN) for (const item of items) if (item.time < since) items.delete(item);
  }

  private settle(followed: Followed, begin: Entry): void {
    if (followed.absorbed.has(begin.item) && !followed.fired.has(begin.item)) return;
    const deadline = begin.time + this.plan.within;
    const had = this.plan.members.map((_, member) => this.first(followed, member, begin, deadline));
    const fired = followed.fired.has(begin.item);
    const open = this.ended !== null && (this.ended.last <= deadline || this.ended.cancelled);
    if (fired) this.fired++;
    for (const [member, entry] of had.entries()) {
      if (entry !== null || fired) this.reached[member]!++;
      else this.lost[member]![open ? "open" : "expired"]++;
    }
    if (!fired && !had.includes(null)) this.kill(followed, begin, deadline);
    if (fired || !this.outermost) return;
    const apart = this.apart(followed, begin, deadline);
    if (apart.includes(null)) this.miss(followed, begin, apart);
  }

  /** An item for as many members as can have one of their own, the first members before the others. */
  private apart(followed: Followed, begin: Entry, deadline: Micros): readonly (Entry | null)[] {
    const { members } = this.plan;
    const choices = members.map(({ slot }) => {
      const { entries } = followed.windows.get(slot)!;
      const at = firstBehind(followed.windows.get(slot)!, begin.at - 1);
      // One for each member is enough: the others cannot take all of them.
      return entries.slice(at, at + members.length).filter(({ time }) => time <= deadline);
    });
    const had: (Entry | null)[] = members.map(() => null);
    const find = (member: number, tried: Set<number>): boolean =>
      choices[member]!.some((entry) => {
        if (tried.has(entry.at)) return false;
        tried.add(entry.at);
        const holder = had.findIndex((each) => each?.at === entry.at);
        if (holder >= 0 && !find(holder, tried)) return false;
        had[member] = entry;
        return true;
      });
    for (const member of members.keys()) find(member, new Set());
    return had;
  }

  private kill({ windows }: Followed, { time }: Entry, deadline: Micros): void {
    for (const { slot } of this.plan.absences) {
      const window = windows.get(slot)!;
      const x = window.entries[firstSince(window, time - this.plan.within)];
      if (x === undefined || x.time > deadline) continue;
      this.kills.set(slot, (this.kills.get(slot) ?? 0) + 1);
      return;
    }
  }

  private first({ windows }: Followed, member: number, begin: Entry, deadline: Micros): Entry | null {
    const window = windows.get(this.plan.members[member]!.slot)!;
    const entry = window.entries[firstBehind(window, begin.at - 1)];
    return entry !== undefined && entry.time <= deadline ? entry : null;
  }

  /** The first item of a member that no other one has. */
  private next({ windows }: Followed, member: number, begin: Entry, had: readonly (Entry | null)[]): Entry | null {
    const window = windows.get(this.plan.members[member]!.slot)!;
    const at = firstBehind(window, begin.at - 1);
    const taken = new Set(had.map((entry) => entry?.at));
    return window.entries.slice(at, at + had.length).find((entry) => !taken.has(entry.at)) ?? null;
  }

  private miss(followed: Followed, begin: Entry, had: readonly (Entry | null)[]): void {
    const { misses } = this.context;
    misses.missed++;
    const reached = had.filter((entry) => entry !== null).length;
    if (!misses.worth(reached)) return;
    const { within } = this.plan;
    const deadline = begin.time + within;
    const member = had.indexOf(null);
    const late = this.next(followed, member, begin, had);
    const by = late === null || late.time > deadline + within ? null : late.time - deadline;
    const tell = (): NearMiss => this.tell(followed, begin, had, member, by === null ? null : late);
    misses.offer({ key: followed.key, reached, gap: by === null ? 1 : by / within, place: begin.item, tell });
  }

  private tell(
    { key }: Followed,
    begin: Entry,
    had: readonly (Entry | null)[],
    member: number,
    late: Entry | null,
  ): NearMiss {
    const { context, layout } = this;
    const deadline = begin.time + this.plan.within;
    const rungs = layout.rungs.filter(({ step }) => step >= 0);
    const step = (index: number): number => layout.rungs.indexOf(rungs[index]!);
    const parts = had.flatMap((entry, index) =>
      entry === null
        ? []
        : nearRecord(context, entry.item, { label: rungs[index]!.label, step: step(index), role: "part" }),
    );
    const missing = rungs[member]!;
    const name = missing.label ?? missing.text;
    const about = { label: missing.label, step: step(member), role: "late" } as const;
    return {
      key: namedKey(context, key),
      reached: parts.length,
      steps: rungs.length,
      step: step(member),
      missing: late === null ? { kind: "nothing" } : { kind: "late", by: late.time - deadline },
      text:
        late === null
          ? `${name} did not come within ${duration(this.plan.within)}`
          : `${name} came ${duration(late.time - deadline)} after the deadline`,
      fix: null,
      first: begin.time,
      deadline,
      records: [...parts, ...(late === null ? [] : nearRecord(context, late.item, about))],
    };
  }
}
