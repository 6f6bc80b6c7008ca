/** What ends partial matches beside windows, what an `ignore` removes, and how each is counted. */
import { deepEqual, equal } from "node:assert/strict";
import { advance, advanceTo } from "../../../server/engine/detect/advance.ts";
import { compilePlan } from "../../../server/engine/detect/compile.ts";
import { createState } from "../../../server/engine/detect/state.ts";
import { statistics } from "../../../server/engine/detect/statistics.ts";
import type { LogRecord } from "../../../server/engine/item.ts";
import type { Pattern, RuleDefinition } from "../../../server/model/program.ts";
import {
  aggregate,
  all,
  by,
  compare,
  condition,
  constant,
  count,
  over,
  equal as equals,
  event,
  field,
  no,
  program,
  rule,
  SCHEMAS,
  SECOND,
  sequence,
  timeline,
  use,
} from "../../oracle/build.ts";

/** The times of what is raised, and the counts; system time is the arrival of the record at hand. */
function run(rules: RuleDefinition | readonly RuleDefinition[], records: string | readonly LogRecord[]) {
  const plan = compilePlan(program([rules].flat()), SCHEMAS);
  const state = createState(plan);
  const times: number[] = [];
  const out = ({ time }: { time: number }): void => void times.push(time / SECOND);
  for (const record of typeof records === "string" ? timeline(records) : records) {
    state.now = Math.max(state.now, record.arrived);
    advance(plan, state, record.time, [record], out);
  }
  advanceTo(plan, state, Infinity, out);
  return {
    plan,
    times,
    counts: statistics(plan, state).map(({ ignored, forgotten, limited }) => ({ ignored, forgotten, limited })),
  };
}
const one = (when: Pattern, more: Partial<RuleDefinition>): RuleDefinition => rule("r1", when, more);
const ab = sequence(100, [event("a"), event("b")]);

describe("limit", () => {
  it("lets the oldest go where more wait at a step", () => {
    deepEqual(run(one(ab, {}), "a1 a2 b3 b4").times, [3, 4]);
    const limited = run(one(ab, { limit: 1 }), "a1 a2 b3 b4");
    deepEqual(limited.times, [3]);
    equal(limited.counts[0]!.limited, 1);
  });

  it("is about one key and one step", () => {
    const three = sequence(100, [event("a"), event("b"), event("x")]);
    const { times, counts: numbers } = run(one(three, { limit: 1, by: by("k") }), "a1:u a2:v b3:u b4:v x5:u x6:v");
    deepEqual(times, [5, 6]);
    equal(numbers[0]!.limited, 0);
  });

  it("is about members of an all and about what waits for a deadline", () => {
    deepEqual(run(one(all(100, [event("a"), event("b")]), {}), "a1 a2 b3 b4").times, [3, 4]);
    deepEqual(run(one(all(100, [event("a"), event("b")]), { limit: 1 }), "a1 a2 b3 b4").times, [3]);
    const waits = sequence(null, [event("a"), no("x", 5)]);
    deepEqual(run(one(waits, {}), "a1 a2").times, [6, 7]);
    deepEqual(run(one(waits, { limit: 1 }), "a1 a2").times, [7]);
  });

  it("never lets go what is counted or must be absent", () => {
    deepEqual(run(one(sequence(100, [count("a", 3), event("b")]), { limit: 1 }), "a1 a2 a3 b4").times, [4]);
    deepEqual(run(one(sequence(100, [no("x", 9), event("a")]), { limit: 1 }), "x1 x2 x3 a10").times, []);
  });

  it("holds for each of 200 rules at once", () => {
    const rules = Array.from({ length: 200 }, (_, index) => rule(`r${index}`, ab, { limit: 2 }));
    const found = run(rules, "a1 a2 a3 a4 b5");
    equal(found.times.length, 200);
    deepEqual(new Set(found.counts.map(({ limited }) => limited)), new Set([2]));
  });
});

