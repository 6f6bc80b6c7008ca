/** An index is its window, by value: whatever comes, expires and is used up. */
import { deepEqual } from "node:assert/strict";
import fc from "fast-check";
import { compilePlan } from "../../../server/engine/detect/compile.ts";
import type { SequencePlan } from "../../../server/engine/detect/plan.ts";
import { createPattern, type SequenceState } from "../../../server/engine/detect/state.ts";
import { drop, expireAll, hold, keysOf, sharing } from "../../../server/engine/detect/store.ts";
import type { Scalar } from "../../../server/engine/terms/compare.ts";
import type { Value } from "../../../server/model/program.ts";
import { equal, event, field, of, program, records, rule, SCHEMAS, sequence, use } from "../../oracle/build.ts";

const joined = use("b", { where: equal(field("v"), of("s", "v")) });
const [rulePlan] = compilePlan(program([rule("r1", sequence(10, [event("a", "s"), event(joined)]))]), SCHEMAS).rules;
const plan = rulePlan!.patterns[0] as SequencePlan;
const { slot } = plan.joins.indexes[0]!;

const value = fc.constantFrom<Value>("u", "U", "v", 1, null, ["u", "v"], []);
const act = fc.oneof(
  fc.record({ kind: fc.constant("hold" as const), value }),
  fc.record({ kind: fc.constant("drop" as const), at: fc.nat(20) }),
  fc.record({ kind: fc.constant("expire" as const), time: fc.nat(20) }),
);

describe("what a sequence holds", () => {
  it("is indexed by every value that it has, and by nothing that left", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        const state = createPattern(rulePlan!, plan) as SequenceState;
        for (const [at, each] of acts.entries()) {
          if (each.kind === "drop") drop(plan, state, slot, each.at);
          else if (each.kind === "expire") expireAll(plan, state, Math.min(each.time, at));
          else {
            const row = { source: "p", file: "f", seconds: at, values: ["a", null, null, each.value, null] } as const;
            const [item] = records([row]);
            const choices = [{ alternative: 0, view: item!, mine: true }];
            hold(plan, state, slot, { at, time: at, item: item!, choices });
          }
        }
        const { entries, head } = state.windows.get(slot);
        const expected = new Map<Scalar, number[]>();
        for (const { at, item } of entries.slice(head))
          for (const key of keysOf(item.values[3]!, false)) expected.set(key, [...(expected.get(key) ?? []), at]);
        const index = [...state.indexes[0]!].map(
          ([key, window]) => [key, window.entries.slice(window.head).map(({ at }) => at)] as const,
        );
        deepEqual(new Map(index), expected);
      }),
    );
  });

  it("finds those with one of several values once each, in order, from place to place", () => {
    const state = createPattern(rulePlan!, plan) as SequenceState;
    const rows = (["u", ["v", "u"], "w", "v", "u"] as const).map((v, seconds) => ({
      source: "p" as const,
      file: "f",
      seconds,
      values: ["a", null, null, v, null],
    }));
    for (const [at, item] of records(rows).entries())
      hold(plan, state, slot, { at, time: at, item, choices: [{ alternative: 0, view: item, mine: true }] });
    const { entries, from, to } = sharing(state.indexes[0]!, ["u", "v"], 1, 3);
    deepEqual(
      entries.slice(from, to).map(({ at }) => at),
      [1, 3],
    );
  });

  it("lets an item of a first step wait until one that it needs in a middle step came, whatever is used up then", () => {
    const steps = [event("a", "s"), event(joined), event("c")];
    const [three] = compilePlan(program([rule("r1", sequence(10, steps))]), SCHEMAS).rules;
    const pattern = three!.patterns[0] as SequencePlan;
    const state = createPattern(three!, pattern) as SequenceState;
    const met = (): readonly number[] => state.met[0]!.entries.slice(state.met[0]!.head).map(({ at }) => at);
    const come = (at: number, step: number, v: Value): void => {
      const [item] = records([{ source: "p", file: "f", seconds: at, values: ["a", null, null, v, null] }]);
      const choices = [{ alternative: 0, view: item!, mine: true }];
      hold(pattern, state, pattern.steps[step]!.slot, { at, time: at, item: item!, choices });
    };
    come(1, 0, "u");
    come(2, 0, "v");
    come(3, 0, "U");
    deepEqual(met(), []);
    come(4, 1, "v");
    come(5, 1, "u");
    deepEqual(met(), [1, 2, 3]);
    drop(pattern, state, pattern.steps[1]!.slot, 4);
    drop(pattern, state, pattern.steps[0]!.slot, 3);
    expireAll(pattern, state, 2);
    deepEqual(met(), [2]);
  });
});
