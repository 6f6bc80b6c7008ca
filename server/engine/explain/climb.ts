/**
 * How far the matches come that begin with one item: a depth-first search over the windows, steps in the order written.
 * Invariant: `depth` is the furthest rung that any of them reaches and `kill` is null only if one of those that reach it
 * was not ended; where `gaveUp` is set the depth is a lower bound. What detections used up plays no part here.
 */
import type { Micros } from "../../model/program.ts";
import type { AbsencePlan, CountPlan, Entry, SequencePlan } from "../detect/plan.ts";
import { firstBehind, firstSince } from "../detect/window.ts";
import type { Item } from "../item.ts";
import type { Climb, Course, Kill, OnCount, Rules } from "./course.ts";
import { Reading, type Reach, type Windows } from "./reading.ts";

/** Items looked at for one beginning. */
const MOST_LOOKS = 2_000;

export function climb(course: Course, windows: Windows, begin: Entry, rules: Rules, onCount: OnCount): Climb {
  return new Climber(course, windows, begin, rules, onCount).run();
}

class Climber {
  private readonly course: Course;
  private readonly windows: Windows;
  private readonly begin: Entry;
  private readonly rules: Rules;
  private readonly onCount: OnCount;
  private readonly reading: Reading;
  private readonly leading: CountPlan | null;
  private readonly tried: readonly Set<number>[];
  /** Place of the last X of `until` in front of the first step: counts take items behind it. */
  private bound = -1;
  /** Where a count that stands last is judged. */
  private judged: Entry | null = null;
  private best: { depth: number; prefix: readonly Entry[]; kill: Kill | null } = { depth: 0, prefix: [], kill: null };
  private span: Micros = 0;
  private end: Micros = 0;
  private gaveUp = false;

  constructor(course: Course, windows: Windows, begin: Entry, rules: Rules, onCount: OnCount) {
    this.course = course;
    this.windows = windows;
    this.begin = begin;
    this.rules = rules;
    this.onCount = onCount;
    this.reading = new Reading(course.plan.labels, course.slots, windows, (count) => this.reach(count));
    this.leading = course.plan.counts.find(({ after }) => after === 0) ?? null;
    this.tried = course.plan.steps.map(() => new Set<number>());
  }

  run(): Climb {
    const { plan, height } = this.course;
    const { reading, begin } = this;
    reading.put(0, begin);
    if (plan.until !== null && !this.crosses(plan.until)) this.bound = this.lastBefore(plan.until, begin.at);
    const choice = reading.resolve(plan.steps[0]!.slot, begin);
    reading.choices[0] = choice;
    const free = this.rules.spent?.mayBegin(begin.item) ?? true;
    const whole = free && choice !== null && this.leadingHolds(begin) && this.extend(1);
    const { depth, prefix, kill } = this.best;
    const { span, end, gaveUp } = this;
    return {
      depth: whole ? height : depth,
      whole,
      prefix,
      kill: whole ? null : kill,
      span,
      end,
      gaveUp: gaveUp && !whole,
    };
  }

  /** The steps before `index` are taken. */
  private extend(index: number): boolean {
    const { plan, steps, counts } = this.course;
    const { reading, rules } = this;
    const last = reading.taken[index - 1]!;
    const kill = this.killer(index);
    const count = plan.counts.find(({ after }) => after === index) ?? null;
    // At the top it is for `whole` to say whether something ended it.
    if (index < plan.steps.length || count !== null) this.note(steps[index - 1]!, kill);
    if (index === plan.steps.length) return count === null ? this.whole(this.latest()) : this.finish(count, kill);
    if (count !== null && this.reaches(count, kill)) this.note(counts.get(count)!, kill);
    const { slot } = plan.steps[index]!;
    const window = this.windows.get(slot)!;
    const forgetful = plan.forgetful[index]! && !rules.ties && this.leading === null;
    for (let i = rules.ties ? firstSince(window, last.time) : firstBehind(window, last.at); ; i++) {
      const entry = window.entries[i];
      if (entry === undefined || entry.time > this.deadline()) break;
      if (kill !== null && entry.at > kill.entry.at) break;
      if (++reading.looks > MOST_LOOKS) {
        this.gaveUp = true;
        break;
      }
      reading.cut(index);
      if (rules.ties && !reading.taken.every((other) => ascends(other, entry))) continue;
      if (forgetful && this.tried[index]!.has(entry.at)) continue;
      if (rules.spent?.has(entry.item) === true) continue;
      // What refuses it here, a count in front of it say, may be otherwise behind another item.
      if (!this.take(index, entry, count)) continue;
      if (this.extend(index + 1)) return true;
      if (this.gaveUp) break;
      if (forgetful) this.tried[index]!.add(entry.at);
    }
    reading.cut(index);
    return false;
  }

