/**
 * What one window of an `all` lacked, and the smallest change that would have let it fire. Invariant: what is claimed was
 * looked up in what the window's key saw; a fix is one with which the same search, of items that no detection has used,
 * finds a whole match.
 */
import type { Micros } from "../../model/program.ts";
import type { AllPlan, CountPlan, Entry, Key } from "../detect/plan.ts";
import { firstSince } from "../detect/window.ts";
import type { Windows } from "./reading.ts";
import { duration } from "../order/duration.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import { refusedAmong, type Bound } from "./all-refused.ts";
import { namedKey, nearRecord, type RuleContext } from "./context.ts";
import type { Fix, NearMiss } from "./explanation.ts";
import { ended, excluded, lacksKey, lateItem, nameOf, nothing, short, type Finding, type Offer } from "./findings.ts";
import { gather, type AllRules, type Gathered } from "./gather.ts";
import { longer } from "./longer.ts";
import type { Excluded } from "./lost.ts";
import type { Candidate } from "./nearest.ts";
import type { Layout, Rung } from "./rungs.ts";
import type { Spent } from "./spent.ts";
import { loosened, wantedOf } from "./wanted.ts";

export interface LostWindow {
  readonly key: Key;
  readonly begin: Entry;
  readonly found: Gathered;
  readonly windows: Windows;
  readonly excluded: readonly Excluded[];
  /** What detections took. */
  readonly spent: Spent;
  /** The logs ended in it. */
  readonly open: boolean;
}

/** Windows that are tried. */
const MOST_SPANS = 20;

interface About {
  readonly rung: Rung;
  readonly finding: Finding;
}

export class AllDiagnosis {
  private readonly context: RuleContext;
  private readonly layout: Layout;
  private readonly plan: AllPlan;
  private readonly members: readonly Rung[];

  constructor(context: RuleContext, layout: Layout) {
    this.context = context;
    this.layout = layout;
    this.plan = layout.plan as AllPlan;
    this.members = layout.rungs.filter(({ step }) => step >= 0);
  }

  /** Null: nothing was missing but what a detection has used. */
  of(lost: LostWindow): Candidate | null {
    const about = this.about(lost);
    if (about === null) return null;
    const { key, begin, found } = lost;
    const reached = found.filled + found.held.size;
    const { finding } = about;
    const tell = (): NearMiss => this.tell(lost, reached, about);
    return { key, reached, gap: finding.gap, place: begin.item, late: lateItem(finding), tell };
  }

  private about(lost: LostWindow): About | null {
    const { taken, filled, held, kill, whole } = lost.found;
    if (whole) return null;
    if (kill !== null) {
      const rung = this.layout.rungs.find(({ kind, slots }) => kind === "no" && slots.includes(kill.slot))!;
      return { rung, finding: ended(rung, kill, lost.begin) };
    }
    if (filled < taken.length) return this.absent(lost, this.members[taken.indexOf(null)]!);
    const rung = this.layout.rungs.find(({ count }) => count !== null && !held.has(count))!;
    const findings = [this.late(lost), this.short(lost, rung)].filter((each) => each !== null);
    if (findings.includes("used")) return null;
    return findings.filter((each) => each !== "used").sort((a, b) => a.finding.gap - b.finding.gap)[0] ?? null;
  }

  private absent(lost: LostWindow, rung: Rung): About | null {
    const late = this.late(lost);
    if (late === "used") return null;
    const others = [this.refused(lost, rung), this.withoutKey(lost, rung)].filter((each) => each !== null);
    const findings = [...(late === null ? [] : [late]), ...others.map((finding) => ({ rung, finding }))];
    const best = findings.sort((a, b) => a.finding.gap - b.finding.gap)[0];
    return best ?? { rung, finding: nothing(rung, this.plan.within, lost.open) };
  }

  /** All of its members come together in twice the window. "used": what came late was what a detection has used. */
  private late(lost: LostWindow): About | "used" | null {
    const { within } = this.plan;
    const { found, begin } = lost;
    const deadline = begin.time + within;
    const further = ({ filled, taken, held }: Gathered): boolean =>
      filled === taken.length && (filled > found.filled || held.size > found.held.size);
    if (!further(this.gather(lost, { within: 2 * within }))) return null;
    const widest = this.gather(lost, { within: 2 * within, spent: lost.spent });
    if (!further(widest)) return "used";
    const unused = widest.whole ? widest : (this.narrower(lost) ?? widest);
    const because = unused.whole ? {} : { because: this.stays(unused, 2 * within) };
    const last = latest(unused.taken);
    const window = unused.whole ? this.shortest(lost, unused.span) : null;
    const { written } = this.layout;
    const at = written.kind === "all" ? written.withinAt : undefined;
    const fix = window === null || at === undefined ? null : { text: `within ${window}`, location: at };
    const offer = this.offer(lost, fix, unused);
    if (last.time > deadline) {
      const rung = this.members[unused.taken.indexOf(last)]!;
      const by = last.time - deadline;
      const text = `${nameOf(rung)} came ${duration(by)} after the deadline`;
      const other = { item: last.item, role: "late" } as const;
      return { rung, finding: { missing: { kind: "late", by }, gap: by / within, text, ...offer, ...because, other } };
    }
    const by = unused.span - within;
    const rung = this.layout.rungs.find(({ count }) => count !== null && !found.held.has(count));
    if (!unused.whole || by <= 0 || rung === undefined) return null;
    const text = `${nameOf(rung)} came to hold ${duration(by)} late`;
    return { rung, finding: { missing: { kind: "late", by }, gap: by / within, text, ...offer, other: null } };
  }

