/**
 * What a match of a sequence lacked, and the smallest change that would have let it fire. Invariant: what is claimed was
 * looked up in what the match's key saw; a fix is one that the search, with just this changed, finds a whole match for.
 */
import type { Micros } from "../../model/program.ts";
import type { CountPlan, Entry, Key } from "../detect/plan.ts";
import { find, firstBehind, firstSince } from "../detect/window.ts";
import { duration } from "../order/duration.ts";
import { climb } from "./climb.ts";
import { asItIs, type Climb, type Course, type Rules } from "./course.ts";
import { conjunctsOf } from "./conjuncts.ts";
import { namedKey, nearRecord, type RuleContext } from "./context.ts";
import type { NearMiss, NearRecord } from "./explanation.ts";
import { ended as endedAt, excluded, lacksKey, nameOf, nothing, short, type Finding } from "./findings.ts";
import { laterOf, stretchOf, type Idle } from "./idle.ts";
import type { Lost, Searched } from "./lost.ts";
import { longer } from "./longer.ts";
import type { Candidate } from "./nearest.ts";
import { Reading } from "./reading.ts";
import type { Layout, Rung } from "./rungs.ts";
import { MOST_SHOWN } from "./spells.ts";
import { loosened, wantedOf } from "./wanted.ts";

export class Diagnosis {
  private readonly context: RuleContext;
  private readonly course: Course;
  private readonly layout: Layout;

  constructor(context: RuleContext, course: Course, layout: Layout) {
    this.context = context;
    this.course = course;
    this.layout = layout;
  }

  /** Null: nothing was missing that could be named. */
  of(lost: Lost): Candidate | null {
    const { climb: found, begin, key } = lost;
    const ended = lost.loss === "ended" ? this.endedBy(found) : null;
    const rung = ended ?? this.layout.rungs.find(({ ordinal }) => ordinal === found.depth + 1);
    if (rung === undefined) return null;
    const finding = ended === null ? this.find(lost, rung) : endedAt(ended, found.kill!, begin.entry);
    if (finding === null) return null;
    const tell = (): NearMiss => this.tell(lost, rung, finding);
    return { key, reached: found.depth, gap: finding.gap, place: begin.entry.item, tell };
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
    return { key, reached: 1, gap: finding.gap, place: counted[0]!.item, tell };
  }

