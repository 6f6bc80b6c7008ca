import assert from "node:assert/strict";
import { compilePlan } from "../../../server/engine/detect/compile.ts";
import { forestOf, type ForestPlan } from "../../../server/engine/explain/forest.ts";
import type { Term } from "../../../server/model/program.ts";
import { and, compare, constant, event, field, program, rule, SCHEMAS, use } from "../../oracle/build.ts";

function planOf(where: Term | null): ForestPlan {
  const when = event(use("p", where === null ? {} : { where }));
  return forestOf(compilePlan(program([rule("r", when)]), SCHEMAS), SCHEMAS);
}
const contains = (text: string): Term => compare(field("k"), "contains", constant(text));

describe("the plan as data", () => {
  it("names what finds a leaf, the best first, and the field that it looks at", () => {
    const plan = planOf(and(contains("mimikatz"), compare(field("e"), "==", constant("a"))));
    const [{ found, anchor, weak }] = plan.leaves as [ForestPlan["leaves"][number]];
    assert.deepEqual(
      { found, anchor, weak },
      { found: ['e is "a"', 'k contains "mimikatz"'], anchor: ["e"], weak: false },
    );
    assert.ok(plan.rules[0]!.costs.every((cost) => !cost.startsWith("tried on")));
  });

  it("says which leaves are tried on every item, and which on most of them", () => {
    const tried = (where: Term | null): readonly string[] =>
      planOf(where).rules[0]!.costs.filter((cost) => cost.startsWith("tried on"));
    assert.deepEqual(tried(null), ["tried on every item of p: nothing in its `where` can be looked up"]);
    assert.deepEqual(tried(contains("\\")), [
      'tried on each item of p whose k contains "\\\\", which may be most of them: a longer text would find it',
    ]);
    assert.deepEqual(tried(contains("\\cmd.exe")), []);
  });
});
