/** The ladder of a sequence: its rungs with what the follower counted. Invariant: see `tally.ts`, the numbers add up. */
import type { Micros } from "../../model/program.ts";
import type { RawDetection } from "../detect/detection.ts";
import type { CountPlan, SequencePlan } from "../detect/plan.ts";
import type { Fed } from "../detect/watch.ts";
import { show } from "./amounts.ts";
import type { Course } from "./course.ts";
import type { RuleContext } from "./context.ts";
import type { LadderStep } from "./explanation.ts";
import { SequenceFollower } from "./follow.ts";
import type { Idle } from "./idle.ts";
import type { Excluded, Lost } from "./lost.ts";
import type { Explainer, Rows } from "./explainer.ts";
import { Diagnosis } from "./missing.ts";
import type { Layout } from "./rungs.ts";
import { noLosses, type Nearest } from "./tally.ts";
import { nearestOf } from "./wanted.ts";

export class SequenceExplainer implements Explainer {
  readonly layout: Layout;
  readonly follower: SequenceFollower;
  readonly course: Course;
  private readonly context: RuleContext;
  private nearest: ReadonlyMap<CountPlan, Nearest> = new Map();
  private readonly diagnosis: Diagnosis;

  /** `outermost`: its near misses are the rule's. */
  constructor(context: RuleContext, layout: Layout, outermost: boolean) {
    const plan = layout.plan as SequencePlan;
    this.context = context;
    this.layout = layout;
    this.course = {
      plan,
      slots: context.rule.slots,
      steps: layout.rungs.filter(({ step }) => step >= 0).map(({ ordinal }) => ordinal),
      counts: new Map(layout.rungs.flatMap(({ count, ordinal }) => (count === null ? [] : [[count, ordinal]]))),
      height: layout.height,
    };
    this.diagnosis = new Diagnosis(context, this.course, layout);
    this.follower = new SequenceFollower(this.course, {
      onLost: (lost) => (outermost ? this.miss(lost) : undefined),
      onIdle: (idle) => (outermost ? this.idle(idle) : undefined),
      onCount: (count, value) => this.nearest.get(count)!.see(value),
    });
    this.begin(-Infinity);
  }

  begin(now: Micros): void {
    this.follower.begin(now);
    this.nearest = new Map(
      this.layout.rungs.flatMap(({ count, written }) => (count === null ? [] : [[count, nearestOf(written)]])),
    );
  }

  get fired(): number {
    return this.follower.ends.fired;
  }

  get busy(): boolean {
    return this.follower.busy;
  }

  exclude(id: string, excluded: Excluded): void {
    this.follower.exclude(id, excluded);
  }

  take(fed: Fed, made: readonly RawDetection[]): void {
    this.follower.take(fed, made);
  }

  end(last: number, cancelled: boolean): void {
    this.follower.end(last, cancelled);
  }

  ladder({ records, inner }: Rows): readonly LadderStep[] {
    const { ends } = this.follower;
    return this.layout.rungs.map((rung) => {
      const { kind, label, text, location, ordinal, slots, count } = rung;
      const { unfollowed, ...lost } = ordinal === 0 ? noLosses() : ends.lost[ordinal]!;
      const best = count === null ? null : this.nearest.get(count)!.value;
      return {
        kind,
        label,
        step: text,
        location,
        records: records(slots),
        reached: ordinal === 0 ? null : ends.reached(ordinal),
        lost: { ...lost, unfollowed },
        kills:
          kind === "no" || kind === "until" ? slots.reduce((sum, slot) => sum + (ends.kills.get(slot) ?? 0), 0) : 0,
        nearest: best === null ? null : show(best),
        ...inner(rung),
      };
    });
  }

  private idle(idle: Idle): void {
    const { misses } = this.context;
    misses.missed++;
    if (misses.worth(1)) misses.offer(this.diagnosis.ofSpell(idle));
  }

  private miss(lost: Lost): void {
    const { misses } = this.context;
    if (lost.loss !== null || lost.begin.counted.length > 0) misses.missed++;
    if (!misses.worth(lost.climb.depth)) return;
    const candidate = this.diagnosis.of(lost);
    if (candidate !== null) misses.offer(candidate);
  }
}