  /** The step's item came when the count held no more. */
  private behind(idle: Idle, rung: Rung, first: Micros, deadline: Micros): Finding | null {
    const { within } = this.course.plan;
    for (const entry of laterOf(rung.slots[0]!, idle, first + 2 * within)) {
      const searched = { windows: idle.windows, spent: idle.spent, begin: { entry } };
      const later = this.climb(searched, { within: 2 * within, spent: idle.spent });
      const by = entry.time - deadline;
      if (later.depth > 0 && by > 0) return this.lateBy(searched, rung, by, later, entry);
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
    const late = this.late(lost, rung, deadline);
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

  private endedBy({ kill }: Climb): Rung | null {
    if (kill === null) return null;
    return (
      this.layout.rungs.find(({ kind, slots }) => (kind === "no" || kind === "until") && slots.includes(kill.slot)) ??
      null
    );
  }

  /** Null: what could stand in the other order was used up, so that `ties either` would bring nothing new. */
  private tie(lost: Lost, rung: Rung): Finding | null {
    const either = this.climb(lost, { ties: true, spent: lost.spent });
    if (either.depth <= lost.climb.depth) return null;
    const other = either.prefix[rung.step] ?? null;
    const at = this.context.rule.definition.whenAt;
    const location = at === undefined ? null : { ...at, end: at.start };
    return {
      missing: { kind: "tie" },
      gap: 0,
      text: `${nameOf(rung)} came at the same time, in the other order`,
      fix: either.whole && location !== null && !this.isKnown(lost, either) ? { text: "ties either ", location } : null,
      other: other === null ? null : { item: other.item, role: "excluded" },
    };
  }

  /** `every` makes one match of the same items, and they fill the steps in the order of their places too. */
  private isKnown({ windows }: Lost, { prefix }: Climb): boolean {
    const { every, steps } = this.course.plan;
    const ascending = prefix.toSorted((a, b) => a.at - b.at);
    return every && ascending.every(({ at }, step) => find(windows.get(steps[step]!.slot)!, at) !== null);
  }

  /** "used": what came late was what a detection has used, so that no longer window would bring anything new. */
  private late(lost: Lost, rung: Rung, deadline: Micros): Finding | "used" | null {
    const { within } = this.course.plan;
    const { depth } = lost.climb;
    if (this.climb(lost, { within: 2 * within }).depth <= depth) return null;
    const later = this.climb(lost, { within: 2 * within, spent: lost.spent });
    if (later.depth <= depth) return "used";
    const entry = rung.kind === "count" ? null : (later.prefix[rung.step] ?? null);
    const completes = later.whole && rung.ordinal === this.layout.height;
    const by = completes ? later.span - within : entry === null ? this.heldLate(lost, rung) : entry.time - deadline;
    if (by <= 0) return null;
    return this.lateBy(lost, rung, by, later, entry);
  }

  /** `later`: how far it comes in twice the window, with `entry` at the rung. */
  private lateBy(lost: Searched, rung: Rung, by: Micros, later: Climb, entry: Entry | null): Finding {
    const { within } = this.course.plan;
    const written = this.layout.written;
    const at = written.kind === "sequence" ? written.withinAt : undefined;
    const window = later.whole ? this.shortest(lost, later.span) : null;
    return {
      missing: { kind: "late", by },
      gap: by / within,
      text:
        rung.kind === "count"
          ? `${nameOf(rung)} came to hold ${duration(by)} late`
          : `${nameOf(rung)} came ${duration(by)} after the deadline`,
      fix: window === null || at === undefined ? null : { text: `within ${window}`, location: at },
      ...(later.whole ? {} : { because: this.stays(later, 2 * within) }),
      other: entry === null ? null : { item: entry.item, role: "late" },
    };
  }

  /** Why twice the window does not fire. */
  private stays(later: Climb, tried: Micros): string {
    const ending = this.endedBy(later);
    const next = this.layout.rungs.find(({ ordinal }) => ordinal === later.depth + 1);
    const lacks = ending !== null ? `${ending.text} ends it` : next === undefined ? "" : `${nameOf(next)} is missing`;
    return `nor does it fire within ${duration(tried)}: ${lacks}`;
  }

  /** How long behind the window a count between two steps came to hold: at one of the items that it counts. */
  private heldLate(lost: Lost, { slots }: Rung): Micros {
    const { within } = this.course.plan;
    const begin = lost.begin.entry.time;
    const times = slots.flatMap((slot) => {
      const { entries } = lost.windows.get(slot)!;
      return entries.slice(firstSince(lost.windows.get(slot)!, begin + within + 1)).map(({ time }) => time - begin);
    });
    const windows = times.filter((time) => time <= 2 * within).sort((a, b) => a - b);
    const reaches = (window: Micros): boolean =>
      this.climb(lost, { within: window, spent: lost.spent }).depth > lost.climb.depth;
    let low = 0;
    for (let high = windows.length - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (reaches(windows[middle]!)) high = middle;
      else low = middle + 1;
    }
    return (windows[low] ?? within) - within;
  }

  /** The shortest window, in round figures, that finds a whole match from here. */
  private shortest(lost: Searched, span: Micros): string | null {
    const { spent } = lost;
    let least = span;
    for (let tries = 0; tries < 8; tries++) {
      const shorter = this.climb(lost, { within: least - 1, spent });
      if (!shorter.whole) break;
      least = shorter.span;
    }
    return longer(least).find(({ micros }) => this.climb(lost, { within: micros, spent }).whole)?.text ?? null;
  }

  /** A count held fewer than it needs. */
  private short(lost: Lost, rung: Rung): Finding | null {
    const { written, count } = rung;
    if (count === null || written.kind !== "aggregate") return null;
    const wanted = wantedOf(written);
    const values = (lost.judged.get(count) ?? []).filter((value) => typeof value === "number");
    if (wanted === null || wanted.index !== 0) return null;
    return short(rung, wanted, values, (least) =>
      this.climb(lost, { lenient: { count, least }, spent: lost.spent }).whole ? loosened(wanted, least) : null,
    );
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

  private climb({ windows, begin }: Searched, changed: Partial<Rules>): Climb {
    const { plan } = this.course;
    const rules: Rules = { ...asItIs(plan), ...changed };
    return climb(this.course, windows, begin.entry, rules, () => undefined);
  }
}
