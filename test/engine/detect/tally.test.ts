/** Kept tallies say what looking at the whole window says, whatever comes and leaves. */
import { deepEqual } from "node:assert/strict";
import fc from "fast-check";
import { aggregateOver } from "../../../server/engine/detect/aggregate.ts";
import type { AggregatePlan } from "../../../server/engine/detect/plan.ts";
import { change, createTally, tallied } from "../../../server/engine/detect/tally.ts";
import { compileField } from "../../../server/engine/terms/compile.ts";
import type { Item } from "../../../server/engine/item.ts";
import type { Value } from "../../../server/model/program.ts";
import { records } from "../../oracle/build.ts";

const FUNCTIONS = ["distinct", "sum", "avg", "min", "max", "median", "percentile"] as const;
const value = fc.oneof(
  fc.integer({ min: -9, max: 9 }),
  fc.constantFrom<Value>(null, 0.1, 0.7, "b", "B", [1, 2], 2 ** 50),
);

describe("tallies", () => {
  for (const name of FUNCTIONS) {
    it(`of ${name} slide over a window`, () => {
      const plan: AggregatePlan = { function: name, slot: 0, fields: [compileField("v")], rank: 30 };
      fc.assert(
        fc.property(fc.array(value, { maxLength: 25 }), fc.integer({ min: 1, max: 6 }), (values, size) => {
          const tally = createTally(plan)!;
          const items: readonly Item[] = records(
            values.map((v, seconds) => ({ source: "p", file: "f", seconds, values: ["a", null, null, v, null] })),
          );
          items.forEach((item, index) => {
            change(tally, plan, item, 1);
            if (index >= size) change(tally, plan, items[index - size]!, -1);
            const whole = aggregateOver(plan, items.slice(Math.max(0, index - size + 1), index + 1));
            const kept = tallied(tally, plan, null);
            deepEqual(kept === undefined ? whole : kept, whole);
          });
        }),
      );
    });
  }
});
