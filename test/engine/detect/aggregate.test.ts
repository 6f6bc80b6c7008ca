import { deepEqual, equal } from "node:assert/strict";
import { aggregateOver, distinctKeys, tupleKey } from "../../../server/engine/detect/aggregate.ts";
import type { AggregatePlan } from "../../../server/engine/detect/plan.ts";
import { compileField } from "../../../server/engine/terms/compile.ts";
import type { Item } from "../../../server/engine/item.ts";
import type { Value } from "../../../server/model/program.ts";
import { records } from "../../oracle/build.ts";

const items = (...values: readonly Value[]): readonly Item[] =>
  records(values.map((v, seconds) => ({ source: "p", file: "f", seconds, values: ["a", null, null, v, "w"] })));
const plan = (name: AggregatePlan["function"], rank: number | null = null): AggregatePlan => ({
  function: name,
  slot: 0,
  fields: [compileField("v")],
  rank,
});
const over = (name: AggregatePlan["function"], ...values: readonly Value[]): Value =>
  aggregateOver(plan(name), items(...values));

describe("aggregates", () => {
  it("count items, with the value or without", () => {
    equal(over("count", 1, null), 2);
  });
  it("tell values apart ignoring case, lists by their elements", () => {
    equal(over("distinct", "a", "A", "b", null, ["b", "c"]), 3);
    deepEqual(distinctKeys(plan("distinct"), items(["B", "b", null])[0]!), ['"b"']);
  });
  it("of nothing are missing, save counts", () => {
    deepEqual([over("count"), over("distinct", null), over("sum", null), over("min")], [0, 0, null, null]);
  });
  it("calculate over numbers, lists by their elements", () => {
    equal(over("sum", 1, [2, 3], null), 6);
    equal(over("avg", 1, 2, 6), 3);
    equal(over("stddev", 2, 4, 4, 4, 5, 5, 7, 9), 2);
  });
  it("take the middle of two for the median, and between ranks for percentiles", () => {
    equal(over("median", 9, 1, 2, 4), 3);
    equal(over("median", 3, 1, 2), 2);
    equal(aggregateOver(plan("percentile", 90), items(0, 10)), 9);
    equal(aggregateOver(plan("percentile", 100), items(0, 10)), 10);
  });
  it("find extremes of strings ignoring case, the first written as it came", () => {
    equal(over("min", "b", "A", "a"), "A");
    equal(over("max", "b", "B"), "b");
  });
  it("know tuples of values only where none is missing", () => {
    const pair: AggregatePlan = { ...plan("first"), fields: [compileField("v"), compileField("w")] };
    equal(tupleKey(pair, items("X")[0]!), '["x","w"]');
    equal(tupleKey(pair, items(null)[0]!), null);
  });
});
