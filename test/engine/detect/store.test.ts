/** An index is its window, by value: whatever comes, expires and is used up. */
import { deepEqual } from "node:assert/strict";
import fc from "fast-check";
import { compilePlan } from "../../../server/engine/detect/compile.ts";
import type { SequencePlan } from "../../../server/engine/detect/plan.ts";
import { createPartition, type SequenceState } from "../../../server/engine/detect/state.ts";
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
        const state = createPartition(rulePlan!, []).patterns[0] as SequenceState;
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
        const { entries, head } = state.windows.get(slot)!;
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
    const state = createPartition(rulePlan!, []).patterns[0] as SequenceState;
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
});
