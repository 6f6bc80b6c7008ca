/**
 * Random forests and timelines for them: small alphabets and short times, so that most cases detect something.
 * Invariant: only what the language allows and the engine supports; a function of what `choose` answers.
 */
import type {
  Aggregate,
  AggregateStep,
  AllPattern,
  EventDefinition,
  FieldAssignment,
  Pattern,
  Program,
  RuleDefinition,
  SequencePattern,
  Step,
  Term,
  Use,
  Value,
} from "../../server/model/program.ts";
import type { LogRecord } from "../../server/engine/item.ts";
import {
  aggregate,
  and,
  all,
  any,
  by,
  compare,
  condition,
  constant,
  equal,
  event,
  eventOf,
  field,
  LETTERS,
  manyOf,
  no,
  not,
  of,
  or,
  over,
  program,
  records,
  rule,
  SECOND,
  sequence,
  until,
  use,
  type Row,
} from "./build.ts";

/** An integer from 0 to `below` - 1. */
export type Choose = (below: number) => number;

export interface Case {
  readonly program: Program;
  readonly records: readonly LogRecord[];
}

export function randomCase(choose: Choose): Case {
  return new Maker(choose).make();
}

class Maker {
  private readonly choose: Choose;
  private labels = 0;
  private rules: RuleDefinition[] = [];

  constructor(choose: Choose) {
    this.choose = choose;
  }

  make(): Case {
    const events = this.events();
    const count = 1 + this.choose(3);
    for (let i = 0; i < count; i++) this.rules.push(this.rule(`r${i + 1}`));
    return { program: program(withDepths(this.rules), events), records: this.records() };
  }

  // ---- records

  private records(): readonly LogRecord[] {
    const count = 6 + this.choose(9);
    const span = this.one([3, 6, 12]);
    const rows = Array.from({ length: count }, (): Row => {
      const values = [this.letter(), this.keyValue(), this.one<Value>(["m", "n"]), this.number(), this.text()];
      return { source: this.one(["p", "q"]), file: this.one(["f", "g"]), seconds: this.choose(span), values };
    });
    return records(rows);
  }

  /** Mostly `a` and `b`: long alphabets detect little. */
  private letter(): string {
    return this.one(["a", "a", "a", "b", "b", "b", "c", "x", "y"]);
  }

  private keyValue(): Value {
    return this.one<Value>(["u", "u", "u", "u", "u", "U", "v", null, ["u", "v"]]);
  }

  private number(): Value {
    return this.one<Value>([1, 1, 1, 2, 2, 3, null, [1, 2]]);
  }

  private text(): Value {
    return this.one<Value>([1, 2, null, "s", "S"]);
  }

  // ---- events

  private events(): readonly EventDefinition[] {
    const renamed = use("b", { with: [{ field: "k", value: field("j") }] });
    return [
      eventOf("ab", use("a"), use("b")),
      eventOf("mixed", use("a", { where: this.test("v") }), renamed),
      eventOf("either", this.chance(2) ? renamed : use("b"), use("b"), use("c")),
      eventOf("raised", use("detection")),
    ];
  }

  private name(): string {
    if (this.chance(5)) return this.one(["ab", "mixed", "either", "p"]);
    return this.one(["a", "a", "a", "b", "b", "b", "c", "x", "y"]);
  }

  private use(readable: readonly string[], lists: readonly string[] = []): Use {
    if (readable.length + lists.length > 0 && this.chance(6))
      return use(this.name(), { where: this.join(readable, lists) });
    const where = this.chance(5) ? this.where(readable, lists) : null;
    const renamed: readonly FieldAssignment[] = this.chance(10)
      ? [this.chance(2) ? { field: "k", value: field("j") } : { field: "w", value: field("v") }]
      : [];
    return use(this.name(), { where, with: renamed });
  }

  private where(readable: readonly string[], lists: readonly string[]): Term {
    const parts = Array.from({ length: 1 + this.choose(2) }, () => this.part(readable, lists));
    return parts.length === 1 ? parts[0]! : this.chance(2) ? and(...parts) : or(...parts);
  }

