/** What a near miss claims is true of the oracle, over its random forests: that a change fires, what was late, what a count had. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { NearMiss, RuleExplanation } from "../../../server/engine/events.ts";
import type { LogRecord } from "../../../server/engine/item.ts";
import {
  SEVERITIES,
  type Pattern,
  type Program,
  type RuleDefinition,
  type Step,
  type Term,
} from "../../../server/model/program.ts";
import {
  aggregate,
  all,
  any,
  compare,
  condition,
  constant,
  count,
  equal,
  event,
  field,
  no,
  of,
  over,
  program,
  records,
  rule,
  sequence,
  until,
  use,
} from "../../oracle/build.ts";
import { isPositive } from "../../oracle/match.ts";
import { detect, recordId, type Outcome } from "../../oracle/oracle.ts";
import { printCase } from "../../oracle/print.ts";
import { randomCase } from "../../oracle/random.ts";
import { run } from "./run.ts";

const RUNS = Number(process.env["EXPLAIN_CASES"] ?? 300);
const SEED = Number(process.env["EXPLAIN_SEED"] ?? 11);

const cases = fc.gen().map((generate) => randomCase((below) => generate(fc.nat, { max: below - 1 })));
const here = { document: "test", start: 0, end: 0 };

const a = (label: string | null = null): Pattern => event("a", label);
const b = (): Pattern => event("b");
const c = (): Pattern => event("c");
const alike = use("b", { where: equal(field("v"), of("l", "v")) });
const most = over("max", "a", ["v"]);

/** Patterns that fail in each of the ways that there are. */
const PATTERNS: readonly Pattern[] = [
  all(4, [a(), b()]),
  all(4, [a(), a(), b()]),
  all(4, [a("l"), event(alike)]),
  all(4, [event(alike), a("l"), c()]),
  all(4, [a(), b(), no("c")]),
  all(4, [a(), count("b", 3)]),
  all(4, [a(), b(), count("a", 3), no("c")]),
  all(4, [a("l"), count(alike, 2)]),
  all(4, [a(), b()], { every: true }),
  sequence(4, [a(), b(), c()]),
  sequence(4, [a(), any([b(), c()]), a()]),
  sequence(4, [a(), count("b", 3), c()]),
  sequence(4, [a(), count("b", 3)]),
  sequence(4, [count("a", 3), b()]),
  sequence(4, [a("l"), event(alike), no("c", 2)]),
  sequence(4, [a(), count("c", 2, { operator: "<" }), b(), until("c")]),
  condition(4, [most], compare(aggregate(0), ">", constant(3))),
  condition(4, [over("count", "a")], compare(aggregate(0), ">=", constant(4))),
];

