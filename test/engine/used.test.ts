/** Detections that another one has used up are named in its evidence by their ids; those that it counted, or of `every`, are not. */
import assert from "node:assert/strict";
import type { Pattern, RuleDefinition } from "../../server/model/program.ts";
import { all, count, event, program, rule, sequence, timeline } from "../oracle/build.ts";
import { run } from "./explain/run.ts";

const part: RuleDefinition = rule("r1", event("a"));

/** The ids of the parts, and those that the rule above them says it used. */
function used(when: Pattern): readonly [parts: readonly string[], used: readonly (string | undefined)[]] {
  const { detections } = run(program([part, rule("r2", when, { depth: 1 })]), timeline("a1 a2 x9"), null);
  const [parts, above] = ["r1", "r2"].map((name) => detections.filter((each) => each.rule === name));
  return [parts!.map(({ id }) => id), above!.flatMap(({ evidence }) => evidence.map((step) => step.used))];
}

describe("detections that another one uses up", () => {
  it("are named by it", () => {
    for (const when of [sequence(5, [event("r1"), event("r1")]), all(5, [event("r1"), event("r1")])]) {
      const [parts, taken] = used(when);
      assert.equal(parts.length, 2);
      assert.deepEqual(taken, parts);
    }
  });

  it("are not those that it counts, nor those of `every`", () => {
    assert.deepEqual(used(sequence(5, [event("r1"), count("r1", 1)]))[1].slice(1), [undefined]);
    const [, taken] = used(sequence(5, [event("r1"), event("r1")], { every: true }));
    assert.deepEqual(taken, [undefined, undefined]);
  });
});
