/** The explanation of one rule: its patterns' ladders put together. Invariant: sees only what this rule was fed. */
import type { Micros } from "../../model/program.ts";
import type { Arrival } from "../detect/partition.ts";
import type { RulePlan } from "../detect/plan.ts";
import type { RuleState } from "../detect/state.ts";
import type { Fed } from "../detect/watch.ts";
import { isDetection, type RawDetection } from "../detect/detection.ts";
import { describeStep } from "../detect/describe.ts";
import { duration } from "../order/duration.ts";
import type { RuleContext } from "./context.ts";
import { ConditionExplainer, type Judgement } from "./condition-ladder.ts";
import type { Explainer } from "./explainer.ts";
import type { LadderStep, RuleExplanation } from "./explanation.ts";
import { Load } from "./load.ts";
import { AllExplainer } from "./members.ts";
import type { Doorkeeper } from "./lost.ts";
import { layoutsOf, type Layout, type Rung } from "./rungs.ts";
import { SequenceExplainer } from "./sequence-ladder.ts";

export class RuleExplainer {
  readonly plan: RulePlan;
  /** That of the whole `when`, where it is a sequence. */
  readonly outermost: SequenceExplainer | null;
  /** That of the whole `when`, where it has near misses of items that were all but its own. */
  readonly doorkeeper: Doorkeeper | null;
  private readonly context: RuleContext;
  private readonly state: RuleState;
  readonly layouts: readonly Layout[];
  private readonly explainers: readonly Explainer[];
  private readonly records: number[];
  private readonly load: Load;

  constructor(context: RuleContext, state: RuleState, judgements: readonly Judgement[][]) {
    this.plan = context.rule;
    this.context = context;
    this.state = state;
    this.layouts = layoutsOf(context.rule);
    const last = this.layouts.length - 1;
    this.explainers = this.layouts.map((layout, index) => {
      if (layout.plan.kind === "sequence") return new SequenceExplainer(context, layout, index === last);
      if (layout.plan.kind === "all") return new AllExplainer(context, layout, index === last);
      return new ConditionExplainer(context, layout, index === last, judgements[index]!);
    });
    const whole = this.explainers[last];
    this.outermost = whole instanceof SequenceExplainer ? whole : null;
    this.doorkeeper = whole instanceof AllExplainer ? whole : this.outermost;
    this.records = context.rule.slots.map(() => 0);
    this.load = new Load(context.rule, state);
  }

  arrived(arrivals: readonly Arrival[]): void {
    for (const { hits } of arrivals) {
      const slots = new Set<number>();
      for (const { slot, view } of hits) {
        this.context.keyless.take(slot, view);
        if (!slots.has(slot)) this.records[slot]!++;
        slots.add(slot);
      }
    }
  }

  /** An older log fills the windows. */
  learn(fed: Fed): void {
    this.explain(fed);
  }

  /** Older logs are through: what they led to counts for nothing. */
  begin(now: Micros): void {
    for (const explainer of this.explainers) explainer.begin(now);
    this.context.misses.clear();
  }

  fed(fed: Fed): void {
    this.load.fedOne();
    this.context.misses.meet(fed.key);
    for (const { entries } of fed.arrivals)
      for (const { slot, entry } of entries)
        if (isDetection(entry.item) && entry.item.fate === "nested") this.records[slot]!++;
    this.explain(fed);
  }

  private explain(fed: Fed): void {
    const last = this.explainers.length - 1;
    this.context.quiet.take(fed.key, fed.made);
    for (const [index, explainer] of this.explainers.entries()) {
      const own = fed.arrivals.some(({ entries }) =>
        entries.some(({ slot }) => this.plan.slots[slot]!.pattern === index),
      );
      const made = madeBy(fed, index, index === last);
      if (own || made.length > 0) explainer.take(fed, made);
    }
  }

  end(last: Micros, cancelled: boolean): RuleExplanation {
    for (const explainer of this.explainers) explainer.end(last, cancelled);
    const { definition } = this.plan;
    const { raised, suppressed, keyless, ignored } = this.state.counts;
    const whole = this.explainers.length - 1;
    return {
      rule: definition.name,
      when: headOf(this.layouts[whole]!),
      by: definition.by.map(({ field }) => field),
      detections: raised,
      suppressed,
      fired: this.explainers[whole]!.fired,
      keyless,
      ignored,
      ladder: this.ladder(whole),
      nearMisses: this.context.misses.best(),
      missed: this.context.misses.missed,
      load: this.load.result(),
      ...(this.context.misses.isUnknown && { unknownKey: true }),
    };
  }

  private ladder(index: number): readonly LadderStep[] {
    return this.explainers[index]!.ladder({
      records: (slots) => slots.reduce((sum, slot) => sum + this.records[slot]!, 0),
      inner: ({ inner }: Rung) => ({
        inner: inner.flatMap((pattern) => this.ladder(pattern)),
        fired: inner.length === 0 ? null : inner.reduce((sum, pattern) => sum + this.explainers[pattern]!.fired, 0),
      }),
    });
  }
}

/** `sequence within 15m`. */
function headOf({ written, plan }: Layout): string {
  const within = plan.within > 0 ? ` within ${duration(plan.within).replaceAll(" ", "")}` : "";
  if (written.kind === "sequence" || written.kind === "all")
    return `${written.every ? "every " : ""}${written.kind}${within}`;
  return `${describeStep(written)}${within}`;
}

/** The detections of one of a rule's patterns among what a key was fed. */
function madeBy({ arrivals, made }: Fed, pattern: number, outermost: boolean): readonly RawDetection[] {
  if (outermost) return made;
  return arrivals.flatMap(({ entries }) => {
    const item = entries[0]?.entry.item;
    const own = item !== undefined && isDetection(item) && item.fate === "nested" && item.rank.pattern === pattern;
    return own ? [item] : [];
  });
}