describe("forget", () => {
  it("ends what arrived longer ago than it says", () => {
    deepEqual(run(one(ab, { forget: 10 * SECOND }), "a2 b12").times, [12]);
    const forgotten = run(one(ab, { forget: 10 * SECOND }), "a1 b12");
    deepEqual(forgotten.times, []);
    equal(forgotten.counts[0]!.forgotten, 1);
  });

  it("goes by arrival, not by the time of the record", () => {
    const records = timeline("a1 b12").map((record) =>
      record.time === SECOND ? { ...record, arrived: 5 * SECOND } : record,
    );
    deepEqual(run(one(ab, { forget: 10 * SECOND }), records).times, [12]);
  });

  it("ends nothing that arrived exactly as long ago as it says", () => {
    const records = timeline("a1 b15").map((record) =>
      record.time === SECOND ? { ...record, arrived: 5 * SECOND } : record,
    );
    deepEqual(run(one(ab, { forget: 10 * SECOND }), records).times, [15]);
  });

  it("is about what is counted too, and never about what must be absent", () => {
    const twice = condition(100, [over("count", "a")], compare(aggregate(0), ">=", constant(2)));
    deepEqual(run(one(twice, { forget: 10 * SECOND }), "a1 a11").times, [11]);
    deepEqual(run(one(twice, { forget: 10 * SECOND }), "a1 a12").times, []);
    deepEqual(run(one(sequence(100, [count("a", 2), event("b")]), { forget: 10 * SECOND }), "a1 a5 b12").times, []);
    deepEqual(run(one(sequence(100, [no("x", 50), event("a")]), { forget: 10 * SECOND }), "x1 a30").times, []);
  });

  it("ends what waits for a deadline", () => {
    const waits = sequence(null, [event("a"), no("x", 20)]);
    deepEqual(run(one(waits, { forget: 10 * SECOND }), "a1 b30").times, []);
    deepEqual(run(one(waits, { forget: 10 * SECOND }), "a1 b9").times, [21]);
  });
});

describe("ignore", () => {
  const known = equals(field("v"), constant(1));

  it("removes what it holds for, and counts each item once", () => {
    const twice = sequence(100, [event("a"), event("a")]);
    const { times, counts: numbers } = run(one(twice, { ignore: [known] }), "a1:u:1 a2:u:2 a3:u:1 a4:u:3");
    deepEqual(times, [4]);
    equal(numbers[0]!.ignored, 2);
  });

  it("is about what is counted and what must be absent too", () => {
    deepEqual(run(one(sequence(9, [count("a", 2), event("b")]), { ignore: [known] }), "a1:u:1 a2:u:2 b3").times, []);
    deepEqual(run(one(sequence(9, [event("a"), no("x"), event("b")]), { ignore: [known] }), "a1 x2:u:1 b3").times, [3]);
  });

  it("leaves alone what lacks a field that it reads, unless `with` gives it", () => {
    const level = equals(field("level"), constant(1));
    deepEqual(run(one(event("a"), { ignore: [level] }), "a1:u:1").times, [1]);
    const given = event(use("a", { with: [{ field: "level", value: field("v") }] }));
    deepEqual(run(one(given, { ignore: [level] }), "a1:u:1 a2:u:2").times, [2]);
  });

  it("is each rule's own: leaves stay shared", () => {
    const { plan, times } = run([rule("r1", event("a"), { ignore: [known] }), rule("r2", event("a"))], "a1:u:1");
    deepEqual(times, [1]);
    equal(plan.leaves.length, compilePlan(program([rule("r2", event("a"))]), SCHEMAS).leaves.length);
  });
});

describe("risk", () => {
  const points = {
    kind: "call",
    function: "points",
    arguments: [equals(field("k"), constant("u")), constant(30)],
    type: "float",
  } as const;
  const risk = [
    { text: "50", value: constant(50) },
    { text: 'k == "u"', value: points },
  ];

  it("is the sum of its parts, and a field of the detection", () => {
    const watch = rule("r2", event(use("r1", { where: compare(field("risk"), ">", constant(60)) })), { depth: 1 });
    const lower = rule("r1", event("a"), { risk, by: by("k") });
    deepEqual(run([lower, watch], "a1:u a2:v").times, [1, 1, 2]);
  });

  it("is missing where a part is missing or too large to be a number", () => {
    const watch = rule("r2", event(use("r1", { where: { kind: "exists", term: field("risk") } })), { depth: 1 });
    const missing = [...risk, { text: "v", value: field("v") }];
    deepEqual(run([rule("r1", event("a"), { risk: missing, by: by("k") }), watch], "a1:u").times, [1]);
    const large = { text: "1e308", value: constant(1e308) };
    deepEqual(run([rule("r1", event("a"), { risk: [large, large], by: by("k") }), watch], "a1:u").times, [1]);
  });
});