  private take(index: number, entry: Entry, count: CountPlan | null): boolean {
    const { reading } = this;
    reading.put(index, entry);
    reading.choices[index] = reading.resolve(this.course.plan.steps[index]!.slot, entry);
    if (reading.choices[index] === null) return false;
    return (count === null || this.holds(count, entry.item)) && this.leadingHolds(entry);
  }

  private leadingHolds(entry: Entry): boolean {
    return this.leading === null || this.holds(this.leading, entry.item);
  }

  private holds(count: CountPlan, judged: Item): boolean {
    const reach = this.reach(count)!;
    const holds = this.reading.holds(count, reach, judged);
    const values = this.reading.judged();
    this.onCount(count, values);
    const { lenient } = this.rules;
    if (holds || lenient === null || lenient.count !== count) return holds;
    return typeof values[0] === "number" && values[0] >= lenient.least;
  }

  /** Whether a count in front of a step comes to hold, whatever the step does. */
  private reaches(count: CountPlan, kill: Kill | null): boolean {
    const found = this.moments(count, kill).some((entry) => {
      this.judged = entry;
      return this.holds(count, entry.item);
    });
    this.judged = null;
    return found;
  }

  /** A count stands last: the match completes at an item that it counts. */
  private finish(count: CountPlan, kill: Kill | null): boolean {
    for (const entry of this.moments(count, kill)) {
      this.judged = entry;
      const holds = this.holds(count, entry.item) && this.leadingHolds(entry);
      if (holds && this.whole(entry)) return true;
      if (this.gaveUp) break;
    }
    this.judged = null;
    return false;
  }

  /** Where a count between a step and the next may be judged: at the items that it counts. */
  private moments(count: CountPlan, kill: Kill | null): readonly Entry[] {
    const distinct = new Map<number, Entry>();
    for (const slot of count.slots) {
      const window = this.windows.get(slot)!;
      for (let i = firstBehind(window, this.latest().at); i < window.entries.length; i++) {
        const entry = window.entries[i]!;
        if (entry.time > this.deadline() || (kill !== null && entry.at > kill.entry.at)) break;
        if (++this.reading.looks > MOST_LOOKS) {
          this.gaveUp = true;
          break;
        }
        if (this.reading.resolve(slot, entry) !== null) distinct.set(entry.at, entry);
      }
    }
    return [...distinct.values()].sort((a, b) => a.at - b.at);
  }

  /** All steps and counts are there: what else a match needs. */
  private whole(completing: Entry): boolean {
    const { plan, height } = this.course;
    if (this.rules.spent?.completesAt(completing.item) === true) return false;
    const kill = this.spoiler(plan, completing);
    this.note(height, kill);
    if (kill !== null) return false;
    this.span = completing.time - this.first().time;
    this.end = completing.time + (plan.wait ?? 0);
    return true;
  }

  private spoiler(plan: SequencePlan, completing: Entry): Kill | null {
    for (const absence of plan.absences) {
      const kill = this.forbidden(absence, completing);
      if (kill !== null) return kill;
    }
    if (plan.until === null) return null;
    const begin = Math.min(...this.reading.taken.map(({ at }) => at));
    const inside = this.between(plan.until, begin, completing.at - 1, -Infinity, Infinity);
    if (inside !== null) return inside;
    return this.between(plan.until, completing.at, Infinity, -Infinity, completing.time + (plan.wait ?? -1));
  }

