/** What is said of one line, worked out by hand. `a1` is an a at 1 s, and the first word is line 1. */
import assert from "node:assert/strict";
import type { Pattern } from "../../../server/model/program.ts";
import { count, event, program, rule, sequence, timeline, until } from "../../oracle/build.ts";
import { run } from "./run.ts";

describe("one line behind a count that stands first", () => {
  const three = sequence(10, [count("a", 3), event("b")]);
  const said = (when: Pattern, items: string) => {
    const line = items.split(" ").length;
    const { record } = run(program([rule("r1", when)]), timeline(items), { rule: "r1", record: { file: "log", line } });
    return [record!.verdict, ...record!.waiting.map(({ step, since }) => `${step} since line ${since.line}`)];
  };

  it("is said to have come when the count held no more", () => {
    // Of a1 a2 a4 it holds up to 11.
    const ceased = (seconds: number): string =>
      `Fits b of r1. count(a) >= 3 in front of it had ceased to hold ${seconds}s before.`;
    assert.deepEqual(said(three, "a1 a2 a4 b12"), [ceased(1)]);
    assert.deepEqual(said(three, "a1 a2 a4 a5 b15"), [ceased(3)]);
  });

  it("is what a match waits for while the count holds", () => {
    assert.deepEqual(said(three, "a1 a2 a4 b11"), ["Fits b of r1.", "b since line 1"]);
    assert.deepEqual(said(three, "a1 a2 a4 a5 b12"), ["Fits b of r1.", "b since line 2"]);
  });

  it("hears nothing of a count that never held, or that an `until` ended", () => {
    assert.deepEqual(said(three, "a1 a2 b4"), ["Fits b of r1."]);
    assert.deepEqual(said(sequence(10, [count("a", 3), event("b"), until("x")]), "a1 a2 a4 x5 b6"), ["Fits b of r1."]);
  });
});
