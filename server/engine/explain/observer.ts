/**
 * The watch that explains: every rule, or those that were asked for. Invariant: what it says depends on what detection saw
 * alone; detection runs on its plan, which is the same but for the ears on its conditions.
 */
import type { Micros, Program } from "../../model/program.ts";
import type { Arrival } from "../detect/partition.ts";
import type { Key, Plan, RulePlan } from "../detect/plan.ts";
import type { DetectState } from "../detect/state.ts";
import type { Fed, Watch } from "../detect/watch.ts";
import type { EvidenceRecord } from "../evidence.ts";
import type { Item, LogRecord, Schema } from "../item.ts";
import { termEnvironment } from "../terms/environment.ts";
import { Keyless } from "./context.ts";
import type { RuleExplanation } from "./explanation.ts";
import { listening } from "./judgements.ts";
import { NearMisses } from "./nearest.ts";
import { Refused } from "./refused.ts";
import { RuleExplainer } from "./rule.ts";

export interface Wish {
  /** Only this rule. */
  readonly rule?: string;
  /** Only near misses of keys with these values, compared as text. */
  readonly key?: Readonly<Record<string, string>>;
}

/** What it needs to know beside the plan. */
export interface Surroundings {
  readonly program: Program;
  /** Of the sources. */
  readonly schemas: readonly Schema[];
  readonly describe: (record: LogRecord) => EvidenceRecord;
}

export class Observer implements Watch {
  /** Detection must run on this one. */
  readonly plan: Plan;
  private readonly rules: readonly (RuleExplainer | null)[];
  private readonly refused: Refused;
  private last: Micros = -Infinity;

  constructor(plan: Plan, state: DetectState, { program, schemas, describe }: Surroundings, wish: Wish = {}) {
    const heard = listening(plan);
    this.plan = heard.plan;
    const environment = termEnvironment(program);
    this.rules = heard.plan.rules.map((rule) => {
      if (wish.rule !== undefined && rule.definition.name !== wish.rule) return null;
      const misses = new NearMisses(wanted(rule, wish.key));
      const context = { rule, environment, describe, misses, keyless: new Keyless(rule) };
      return new RuleExplainer(context, state.rules[rule.index]!, heard.judgements[rule.index]!);
    });
    this.refused = new Refused(
      program,
      heard.plan,
      schemas,
      this.rules.filter((rule) => rule !== null),
      environment,
    );
  }

  seen(item: Item): void {
    if (item.rank === null) this.last = item.time;
    this.refused.seen(item);
  }

  arrived(rule: RulePlan, arrivals: readonly Arrival[]): void {
    this.rules[rule.index]?.arrived(arrivals);
  }

  fed(rule: RulePlan, fed: Fed): void {
    this.rules[rule.index]?.fed(fed);
  }

  explain(cancelled: boolean): readonly RuleExplanation[] {
    return this.rules.flatMap((rule) => (rule === null ? [] : [rule.end(this.last, cancelled)]));
  }
}

/** Which keys somebody wants to hear of. */
function wanted({ definition }: RulePlan, wish: Wish["key"]): (key: Key) => boolean {
  const asked = Object.entries(wish ?? {}).map(([field, value]) => {
    const index = definition.by.findIndex((each) => each.field === field);
    return { index, value: value.toLowerCase() };
  });
  return (key) => asked.every(({ index, value }) => index >= 0 && String(key[index]).toLowerCase() === value);
}