  private part(readable: readonly string[], lists: readonly string[]): Term {
    const own = this.one(["v", "w"]);
    const kind = this.choose(4);
    if (kind === 0 && lists.length > 0) return compare(field(own), "in", manyOf(this.one(lists), "v"));
    if (kind <= 2 && readable.length > 0) {
      const other = of(this.one(readable), this.one(["v", "w"]));
      return this.chance(3) ? not(equal(field(own), other)) : equal(field(own), other);
    }
    return this.test(own);
  }

  /** What engines find by value: equality with a label's field, either way round, or with one of those counted. */
  private join(readable: readonly string[], lists: readonly string[]): Term {
    const own = this.one(["v", "w", "w"]);
    const more = { cased: this.chance(4), every: this.chance(6) };
    if (readable.length === 0 || (lists.length > 0 && this.chance(2))) {
      const named = manyOf(this.one(lists), this.one(["v", "w"]));
      const member = compare(field(own), this.one(["in", "=="]), named, more);
      return this.chance(4) ? not(member) : member;
    }
    const other = of(this.one(readable), own);
    const operator = this.one(["==", "in"] as const);
    const same = this.chance(2)
      ? compare(field(own), operator, other, more)
      : compare(other, operator, field(own), more);
    return this.chance(2) ? same : and(same, this.part(readable, lists));
  }

  private test(name: string): Term {
    const small = compare(field(name), this.one(["<=", ">="]), constant(2));
    return this.chance(3) ? not(equal(field(name), constant(1))) : small;
  }

  // ---- rules

  private rule(name: string): RuleDefinition {
    const below = this.rules.map((each) => each.name);
    const lower = below.length > 0 && this.chance(2) ? this.one(below) : null;
    const watches = lower === null && below.length > 0 && this.chance(6);
    const when = this.when(lower ?? (watches ? "raised" : null));
    const keys = this.one([[], ["k"], ["k"], ["k"], ["k"], ["k", "j"]]);
    // Emits that rules above can have as key or value.
    const free = ["k", "j", "v", "w"].filter((each) => !keys.includes(each));
    const label = firstLabel(when);
    const emit = label === null ? [] : free.map((each) => ({ field: each, value: of(label, each) }));
    return rule(name, when, {
      by: by(...keys),
      emit,
      suppress: this.chance(3) ? this.choose(5) * SECOND : null,
      status: this.chance(8) ? "building_block" : "active",
    });
  }

  private when(lower: string | null): Pattern {
    const kind = this.choose(10);
    if (kind === 0) return event(lower ?? this.use([]), this.label());
    if (kind <= 2) return this.condition(lower);
    if (kind === 3) return this.all(lower, 1);
    return this.sequence(lower, 1, false);
  }

  private condition(lower: string | null): Pattern {
    const count = 1 + this.choose(2);
    const aggregates = Array.from({ length: count }, (_, index): Aggregate => {
      const named = index === 0 && lower !== null ? lower : this.use([]);
      const name = this.one([
        "count", "count", "distinct", "sum", "avg", "min", "max", "median", "stddev", "first", "seen",
      ] as const); // prettier-ignore
      return over(name, named, name === "count" ? [] : name === "first" && this.chance(2) ? ["v", "w"] : ["v"]);
    });
    const parts = aggregates.map(({ function: name }, index): Term => {
      if (name === "first") return aggregate(index);
      const test = compare(aggregate(index), this.one([">=", ">=", ">", "=="]), constant(1 + this.choose(3)));
      return this.chance(8) ? not(test) : test;
    });
    const term = parts.length === 1 ? parts[0]! : this.chance(2) ? and(...parts) : or(...parts);
    return condition(1 + this.choose(6), aggregates, term, "many");
  }

  private sequence(lower: string | null, level: number, inside: boolean): SequencePattern {
    const positives = 1 + this.choose(3);
    const readable: string[] = [];
    const lists: string[] = [];
    const steps: Step[] = [];
    let counted = false;
    const maybeCount = (last: boolean): void => {
      if (counted || !this.chance(last ? 6 : 5)) return;
      const label = this.label();
      const step = this.aggregateStep(readable, lists, label, last);
      steps.push(step);
      lists.push(label);
      counted = true;
    };
    maybeCount(false);
    for (let i = 0; i < positives; i++) {
      const label = this.label();
      const named = i === 0 && lower !== null ? lower : null;
      steps.push(this.positive(named, label, readable, lists, level));
      readable.push(label);
      counted = false;
      maybeCount(i === positives - 1);
    }
    this.absences(steps, readable, lists);
    if (this.chance(6)) steps.push(until(this.use(readable)));
    const needed = positives > 1 || steps.some(({ kind }) => kind === "aggregate");
    const own = inside && this.chance(2) ? null : needed || this.chance(2) ? 2 + this.choose(7) : null;
    return sequence(own, steps);
  }

