/**
 * What a step of a sequence lacked that came too late: by how much, and the window that would have let it fire. Invariant:
 * the window is one with which the search finds a whole match, of items that no detection has used.
 */
import type { Micros } from "../../model/program.ts";
import type { Entry } from "../detect/plan.ts";
import { firstSince } from "../detect/window.ts";
import { duration } from "../order/duration.ts";
import { climb } from "./climb.ts";
import { asItIs, type Climb, type Course, type Rules } from "./course.ts";
import type { RuleContext } from "./context.ts";
import { nameOf, type Finding } from "./findings.ts";
import type { Lost, Searched } from "./lost.ts";
import { longer } from "./longer.ts";
import type { Layout, Rung } from "./rungs.ts";

export class Lateness {
  private readonly context: RuleContext;
  private readonly course: Course;
  private readonly layout: Layout;

  constructor(context: RuleContext, course: Course, layout: Layout) {
    this.context = context;
    this.course = course;
    this.layout = layout;
  }

  /** "used": what came late was what a detection has used, so that no longer window would bring anything new. */
  of(lost: Lost, rung: Rung, deadline: Micros): Finding | "used" | null {
    const { within } = this.course.plan;
    const { depth } = lost.climb;
    if (climbFrom(this.course, lost, { within: 2 * within }).depth <= depth) return null;
    const later = climbFrom(this.course, lost, { within: 2 * within, spent: lost.spent });
    if (later.depth <= depth) return "used";
    const entry = rung.kind === "count" ? null : (later.prefix[rung.step] ?? null);
    const completes = later.whole && rung.ordinal === this.layout.height;
    const by = completes ? later.span - within : entry === null ? this.heldLate(lost, rung) : entry.time - deadline;
    if (by <= 0) return null;
    return this.by(lost, rung, by, later, entry);
  }

  /** `later`: how far it comes in twice the window, with `entry` at the rung. */
  by(lost: Searched, rung: Rung, by: Micros, later: Climb, entry: Entry | null): Finding {
    const { within } = this.course.plan;
    const written = this.layout.written;
    const at = written.kind === "sequence" ? written.withinAt : undefined;
    const window = later.whole ? this.shortest(lost, later.span) : null;
    const fix = window === null || at === undefined ? null : { text: `within ${window}`, location: at };
    return {
      missing: { kind: "late", by },
      gap: by / within,
      text:
        rung.kind === "count"
          ? `${nameOf(rung)} came to hold ${duration(by)} late`
          : `${nameOf(rung)} came ${duration(by)} after the deadline`,
      ...this.context.quiet.offer(fix, lost.key, later.end),
      ...(later.whole ? {} : { because: this.stays(later, 2 * within) }),
      other: entry === null ? null : { item: entry.item, role: "late" },
    };
  }

  /** Why twice the window does not fire. */
  private stays(later: Climb, tried: Micros): string {
    const ending = endedBy(this.layout, later);
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
      climbFrom(this.course, lost, { within: window, spent: lost.spent }).depth > lost.climb.depth;
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
      const shorter = climbFrom(this.course, lost, { within: least - 1, spent });
      if (!shorter.whole) break;
      least = shorter.span;
    }
    return (
      longer(least).find(({ micros }) => climbFrom(this.course, lost, { within: micros, spent }).whole)?.text ?? null
    );
  }
}

/** The rung that ended it. */
export function endedBy({ rungs }: Layout, { kill }: Climb): Rung | null {
  if (kill === null) return null;
  return rungs.find(({ kind, slots }) => (kind === "no" || kind === "until") && slots.includes(kill.slot)) ?? null;
}

/** How far a match comes under rules that are changed. */
export function climbFrom(course: Course, { windows, begin }: Searched, changed: Partial<Rules>): Climb {
  return climb(course, windows, begin.entry, { ...asItIs(course.plan), ...changed }, () => undefined);
}
