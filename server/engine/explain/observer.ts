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
import type { RawLine } from "../intake/lines.ts";
import type { Item, LogRecord, Schema } from "../item.ts";
import { termEnvironment } from "../terms/environment.ts";
import { Keyless } from "./context.ts";
import type { RecordExplanation, RuleExplanation } from "./explanation.ts";
import { listening } from "./judgements.ts";
import { NearMisses } from "./nearest.ts";
import { Quiet } from "./quiet.ts";
import { AskedLine } from "./asked.ts";
import { explainRecord, type RecordContext } from "./record.ts";
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
  /** Paths of the logs. */
  readonly files?: readonly string[];
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
  /** Null: no line is asked for. */
  private readonly asked: AskedLine | null;
  private readonly around: RecordContext;
  private answer: RecordExplanation | null = null;
  private last: Micros = -Infinity;

  constructor(
    plan: Plan,
    state: DetectState,
    { program, schemas, describe, files = [] }: Surroundings,
    wish: Wish = {},
  ) {
    this.asked = wish.record === undefined ? null : new AskedLine(wish.record, files);
    const isAsked = ({ definition }: RulePlan): boolean => wish.rule === undefined || definition.name === wish.rule;
    const heard = listening(plan, isAsked);
    this.plan = heard.plan;
    const environment = termEnvironment(program);
    this.rules = heard.plan.rules.map((rule) => {
      if (!isAsked(rule)) return null;
      const misses = new NearMisses(wish.key === undefined ? null : wanted(rule, wish.key));
      const quiet = new Quiet(rule.definition.suppress);
      const context = { rule, environment, describe, misses, keyless: new Keyless(rule), quiet };
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
      this.explainLine(item);
    }
    this.refused.seen(item);
  }

  private explainLine(record: LogRecord): void {
    const explainer = this.asked?.is(record.file, record.line) ? this.rules.find((rule) => rule !== null) : null;
    if (explainer) this.answer = explainRecord(this.around, explainer, record);
  }

  /** Looks on while older logs fill the windows: what is found there counts for nothing, and what is open goes on. */
  readonly older: Watch = {
    seen: (item) => {
      if (isRecord(item)) this.explainLine(item);
      if (this.answer === null || !isRecord(item) || !this.asked?.is(item.file, item.line)) return;
      const verdict = `${this.answer.verdict} It is of an older log, which fills the windows and fires nothing.`;
      this.answer = { ...this.answer, verdict };
    },
    arrived: () => undefined,
    fed: (rule, fed) => this.rules[rule.index]?.learn(fed),
  };

  /** Older logs are through; `now`: the time of the first record behind them. */
  begin(now: Micros): void {
    for (const rule of this.rules) rule?.begin(now);
  }

  /** Lines of a log, as they are read. */
  read(file: string, lines: readonly RawLine[]): void {
    this.asked?.read(file, lines);
  }

  /** A line took no part in detection. */
  rejected({ file, line, kind, reason }: Rejection): void {
    if (this.asked?.is(file, line)) this.asked.rejected(kind, reason);
  }

  arrived(rule: RulePlan, arrivals: readonly Arrival[]): void {
    this.rules[rule.index]?.arrived(arrivals);
  }

  fed(rule: RulePlan, fed: Fed): void {
    this.rules[rule.index]?.fed(fed);
  }

  /** Of the line that was asked for; null: none was. */
  explainRecord(): RecordExplanation | null {
    return this.asked === null ? null : (this.answer ?? this.asked.answer());
  }

  explain(cancelled: boolean): readonly RuleExplanation[] {
    return this.rules.flatMap((rule) => (rule === null ? [] : [rule.end(this.last, cancelled)]));
  }
}

/** Which keys somebody wants to hear of. */
function wanted({ definition }: RulePlan, wish: NonNullable<Wish["key"]>): (key: Key) => boolean {
  const asked = Object.entries(wish).map(([field, value]) => {
    const index = definition.by.findIndex((each) => each.field === field);
    return { index, value: value.toLowerCase() };
  });
  return (key) => asked.every(({ index, value }) => index >= 0 && String(key[index]).toLowerCase() === value);
}