  private forbidden(absence: AbsencePlan, completing: Entry): Kill | null {
    const { kind, slot, within, after } = absence;
    const { taken } = this.reading;
    if (kind === "trailing") return this.between(slot, completing.at, Infinity, -Infinity, completing.time + within);
    const first = this.first();
    if (kind === "leading") return this.between(slot, -1, first.at - 1, first.time - within, Infinity);
    const left = after === 0 ? first.at : taken[after - 1]!.at;
    const right = after === taken.length ? completing.at : taken[after]!.at;
    return this.between(slot, left, right - 1, -Infinity, Infinity);
  }

  /** What ends the matches that stand in front of step `index`, before they are whole. */
  private killer(index: number): Kill | null {
    const { plan } = this.course;
    const { taken } = this.reading;
    const begin = taken[0]!;
    const last = taken[index - 1]!;
    const kills: (Kill | null)[] = [];
    if (plan.until !== null && !this.crosses(plan.until))
      kills.push(this.between(plan.until, begin.at, Infinity, -Infinity, this.deadline()));
    for (const { kind, after, cross, slot, within } of plan.absences) {
      if (cross) continue;
      if (kind === "leading" && this.leading === null)
        kills.push(this.between(slot, -1, begin.at - 1, begin.time - within, Infinity));
      if (kind === "between" && after === index)
        kills.push(this.between(slot, last.at, Infinity, -Infinity, this.deadline()));
    }
    return kills
      .filter((kill) => kill !== null)
      .reduce<Kill | null>((least, kill) => (least === null || kill.entry.at < least.entry.at ? kill : least), null);
  }

  /** The first X behind a place, not behind another, in a span of time; none of the match's own items. */
  private between(slot: number, left: number, right: number, since: Micros, until: Micros): Kill | null {
    const window = this.windows.get(slot)!;
    for (let i = Math.max(firstBehind(window, left), firstSince(window, since)); i < window.entries.length; i++) {
      const entry = window.entries[i]!;
      if (entry.at > right || entry.time > until) return null;
      const own = this.reading.taken.some(({ at }) => at === entry.at);
      if (!own && this.reading.resolve(slot, entry) !== null) return { slot, entry };
    }
    return null;
  }

  private lastBefore(slot: number, at: number): number {
    const window = this.windows.get(slot)!;
    return window.entries[firstBehind(window, at - 1) - 1]?.at ?? -1;
  }

  private crosses(slot: number): boolean {
    return this.course.slots[slot]!.alternatives.some(({ cross }) => cross !== null);
  }

  private reach(count: CountPlan): Reach | null {
    const { taken } = this.reading;
    const { after, within } = count;
    const next = taken[after];
    const right = next ?? this.judged;
    if (right === null) return null;
    const oldest = Math.max(this.judged?.time ?? -Infinity, ...taken.map(({ time }) => time)) - this.rules.within;
    const since = within === null ? oldest : Math.max(oldest, right.time - within);
    // Behind the last step: with `ties either` another one may stand behind that.
    const before = after === 0 ? -1 : next === undefined ? this.latest().at : taken[after - 1]!.at;
    const left = Math.max(this.bound, before);
    return { left, right: next === undefined ? right.at : right.at - 1, since };
  }

  private first(): Entry {
    const counted = this.leading === null ? [] : this.reading.counted(this.leading, this.reach(this.leading)!);
    return counted[0] ?? this.reading.taken.reduce((least, each) => (each.at < least.at ? each : least));
  }

  private latest(): Entry {
    return this.reading.taken.reduce((most, each) => (each.at > most.at ? each : most));
  }

  private deadline(): Micros {
    return this.begin.time + this.rules.within;
  }

  private note(depth: number, kill: Kill | null): void {
    const better = depth > this.best.depth || (depth === this.best.depth && this.best.kill !== null && kill === null);
    if (better) this.best = { depth, prefix: [...this.reading.taken], kill };
  }
}

/** As `ties either` reads the order: behind it, or a record of the same time of another source. */
function ascends(a: Entry, b: Entry): boolean {
  if (b.at === a.at) return false;
  return b.at > a.at || (a.time === b.time && !a.item.rank && !b.item.rank && a.item.source !== b.item.source);
}
