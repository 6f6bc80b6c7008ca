/**
 * A match of an `all` in the making, as an explanation looks at it: which item each member has, and what the labels mean
 * by that. Invariant: reads the windows and changes nothing of them; labels mean what they mean to detection.
 */
import type { AllPlan, Choice, CountPlan, Entry, RulePlan } from "../detect/plan.ts";
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
    // A member may read the label of one behind it, and what that one counts as is still open.
    const rounds = this.bound.length;
    for (let round = 0; round < rounds; round++)
      for (const [member, entry] of this.bound.entries()) this.choices[member] = this.derived(member, entry!);
    for (let round = 0; round <= rounds; round++)
      for (const [member, entry] of this.bound.entries()) {
        const choice = this.resolve(this.plan.members[member]!.slot, entry!);
        const changed = choice?.alternative !== this.choices[member]?.alternative;
        if (round === rounds && (choice === null || changed)) return false;
        if (choice !== null) this.choices[member] = choice;
      }
    return true;
  }

  /** Whether a count holds at an item, with its first value. */
  holdsAt(count: CountPlan, moment: Moment): { readonly holds: boolean; readonly value: unknown } {
    this.at.moment = moment;
    const holds = this.holds(count, reachOf(this.plan, count, moment), moment.item);
    return { holds, value: this.judged()[0] };
  }

  /** As the first that it may be, with the fields that labels give it. */
  private derived(member: number, { choices }: Entry): Choice {
    const [choice] = choices;
    const { derive } = this.rule.slots[this.plan.members[member]!.slot]!.alternatives[choice!.alternative]!;
    return derive === null ? choice! : { ...choice!, view: derive.view(choice!.view, this) };
  }
}

function reachOf(plan: AllPlan, { within }: CountPlan, { at, time }: Moment): Reach {
  return { left: -1, right: at, since: time - Math.min(plan.within, within ?? Infinity) };
}
