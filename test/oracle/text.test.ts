/** What is drawn is of the language: printed, parsed and lowered it is the same program again. */
import { deepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { check } from "../../server/checks/index.ts";
import type { FieldFacts } from "../../server/model/facts.ts";
import type { Pattern, Program, Step } from "../../server/model/program.ts";
import { Model } from "../../server/model/workspace.ts";
import { FIELDS } from "./build.ts";
import { printProgram } from "./print.ts";
import { randomCase } from "./random.ts";

const SOURCES = ["p", "q"].map(
  (name) => `source ${name} from application { files "${name}.log"  format json  time at }`,
);

/** Of values of several types, as those that are drawn. */
const FACTS: Readonly<Record<string, FieldFacts>> = Object.fromEntries(
  FIELDS.map((name) => [name, { present: 1, values: [] }]),
);

describe("random forests as text", function () {
  this.timeout(60_000);

  it("mean what was drawn", () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.gen(), (generate) => {
        const { program } = randomCase((below) => generate(fc.nat, { max: below - 1 }));
        if (program.rules.some(({ when }) => hasNestedCondition(when, true))) return;
        const text = [...SOURCES, ...printProgram(program.events, program.rules)].join("\n");
        const model = new Model();
        model.facts = { p: { records: 1, fields: FACTS }, q: { records: 1, fields: FACTS } };
        model.set("drawn.grove", text);
        const analysis = model.analysis();
        const errors = check(analysis).filter(({ severity }) => severity === "error");
        // That no rule emits a field is nothing that a program says.
        if (errors.length > 0 && errors.every(({ code }) => code === "unknown-field" || code === "broken-dependency"))
          return;
        deepEqual(
          errors.map(({ message }) => message),
          [],
          text,
        );
        deepEqual(meaning(analysis.program), meaning(program), text);
        compared++;
      }),
      { numRuns: 300, seed: 1, endOnFailure: true },
    );
    ok(compared >= 150, `only ${compared} of 300 were compared`);
  });
});

/** Rules and events by name, without where they were written and the types that terms were found to have. */
function meaning({ rules, events }: Program): unknown {
  const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
  const leave = new Set(["location", "nameLocation", "type", "parts"]);
  const plain = JSON.stringify([[...rules].sort(byName), [...events].sort(byName)], (key, value: unknown) =>
    leave.has(key) || key.endsWith("At") ? undefined : value,
  );
  return JSON.parse(plain);
}

/** These have no text. */
function hasNestedCondition(step: Step | Pattern, top: boolean): boolean {
  if (step.kind === "condition") return !top;
  const inner = step.kind === "sequence" ? step.steps : step.kind === "all" || step.kind === "any" ? step.members : [];
  return inner.some((each) => hasNestedCondition(each, false));
}
