/** Properties of explanations over the oracle's random forests: nothing changes, numbers add up, what is reached is true. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { LadderStep, RuleExplanation } from "../../../server/engine/events.ts";
import type { Program, RuleDefinition, SequencePattern, Step } from "../../../server/model/program.ts";
import { labelsOf } from "../../../server/model/support.ts";
import type { LogRecord } from "../../../server/engine/item.ts";
import { isPositive } from "../../oracle/match.ts";
import { detect } from "../../oracle/oracle.ts";
import { randomCase } from "../../oracle/random.ts";
import { run } from "./run.ts";

const RUNS = Number(process.env["EXPLAIN_CASES"] ?? 300);
const SEED = Number(process.env["EXPLAIN_SEED"] ?? 7);

const cases = fc.gen().map((generate) => randomCase((below) => generate(fc.nat, { max: below - 1 })));

describe("explanations of random forests", function () {
  this.timeout(0);

  it("change no detection", () => {
    fc.assert(
      fc.property(cases, ({ program, records }) => {
        assert.deepEqual(run(program, records, {}).detections, run(program, records, null).detections);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
  });

  it("add up on every ladder", () => {
    fc.assert(
      fc.property(cases, ({ program, records }) => {
        for (const explanation of run(program, records, {}).explanations) {
          const { when } = program.rules.find(({ name }) => name === explanation.rule)!;
          addUp(explanation.ladder, explanation.fired, when.kind === "all");
        }
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
  });

  it("say of each step what `every` match of the steps up to it says", () => {
    let compared = 0;
    fc.assert(
      fc.property(cases, ({ program, records }) => {
        for (const explanation of run(program, records, {}).explanations)
          if (compareReached(program, records, explanation)) compared++;
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    assert.ok(compared > RUNS / 5, `only ${compared} sequences were compared`);
  });
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function addUp(ladder: readonly LadderStep[], fired: number, isAll: boolean): void {
  for (const { inner, fired: own, step } of ladder)
    if (own !== null && !step.startsWith("any")) addUp(inner, own, step.startsWith("all"));
  const climbed = ladder.filter(({ reached, kind }) => reached !== null && kind !== "condition");
  const lost = climbed.map((each) => sum(Object.values(each.lost)));
  if (isAll) {
    const windows = (kind: LadderStep["kind"]): readonly number[] =>
      climbed.flatMap((each, index) => (each.kind === kind ? [each.reached! + lost[index]!] : []));
    const [members, counts] = [windows("member"), windows("count")];
    assert.ok(new Set(members).size === 1 && new Set(counts).size <= 1, JSON.stringify([members, counts]));
    const whole = Math.min(...climbed.flatMap(({ kind, reached }) => (kind === "member" ? [reached!] : [])));
    assert.ok(
      counts.every((each) => each >= fired && each <= whole),
      JSON.stringify([counts, fired, whole]),
    );
    return;
  }
  climbed.forEach(({ reached }, index) => {
    const next = climbed[index + 1]?.reached ?? fired;
    assert.equal(reached, next + lost[index]!, JSON.stringify(climbed.map((each) => [each.reached, each.lost])));
  });
}

/** How many beginnings the oracle finds for each prefix of the sequence, where that says the same thing. */
function compareReached(
  program: Program,
  records: readonly LogRecord[],
  { rule: name, ladder }: RuleExplanation,
): boolean {
  const rule = program.rules.find((each) => each.name === name)!;
  const { when } = rule;
  if (when.kind !== "sequence" || rule.status === "disabled" || rule.limit !== null || rule.forget !== null)
    return false;
  // What stands behind a count in one gap ends a match in front of it too, which no shorter pattern can say.
  if (when.steps.some(({ kind }, index) => kind === "aggregate" && when.steps[index + 1]?.kind === "no")) return false;
  // The same two records the other way round are one match of `every`, and two beginnings.
  if (rule.tiesEither) return false;
  const absences = when.steps.filter((step) => step.kind === "no" || step.kind === "until");
  const plain = absences.every(({ of }) => of.every((use) => use.where === null || labelsOf(use.where).size === 0));
  const withLabels = JSON.stringify(absences).includes('"kind":"label"');
  if (!plain || withLabels || when.steps.find(({ kind }) => kind !== "no")?.kind === "aggregate") return false;
  const begun = prefixesOf(when).map((prefix) => beginnings(program, records, rule, prefix));
  const reached = begun.map((_, index) => new Set(begun.slice(index).flatMap((each) => [...each])).size);
  const said = ladder.flatMap((step) => (step.reached === null ? [] : [step.reached]));
  assert.deepEqual(said, reached, `${name}: ${JSON.stringify(ladder.map(({ step }) => step))}`);
  return true;
}

/**
 * The steps up to each that can be climbed, with the `no`s in front of it and the `until`. A match begins whatever a leading
 * `no` says of it.
 */
function prefixesOf({ steps }: SequencePattern): readonly (readonly Step[])[] {
  const until = steps.filter(({ kind }) => kind === "until");
  const first = steps.findIndex(isPositive);
  return steps.flatMap((step, index) => {
    if (!isPositive(step) && step.kind !== "aggregate") return [];
    return [[...steps.slice(index === first ? first : 0, index + 1), ...until]];
  });
}

function beginnings(
  program: Program,
  records: readonly LogRecord[],
  rule: RuleDefinition,
  steps: readonly Step[],
): ReadonlySet<string> {
  const when: SequencePattern = { ...(rule.when as SequencePattern), every: true, steps };
  const prefix: RuleDefinition = { ...rule, when, emit: [], risk: [], suppress: null, severity: HIGH };
  const rules = program.rules.map((each) => (each === rule ? prefix : each));
  // Rules above see other detections now; this one does not see them.
  const found = detect({ ...program, rules }, records).filter((outcome) => outcome.rule === rule.name);
  return new Set(found.map(({ key, steps: taken }) => JSON.stringify([key, taken[0]])));
}

const HIGH = { kind: "constant", value: "high", type: "string" } as const;
