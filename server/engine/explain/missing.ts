/**
 * What a match of a sequence lacked, and the smallest change that would have let it fire. Invariant: what is claimed was
 * looked up in what the match's key saw; a fix is one that the search, with just this changed, finds a whole match for.
 */
import type { Micros } from "../../model/program.ts";
import type { CountPlan, Entry, Key } from "../detect/plan.ts";
import { find, firstBehind } from "../detect/window.ts";
import type { Climb, Course } from "./course.ts";
import { conjunctsOf } from "./conjuncts.ts";
import { namedKey, nearRecord, type RuleContext } from "./context.ts";
import type { NearMiss, NearRecord } from "./explanation.ts";
import { ended as endedAt, excluded, lacksKey, lateItem, nameOf, nothing, short, type Finding } from "./findings.ts";
import { laterOf, stretchOf, type Idle } from "./idle.ts";
import type { Lost } from "./lost.ts";
import { climbFrom, endedBy, Lateness } from "./late.ts";
import type { Candidate } from "./nearest.ts";
import { Reading } from "./reading.ts";
import type { Layout, Rung } from "./rungs.ts";
import { MOST_SHOWN } from "./spells.ts";
import { loosened, wantedOf } from "./wanted.ts";

export class Diagnosis {
  private readonly context: RuleContext;
  private readonly course: Course;
  private readonly layout: Layout;
  private readonly lateness: Lateness;

  constructor(context: RuleContext, course: Course, layout: Layout) {
    this.context = context;
    this.course = course;
    this.layout = layout;
    this.lateness = new Lateness(context, course, layout);
  }

  /** Null: nothing was missing that could be named. */
  of(lost: Lost): Candidate | null {
    const { climb: found, begin, key } = lost;
    const ended = lost.loss === "ended" ? endedBy(this.layout, found) : null;
    const rung = ended ?? this.layout.rungs.find(({ ordinal }) => ordinal === found.depth + 1);
    if (rung === undefined) return null;
    const finding = ended === null ? this.find(lost, rung) : endedAt(ended, found.kill!, begin.entry);
    if (finding === null) return null;
    const tell = (): NearMiss => this.tell(lost, rung, finding);
    return { key, reached: found.depth, gap: finding.gap, place: begin.entry.item, late: lateItem(finding), tell };
  }

  /** A count that stands first held, and no item of the step behind it came in time. */
  ofSpell(idle: Idle): Candidate {
    const { context, layout, course } = this;
    const { key, open } = idle;
    const { counted, reach, deadline } = stretchOf(course.plan, idle);
    const rung = layout.rungs.find(({ step }) => step === 0)!;
    const first = counted[0]!.time;
    const keyless = context.keyless.find(rung.slots[0]!, key, first, deadline);
    const finding =
      this.behind(idle, rung, first, deadline) ??
      (keyless === null ? nothing(rung, reach, open) : lacksKey(rung, keyless));
    const tell = (): NearMiss => ({
      ...this.base(key, rung, finding),
      reached: 1,
      first,
      deadline,
      records: [...this.countedRecords(counted.slice(-MOST_SHOWN)), ...this.came(rung, finding)],
    });
    return { key, reached: 1, gap: finding.gap, place: counted[0]!.item, late: lateItem(finding), tell };
  }

  /** The step's item came when the count held no more. */
  private behind(idle: Idle, rung: Rung, first: Micros, deadline: Micros): Finding | null {
    const { within } = this.course.plan;
    for (const entry of laterOf(rung.slots[0]!, idle, first + 2 * within)) {
      const searched = { key: idle.key, windows: idle.windows, spent: idle.spent, begin: { entry } };
      const later = climbFrom(this.course, searched, { within: 2 * within, spent: idle.spent });
      const by = entry.time - deadline;
      if (later.depth > 0 && by > 0) return this.lateness.by(searched, rung, by, later, entry);
    }
    return null;
  }

  private countedRecords(counted: readonly Entry[]): readonly NearRecord[] {
    const { rungs } = this.layout;
    const leading = rungs.findIndex(({ count }) => count?.after === 0);
    const about = { label: rungs[leading]?.label ?? null, step: leading, role: "part" } as const;
    return counted.flatMap(({ item }) => nearRecord(this.context, item, about));
  }

  private base(key: Key, rung: Rung, { missing, text, fix, because }: Finding) {
    const { context, layout } = this;
    const about = { missing, text, fix, ...(because !== undefined && { because }) };
    return { key: namedKey(context, key), steps: layout.height, step: layout.rungs.indexOf(rung), ...about };
  }

  private came(rung: Rung, { other }: Finding): readonly NearRecord[] {
    if (other === null) return [];
    const about = { label: rung.label, step: this.layout.rungs.indexOf(rung), role: other.role };
    return nearRecord(this.context, other.item, about);
  }

  private tell(lost: Lost, rung: Rung, finding: Finding): NearMiss {
    const { context, layout } = this;
    const { begin, climb: found, key } = lost;
    const positives = layout.rungs.filter(({ step: position }) => position >= 0);
    // Of one that did not even begin, the item at which it might have.
    const prefix = found.depth === 0 ? [begin.entry] : found.prefix;
    const had = prefix.flatMap((entry, position) => {
      const own = positives[position]!;
      return nearRecord(context, entry.item, { label: own.label, step: layout.rungs.indexOf(own), role: "part" });
    });
    const first = begin.counted[0]?.time ?? begin.entry.time;
    return {
      ...this.base(key, rung, finding),
      reached: found.depth,
      first,
      deadline: first + this.course.plan.within,
      records: [...this.countedRecords(begin.counted), ...had, ...this.came(rung, finding)],
    };
  }