  /** A longer window can also let in what ends a match: the first of them that finds a whole one. */
  private narrower(lost: LostWindow): Gathered | null {
    const { begin, windows, spent } = lost;
    const { members, counts, within } = this.plan;
    const slots = [...members.map(({ slot }) => slot), ...counts.flatMap((count) => count.slots)];
    const spans = new Set(
      slots.flatMap((slot) => {
        const from = firstSince(windows.get(slot)!, begin.time + within + 1);
        return windows
          .get(slot)!
          .entries.slice(from, from + MOST_SPANS)
          .map(({ time }) => time - begin.time);
      }),
    );
    const sorted = [...spans].filter((span) => span <= 2 * within).sort((a, b) => a - b);
    for (const span of sorted.slice(0, MOST_SPANS)) {
      const found = this.gather(lost, { within: span, spent });
      if (found.whole) return found;
    }
    return null;
  }

  /** Why twice the window does not fire. */
  private stays({ kill, held }: Gathered, tried: Micros): string {
    const { rungs } = this.layout;
    const ending = rungs.find(({ kind, slots }) => kill !== null && kind === "no" && slots.includes(kill.slot));
    const short = rungs.find(({ count }) => count !== null && !held.has(count));
    const lacks =
      ending !== undefined ? `${ending.text} ends it` : short === undefined ? "" : `${nameOf(short)} does not hold`;
    return `nor does it fire within ${duration(tried)}: ${lacks}`;
  }

  /** The shortest window, in round figures, that finds a whole match from here. */
  private shortest(lost: LostWindow, span: Micros): string | null {
    const { spent } = lost;
    let least = span;
    for (let tries = 0; tries < 8; tries++) {
      const shorter = this.gather(lost, { within: least - 1, spent });
      if (!shorter.whole) break;
      least = shorter.span;
    }
    return longer(least).find(({ micros }) => this.gather(lost, { within: micros, spent }).whole)?.text ?? null;
  }

  /** A count held fewer than it needs. */
  private short(lost: LostWindow, rung: Rung): About | null {
    const { written, count } = rung;
    if (count === null || written.kind !== "aggregate") return null;
    const wanted = wantedOf(written);
    if (wanted === null || wanted.index !== 0) return null;
    const values: number[] = [];
    this.gather(lost, {}, (judged, value) => {
      if (judged === count && typeof value === "number") values.push(value);
    });
    const finding = short(rung, wanted, values, (least) => {
      const looser = this.gather(lost, { lenient: { count, least }, spent: lost.spent });
      const text = looser.whole ? loosened(wanted, least) : null;
      const fix = text === null || written.boundAt === undefined ? null : { text, location: written.boundAt };
      return this.offer(lost, fix, looser);
    });
    return finding === null ? null : { rung, finding };
  }

  /** What ends at a `no` waits for its deadline. */
  private offer({ key, begin }: LostWindow, fix: Fix | null, { span }: Gathered): Offer {
    const waits = this.plan.absences.length > 0;
    return this.context.quiet.offer(fix, key, begin.time + (waits ? this.plan.within : span));
  }

  /** It came, and a `where` refused it, its own or one that reads it. */
  private refused(lost: LostWindow, rung: Rung): Finding | null {
    const { begin, found, windows, excluded: refused } = lost;
    const deadline = begin.time + this.plan.within;
    const bound: Bound = { rule: this.context.rule, plan: this.plan, windows, begin, taken: found.taken };
    const among = refusedAmong(bound, this.members, rung, deadline, this.context.environment);
    if (among !== null) return excluded(rung, among.item, among.text, among.found);
    const [slot] = rung.slots;
    const other = refused.find(({ slot: of, view }) => of === slot && view.time >= begin.time && view.time <= deadline);
    return other === undefined
      ? null
      : excluded(rung, other.view, other.conjunct.text, other.conjunct.found(other.view, NO_BINDINGS));
  }

  private withoutKey({ key, begin }: LostWindow, rung: Rung): Finding | null {
    const found = this.context.keyless.find(rung.slots[0]!, key, begin.time, begin.time + this.plan.within);
    return found === null ? null : lacksKey(rung, found);
  }

  private gather(
    { windows, begin }: LostWindow,
    changed: Partial<AllRules>,
    onValue?: (count: CountPlan, value: unknown) => void,
  ): Gathered {
    const rules: AllRules = { within: this.plan.within, lenient: null, spent: null, ...changed };
    return gather(this.context.rule, this.plan, windows, begin, rules, onValue);
  }

  private tell({ key, begin, found }: LostWindow, reached: number, { rung, finding }: About): NearMiss {
    const { context, layout, members } = this;
    const { missing, text, fix, because, other } = finding;
    const about = (of: Rung) => ({ label: of.label, step: layout.rungs.indexOf(of) });
    const parts = found.taken.flatMap((entry, member) =>
      entry === null ? [] : nearRecord(context, entry.item, { ...about(members[member]!), role: "part" }),
    );
    const more = other === null ? [] : nearRecord(context, other.item, { ...about(rung), role: other.role });
    return {
      key: namedKey(context, key),
      reached,
      steps: layout.height,
      step: layout.rungs.indexOf(rung),
      missing,
      text,
      fix,
      ...(because !== undefined && { because }),
      first: begin.time,
      deadline: begin.time + this.plan.within,
      records: [...parts, ...more],
    };
  }
}

function latest(taken: readonly (Entry | null)[]): Entry {
  return taken.filter((entry) => entry !== null).reduce((most, each) => (each.at > most.at ? each : most));
}