  private all(lower: string | null, level: number): AllPattern {
    const count = 1 + this.choose(3);
    const members: Step[] = [];
    for (let i = 0; i < count; i++) {
      members.push(this.positive(i === 0 ? lower : null, this.label(), [], [], level));
      if (this.chance(4)) members.push(this.aggregateStep([], [], this.label(), false));
    }
    return all(1 + this.choose(6), members);
  }

  private positive(
    lower: string | null,
    label: string,
    readable: readonly string[],
    lists: readonly string[],
    level: number,
  ): Pattern {
    if (lower !== null) return event(use(lower), label);
    const kind = this.choose(12);
    if (kind === 0 && level < 3) {
      const inner = this.chance(3) ? this.all(null, level + 1) : this.sequence(null, level + 1, true);
      return { ...inner, label };
    }
    if (kind <= 2) {
      const members: Pattern[] = [event(this.use(readable, lists), this.label()), event(this.use(readable, lists))];
      if (level < 3 && this.chance(4)) members.push(this.sequence(null, level + 1, true));
      return any(members, label);
    }
    return event(this.use(readable, lists), label);
  }

  private aggregateStep(
    readable: readonly string[],
    lists: readonly string[],
    label: string,
    last: boolean,
  ): AggregateStep {
    const name = this.one(["count", "count", "count", "distinct", "sum", "max"] as const);
    const aggregates = [over(name, this.use(readable, lists), name === "count" ? [] : ["v"])];
    const operators = last ? ([">=", ">=", "=="] as const) : ([">=", ">=", "==", "<", "<="] as const);
    const test = compare(aggregate(0), this.one(operators), constant(1 + this.choose(2)));
    const within = this.chance(6) ? this.choose(4) * SECOND : null;
    return { ...sequenceBase, kind: "aggregate", aggregates, condition: test, within, label };
  }

  /** Puts `no`s where they may stand: in front and behind with `within`, else without. */
  private absences(steps: Step[], readable: readonly string[], lists: readonly string[]): void {
    for (let chances = 0; chances < 2; chances++) {
      if (!this.chance(5)) continue;
      const at = this.choose(steps.length + 1);
      const matters = (step: Step): boolean => step.kind !== "no";
      const outer = !steps.slice(0, at).some(matters) || !steps.slice(at).some(matters);
      steps.splice(at, 0, no(this.use(readable, lists), outer ? this.choose(5) : null));
    }
  }

  // ---- choices

  private label(): string {
    return `l${this.labels++}`;
  }

  private one<T>(from: readonly T[]): T {
    return from[this.choose(from.length)]!;
  }

  private chance(of: number): boolean {
    return this.choose(of) === 0;
  }
}

const { location } = event(LETTERS[0]);
const sequenceBase = { location };

/** A label whose item a rule may emit from: the first of a positive step at the top. */
function firstLabel(when: Pattern): string | null {
  if (when.kind === "event") return when.label;
  if (when.kind !== "sequence" && when.kind !== "all") return null;
  return (when.kind === "all" ? when.members : when.steps).find((step) => step.kind === "event")?.label ?? null;
}

/** 0 for a rule that names no rule and no `detection`, else 1 + the deepest below. */
function withDepths(rules: readonly RuleDefinition[]): readonly RuleDefinition[] {
  const below = (each: RuleDefinition): readonly RuleDefinition[] => {
    const text = JSON.stringify(each.when);
    return rules.filter(({ name }) => text.includes(`"name":"${name}"`));
  };
  const watches = (each: RuleDefinition): boolean =>
    JSON.stringify(each.when).includes('"name":"raised"') || below(each).some(watches);
  const depth = (each: RuleDefinition): number => {
    const direct = JSON.stringify(each.when).includes('"name":"raised"');
    const under = [...below(each), ...(direct ? rules.filter((other) => !watches(other)) : [])];
    return 1 + Math.max(-1, ...under.map(depth));
  };
  return rules.map((each) => ({ ...each, depth: depth(each) }));
}