  private find(lost: Lost, rung: Rung): Finding | null {
    const deadline = lost.begin.entry.time + this.course.plan.within;
    if (lost.loss === "ties") return this.tie(lost, rung);
    const late = this.lateness.of(lost, rung, deadline);
    if (late === "used") return null;
    const findings = [
      late,
      this.short(lost, rung),
      this.excluded(lost, rung, deadline),
      this.withoutKey(lost, rung, deadline),
    ].filter((finding) => finding !== null);
    if (lost.climb.depth === 0) return findings.find(({ missing }) => missing.kind === "count") ?? null;
    const best = findings.sort((a, b) => a.gap - b.gap)[0];
    return best ?? nothing(rung, this.course.plan.within, lost.loss === "open");
  }

  /** Null: what could stand in the other order was used up, so that `ties either` would bring nothing new. */
  private tie(lost: Lost, rung: Rung): Finding | null {
    const either = climbFrom(this.course, lost, { ties: true, spent: lost.spent });
    if (either.depth <= lost.climb.depth) return null;
    const other = either.prefix[rung.step] ?? null;
    const at = this.context.rule.definition.whenAt;
    const location = at === undefined ? null : { ...at, end: at.start };
    const isNew = either.whole && !this.isKnown(lost, either);
    const fix = isNew && location !== null ? { text: "ties either ", location } : null;
    return {
      missing: { kind: "tie" },
      gap: 0,
      text: `${nameOf(rung)} came at the same time, in the other order`,
      ...this.context.quiet.offer(fix, lost.key, either.end),
      other: other === null ? null : { item: other.item, role: "excluded" },
    };
  }

  /** `every` makes one match of the same items, and they fill the steps in the order of their places too. */
  private isKnown({ windows }: Lost, { prefix }: Climb): boolean {
    const { every, steps } = this.course.plan;
    const ascending = prefix.toSorted((a, b) => a.at - b.at);
    return every && ascending.every(({ at }, step) => find(windows.get(steps[step]!.slot)!, at) !== null);
  }

  /** A count held fewer than it needs. */
  private short(lost: Lost, rung: Rung): Finding | null {
    const { written, count } = rung;
    if (count === null || written.kind !== "aggregate") return null;
    const wanted = wantedOf(written);
    const values = (lost.judged.get(count) ?? []).filter((value) => typeof value === "number");
    if (wanted === null || wanted.index !== 0) return null;
    return short(rung, wanted, values, (least) => {
      const { whole, end } = climbFrom(this.course, lost, { lenient: { count, least }, spent: lost.spent });
      const text = whole ? loosened(wanted, least) : null;
      const fix = text === null || written.boundAt === undefined ? null : { text, location: written.boundAt };
      return this.context.quiet.offer(fix, lost.key, end);
    });
  }

  /** It came, and a `where` refused it. */
  private excluded(lost: Lost, rung: Rung, deadline: Micros): Finding | null {
    const [slot] = rung.slots;
    const last = lost.climb.prefix.at(-1);
    if (rung.step < 0 || slot === undefined || last === undefined || rung.written.kind !== "event") return null;
    const reading = this.reading(lost);
    const window = lost.windows.get(slot)!;
    const conjuncts = conjunctsOf(rung.written.use, this.context.environment);
    for (let i = firstBehind(window, last.at), tried = 0; i < window.entries.length && tried < 50; i++, tried++) {
      const entry = window.entries[i]!;
      if (entry.time > deadline) break;
      const { view } = entry.choices.at(-1)!;
      const refused = conjuncts.find(({ holds }) => !holds(view, reading));
      if (refused !== undefined) return excluded(rung, entry.item, refused.text, refused.found(view, reading));
    }
    const other = lost.excluded.find(
      (each) => each.slot === slot && each.view.time >= last.time && each.view.time <= deadline,
    );
    return other === undefined
      ? null
      : excluded(rung, other.view, other.conjunct.text, other.conjunct.found(other.view, reading));
  }

  private withoutKey(lost: Lost, rung: Rung, deadline: Micros): Finding | null {
    const last = lost.climb.prefix.at(-1);
    if (rung.step < 0 || last === undefined) return null;
    const found = this.context.keyless.find(rung.slots[0]!, lost.key, last.time, deadline);
    return found === null ? null : lacksKey(rung, found);
  }

  private reading({ windows, climb: { prefix } }: Lost): Reading {
    const { plan, slots } = this.course;
    const reach = ({ after }: CountPlan) => {
      const left = after === 0 ? -1 : (prefix[after - 1]?.at ?? -1);
      return { left, right: prefix[after]?.at ?? Infinity, since: (prefix.at(-1)?.time ?? 0) - plan.within };
    };
    const reading = new Reading(plan.labels, slots, windows, reach);
    prefix.forEach((entry: Entry, step) => {
      reading.put(step, entry);
      reading.choices[step] = reading.resolve(plan.steps[step]!.slot, entry);
    });
    return reading;
  }
}
