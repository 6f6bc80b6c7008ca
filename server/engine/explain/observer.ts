/**
 * The watch that explains: every rule, or those that were asked for. Invariant: what it says depends on what detection saw
 * alone; detection runs on its plan, which is the same but for the ears on its conditions.
 */
import type { Micros, Program } from "../../model/program.ts";
import { isRecord } from "../detect/detection.ts";
import type { Arrival } from "../detect/partition.ts";
import type { Key, Plan, RulePlan } from "../detect/plan.ts";
import type { DetectState } from "../detect/state.ts";
import type { Fed, Watch } from "../detect/watch.ts";
import type { EvidenceRecord } from "../evidence.ts";
import type { Item, LogRecord, Schema } from "../item.ts";
import { termEnvironment } from "../terms/environment.ts";
import { Keyless } from "./context.ts";
import type { RecordExplanation, RuleExplanation } from "./explanation.ts";
import { listening } from "./judgements.ts";
import { NearMisses } from "./nearest.ts";
import { explainRecord, noRecord, type RecordContext } from "./record.ts";
import { Refused } from "./refused.ts";
import { RuleExplainer } from "./rule.ts";

export interface Wish {
  /** Only this rule. */
  readonly rule?: string;
  /** Only near misses of keys with these values, compared as text. */
  readonly key?: Readonly<Record<string, string>>;
  /** Of `rule`: what this line is to it. */
  readonly record?: { readonly file: string; readonly line: number };
}

/** What it needs to know beside the plan. */
export interface Surroundings {
  readonly program: Program;
  /** Of the sources. */
  readonly schemas: readonly Schema[];
  readonly describe: (record: LogRecord) => EvidenceRecord;
}

export interface Rejection {
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

export class Observer implements Watch {
  /** Detection must run on this one. */
  readonly plan: Plan;
  private readonly rules: readonly (RuleExplainer | null)[];
  private readonly refused: Refused;
  private readonly wish: Wish;
  private readonly around: RecordContext;
  private answer: RecordExplanation | null = null;
  private last: Micros = -Infinity;

  constructor(plan: Plan, state: DetectState, { program, schemas, describe }: Surroundings, wish: Wish = {}) {
    this.wish = wish;
    const heard = listening(plan);
    this.plan = heard.plan;
    const environment = termEnvironment(program);
    this.rules = heard.plan.rules.map((rule) => {
      if (wish.rule !== undefined && rule.definition.name !== wish.rule) return null;
      const misses = new NearMisses(wanted(rule, wish.key));
      const context = { rule, environment, describe, misses, keyless: new Keyless(rule) };
      return new RuleExplainer(context, state.rules[rule.index]!, heard.judgements[rule.index]!);
    });
    const asked = this.rules.filter((rule) => rule !== null);
    this.refused = new Refused(program, heard.plan, schemas, asked, environment);
    const all = [...schemas, ...plan.rules.map(({ schema }) => schema)];
    this.around = { program, schemas: all, environment, describe };
  }

  seen(item: Item): void {
    if (isRecord(item)) {
      this.last = item.time;
      const explainer = this.isAsked(item.file, item.line) ? this.rules.find((rule) => rule !== null) : null;
      if (explainer) this.answer = explainRecord(this.around, explainer, item);
    }
    this.refused.seen(item);
  }

  /** A line took no part in detection. */
  rejected({ file, line, kind, reason }: Rejection): void {
    if (this.isAsked(file, line)) this.answer = noRecord(`Takes no part, it is ${kind}: ${reason}`);
  }

  arrived(rule: RulePlan, arrivals: readonly Arrival[]): void {
    this.rules[rule.index]?.arrived(arrivals);
  }

  fed(rule: RulePlan, fed: Fed): void {
    this.rules[rule.index]?.fed(fed);
  }

  /** Of the line that was asked for; null: none was. */
  explainRecord(): RecordExplanation | null {
    const { record } = this.wish;
    if (record === undefined) return null;
    const none = "its source's `only` turns it away, `late drop` dropped it, or the logs have no such line";
    return this.answer ?? noRecord(`No record came of ${record.file}:${record.line}: ${none}.`);
  }

  private isAsked(file: string, line: number): boolean {
    const { record } = this.wish;
    return record !== undefined && record.line === line && record.file === file;
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