const rows = fc.array(
  fc.record({
    source: fc.constantFrom("p", "q"),
    letter: fc.constantFrom("a", "a", "b", "b", "c"),
    seconds: fc.integer({ min: 0, max: 25 }),
    v: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 2, maxLength: 12 },
);
const single = fc.record({ when: fc.constantFrom(...PATTERNS), rows }).map(({ when, rows: drawn }) => ({
  program: program([rule("r1", when)]),
  records: records(
    drawn
      .toSorted((one, other) => one.seconds - other.seconds)
      .map(({ source, letter, seconds, v }) => ({ source, file: "f", seconds, values: [letter, null, null, v, null] })),
  ),
}));

describe("claims of near misses", function () {
  this.timeout(0);
  const claimed = new Map<string, number>();

  it("are true of the oracle, over its random forests", () => check(cases, RUNS));

  it("are true of the oracle, over patterns that fail in each way", () => check(single, 5 * RUNS));

  function check(of: fc.Arbitrary<Pick<Claim, "program" | "records">>, numRuns: number): void {
    fc.assert(
      fc.property(of, ({ program: drawn, records }) => {
        const program = { ...drawn, rules: drawn.rules.map(placed) };
        for (const explanation of run(program, records, {}).explanations)
          for (const miss of explanation.nearMisses) judge({ program, records, explanation, miss });
      }),
      { numRuns, seed: SEED, endOnFailure: true, reporter },
    );
  }

  it("are of every kind", () => {
    const rare = ["fix of all", "fix of sequence", "late", "count", "nothing", "ended", "excluded"].filter(
      (kind) => (claimed.get(kind) ?? 0) < RUNS / 100,
    );
    assert.deepEqual(rare, [], JSON.stringify([...claimed]));
  });

  function judge(claim: Claim): void {
    const { program, records, explanation, miss } = claim;
    const rule = program.rules.find(({ name }) => name === explanation.rule)!;
    if (rule.limit !== null || rule.forget !== null) return;
    const count = (kind: string): unknown => claimed.set(kind, (claimed.get(kind) ?? 0) + 1);
    const say = (what: string): string =>
      `${what}: ${miss.text} ${miss.fix?.text ?? ""} of ${rule.name} ${JSON.stringify(miss.key)}\n${printCase({ program, records })}`;
    count(miss.missing.kind);
    if (miss.fix !== null) {
      count(`fix of ${rule.when.kind}`);
      assert.ok(isNew(claim, rule), say("the change does not fire"));
    }
    if (miss.missing.kind === "late") {
      const late = miss.records.find(({ role }) => role === "late");
      assert.ok(miss.missing.by > 0 && miss.missing.by <= miss.deadline - miss.first, say("not late"));
      if (late !== undefined && rule.when.kind === "all" && isFlat(rule))
        assert.equal(late.record.time - miss.deadline, miss.missing.by, say("not so late"));
    }
    if (miss.missing.kind === "count" && isFlat(rule)) judgeCount(claim, rule, say);
    if (!isFlat(rule)) return;
    const parts = miss.records.flatMap(({ role, step, record }) =>
      role === "part" && isPositive(stepsOf(rule.when)[step]!) ? [idOf(record)] : [],
    );
    const begin = records.map(recordId).find((id) => parts.includes(id));
    if (begin === undefined || miss.missing.kind === "count" || rule.tiesEither) return;
    const fires = beginningsOf(program, records, rule, rule.when).has(begin + JSON.stringify(keyOf(miss)));
    assert.ok(rule.when.kind === "condition" || !fires || miss.missing.kind === "tie", say("it fires"));
  }
});

/** Its items are records, so that its near misses show them and not what they were made of. */
const isFlat = ({ depth, when }: RuleDefinition): boolean =>
  depth === 0 &&
  when.kind !== "condition" &&
  stepsOf(when)
    .filter(isPositive)
    .every(({ kind }) => kind === "event");

interface Claim {
  readonly program: Program;
  readonly records: readonly LogRecord[];
  readonly explanation: RuleExplanation;
  readonly miss: NearMiss;
}

/** With places for what a change would replace. */
function placed(rule: RuleDefinition): RuleDefinition {
  const { when } = rule;
  const within = when.kind === "sequence" || when.kind === "all" ? { withinAt: here } : {};
  const bound = when.kind === "condition" ? { boundAt: here } : {};
  const steps = stepsOf(when).map((step) => (step.kind === "aggregate" ? { ...step, boundAt: here } : step));
  return { ...rule, whenAt: here, when: withSteps({ ...when, ...within, ...bound }, steps) };
}

function stepsOf(when: Pattern): readonly Step[] {
  return when.kind === "sequence" ? when.steps : when.kind === "all" ? when.members : [];
}

function withSteps(when: Pattern, steps: readonly Step[]): Pattern {
  return when.kind === "sequence" ? { ...when, steps } : when.kind === "all" ? { ...when, members: steps } : when;
}

/** Whether the rule, with the change, detects something of the near miss's key that it did not detect. */
function isNew({ program, records, miss }: Claim, rule: RuleDefinition): boolean {
  const changed = changedBy(rule, miss);
  const of = (of: RuleDefinition): readonly string[] =>
    outcomesOf(program, records, rule, of)
      .filter(({ key }) => JSON.stringify(key) === JSON.stringify(keyOf(miss)))
      .map(({ time, steps }) => JSON.stringify([time, steps]));
  const before = new Set(of(rule));
  return of(changed).some((outcome) => !before.has(outcome));
}

function changedBy(rule: RuleDefinition, { fix, step }: NearMiss): RuleDefinition {
  const [word, value = ""] = fix!.text.trim().split(" ");
  if (word === "ties") return { ...rule, tiesEither: true };
  const { when } = rule;
  if (word === "within") return { ...rule, when: { ...when, within: micros(value) } as Pattern };
  const operator = (["==", "<=", ">="] as const).find((each) => each === word)!;
  const bound = (term: Term): Term =>
    compare(term.kind === "compare" ? term.left : term, operator, constant(Number(value)));
  if (when.kind === "condition") return { ...rule, when: { ...when, condition: bound(when.condition) } };
  const steps = stepsOf(when).map((each, index) =>
    each.kind === "aggregate" && index === step ? { ...each, condition: bound(each.condition) } : each,
  );
  return { ...rule, when: withSteps(when, steps) };
}

const UNITS: Readonly<Record<string, number>> = { d: 86_400e6, h: 3_600e6, m: 60e6, s: 1e6, ms: 1e3, us: 1 };
function micros(text: string): number {
  const [, number, unit] = /^(\d+)(\D+)$/.exec(text)!;
  return Number(number) * UNITS[unit!]!;
}

/** A count in front of which only steps stand: that it had this and no more. */
function judgeCount({ program, records, miss }: Claim, rule: RuleDefinition, say: (what: string) => string): void {
  const { when } = rule;
  const index = miss.step;
  const steps = stepsOf(when);
  const written = steps[index];
  if (written?.kind !== "aggregate" || written.aggregates[0]!.function !== "count" || miss.missing.kind !== "count")
    return;
  const begin = miss.records.find(({ role, step }) => role === "part" && isPositive(steps[step]!));
  const plain = steps.every((step) => isPositive(step) || step === written);
  if (begin === undefined || !plain || rule.tiesEither || written.aggregates.length > 1) return;
  const had = Number(miss.missing.had);
  const reaches = (least: number): boolean => {
    const one = { ...written, condition: compare(aggregate(0), ">=", constant(least)) };
    // One that stands first is judged at the step behind it.
    const end = steps.findIndex(isPositive) < index ? index : index + 1;
    const prefix = when.kind === "all" ? steps.with(index, one) : steps.with(index, one).slice(0, end + 1);
    const found = beginningsOf(program, records, rule, withSteps(when, prefix));
    return found.has(idOf(begin.record) + JSON.stringify(keyOf(miss)));
  };
  if (miss.missing.needed.startsWith(">")) assert.ok(!reaches(had + 1), say(`it had more than ${had}`));
}

/** The records at which a match of `every` begins, each with its key. */
function beginningsOf(
  program: Program,
  records: readonly LogRecord[],
  rule: RuleDefinition,
  when: Pattern,
): ReadonlySet<string> {
  const every = { ...when, every: true } as Pattern;
  const order = new Map(records.map((record, index) => [recordId(record), index]));
  const severity: Term = { kind: "constant", value: SEVERITIES[0], type: "string" };
  const found = outcomesOf(program, records, rule, { ...rule, when: every, emit: [], risk: [], severity });
  const positives = stepsOf(when).filter((step) => isPositive(step) || step.kind === "aggregate");
  return new Set(
    found.flatMap(({ key, steps }) => {
      const taken = steps.filter((_, index) => isPositive(positives[index]!)).map(([id]) => id!);
      const [first] = taken.toSorted((a, b) => (order.get(a) ?? Infinity) - (order.get(b) ?? Infinity));
      return first === undefined ? [] : [first + JSON.stringify(key)];
    }),
  );
}

function outcomesOf(
  program: Program,
  records: readonly LogRecord[],
  rule: RuleDefinition,
  changed: RuleDefinition,
): readonly Outcome[] {
  // Rules above see other detections now; this one does not see them.
  const rules = program.rules.map((each) => (each === rule ? changed : each));
  return detect({ ...program, rules }, records).filter((outcome) => outcome.rule === rule.name);
}

const keyOf = ({ key }: NearMiss) => key.map(([, value]) => value);
const idOf = ({ source, file, line }: NearMiss["records"][number]["record"]): string => `${source}/${file}/${line - 1}`;

/** Says what failed alone: what was drawn for it says nothing. */
function reporter({
  failed,
  seed,
  errorInstance,
}: Pick<fc.RunDetails<never>, "failed" | "seed" | "errorInstance">): void {
  if (!failed) return;
  throw new Error(`seed ${seed}: ${errorInstance instanceof Error ? errorInstance.message : String(errorInstance)}`);
}
