/**
 * A match of an `all` in the making, as an explanation looks at it: which item each member has, and what the labels mean
 * by that. Invariant: reads the windows and changes nothing of them; labels mean what they mean to detection.
 */
import type { AllPlan, CountPlan, Entry, RulePlan } from "../detect/plan.ts";
import { settleMembers } from "../detect/settle.ts";
import { Reading, type Reach, type Windows } from "./reading.ts";

/** An item at which completion is judged. */
export type Moment = Pick<Entry, "at" | "time" | "item">;

export class AllReading extends Reading {
  /** By member. */
  readonly bound: (Entry | null)[];
  private readonly plan: AllPlan;
  private readonly rule: RulePlan;
  private readonly at: { moment: Moment };

  constructor(rule: RulePlan, plan: AllPlan, windows: Windows, begin: Entry) {
    const at: { moment: Moment } = { moment: begin };
    super(plan.labels, rule.slots, windows, (count) => reachOf(plan, count, at.moment));
    this.plan = plan;
    this.rule = rule;
    this.at = at;
    this.bound = plan.members.map(() => null);
    for (const member of plan.members.keys()) this.choices[member] = null;
  }

  bind(member: number, entry: Entry | null): void {
    this.bound[member] = entry;
    this.choices[member] = entry?.choices[0] ?? null;
  }

  /** What each member's item counts as under all the others; false: one is nothing, or under another key. */
  settle(): boolean {
    return settleMembers(this.plan, this.rule.slots, this.bound, this);
  }

  /** Whether a count holds at an item, with its first value. */
  holdsAt(count: CountPlan, moment: Moment): { readonly holds: boolean; readonly value: unknown } {
    this.at.moment = moment;
    const holds = this.holds(count, reachOf(this.plan, count, moment), moment.item);
    return { holds, value: this.judged()[0] };
  }
}

function reachOf(plan: AllPlan, { within }: CountPlan, { at, time }: Moment): Reach {
  return { left: -1, right: at, since: time - Math.min(plan.within, within ?? Infinity) };
}
