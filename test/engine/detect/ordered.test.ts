/** What finds items by size offers all that fit: alone, and in rules with long windows, where the oracle agrees. */
import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { advance } from "../../../server/engine/detect/advance.ts";
import { compilePlan } from "../../../server/engine/detect/compile.ts";
import { PlainEntry } from "../../../server/engine/detect/entry.ts";
import type { Side } from "../../../server/engine/detect/order.ts";
import { Ordered } from "../../../server/engine/detect/ordered.ts";
import { createState } from "../../../server/engine/detect/state.ts";
import { compileField } from "../../../server/engine/terms/compile.ts";
import type { Pattern, Term, Value } from "../../../server/model/program.ts";
import { generator } from "../../bench/generator.ts";
import {
  compare,
  constant,
  count,
  event,
  field,
  no,
  of,
  program,
  records,
  rule,
  SCHEMAS,
  sequence,
  until,
  use,
} from "../../oracle/build.ts";
import { runEngine } from "../../oracle/engine.ts";
import { detect } from "../../oracle/oracle.ts";

const PLAN = { slot: 0, values: [compileField("v")] };
const holds: Readonly<Record<Side, (value: number, bound: number) => boolean>> = {
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

function entry(at: number, v: Value): PlainEntry {
  const [item] = records([{ source: "p", file: "f", seconds: at, values: ["a", null, null, v, null] }]);
  return new PlainEntry(at, item!, 0);
}

describe("items in order of size", () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom<Value>(null, "1", [1, 9]));
  const act = fc.oneof(
    { arbitrary: fc.record({ kind: fc.constant("come" as const), value }), weight: 4 },
    { arbitrary: fc.record({ kind: fc.constant("go" as const), at: fc.nat(200) }), weight: 1 },
  );

  it("are found by place on their side of a bound, and those of which a number does not tell", () => {
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 200 }),
        fc.constantFrom<Side>("<", "<=", ">", ">="),
        fc.integer({ min: -4, max: 4 }),
        (acts, side, bound) => {
          const ordered = new Ordered(PLAN, []);
          const there = new Map<number, Value>();
          for (const [at, each] of acts.entries())
            if (each.kind === "come") {
              ordered.append(entry(at, each.value));
              there.set(at, each.value);
            } else {
              ordered.remove(each.at);
              there.delete(each.at);
            }
          const found: number[] = [];
          for (let i = ordered.next(0, side, bound); i < ordered.entries.length; i = ordered.next(i + 1, side, bound))
            found.push(ordered.entries[i]!.at);
          const expected = [...there].filter(([, v]) =>
            typeof v === "number" ? holds[side](v, bound) : v !== null && typeof v === "object",
          );
          deepEqual(
            found,
            expected.map(([at]) => at),
          );
        },
      ),
    );
  });
});

describe("a comparison of two items in a long window", () => {
  const v = field("v");
  const more: Term = { kind: "arithmetic", operator: "+", left: of("x", "v"), right: constant(40), type: "int" };
  const where = (term: Term): ReturnType<typeof use> => use("b", { where: term });
  const shapes: Readonly<Record<string, Pattern>> = {
    "of the completing item": sequence(60, [event("a", "x"), event(where(compare(v, ">", more)))]),
    "written the other way round": sequence(60, [event("a", "x"), event(where(compare(of("x", "v"), ">=", v)))]),
    "of a middle step": sequence(60, [event("a", "x"), event(where(compare(v, "<", of("x", "v")))), event("c")]),
    "of what must be absent": sequence(60, [event("a", "x"), no(where(compare(v, ">", more))), event("c")]),
    "of what is counted": sequence(60, [event("a", "x"), count(where(compare(v, ">", more)), 2), event("c")]),
    "of what ends it": sequence(60, [event("a", "x"), event("c"), until(where(compare(v, ">", more)))]),
  };
  for (const [title, pattern] of Object.entries(shapes))
    it(`finds what a search through all items finds: ${title}`, () => {
      const random = generator(title.length);
      const rows = Array.from({ length: 160 }, (_, seconds) => {
        const kind = random() < 0.55 ? "a" : random() < 0.9 ? "b" : "c";
        return {
          source: "p" as const,
          file: "f",
          seconds,
          values: [kind, null, null, Math.floor(random() * 60), null],
        };
      });
      const whole = program([rule("r1", pattern)]);
      const found = runEngine(whole, records(rows));
      ok(found.length > 0);
      deepEqual(found, detect(whole, records(rows)));
    });
});

describe("a search that nobody can stall", () => {
  it("is given up where no index helps and too many items would be tried, and that is counted", () => {
    const sum: Term = { kind: "arithmetic", operator: "+", left: of("x", "v"), right: of("y", "v"), type: "int" };
    const never = use("b", { where: compare(field("v"), "==", sum) });
    const plan = compilePlan(
      program([rule("r1", sequence(9999, [event("a", "x"), event("a", "y"), event(never)]))]),
      SCHEMAS,
    );
    const state = createState(plan);
    const rows = Array.from({ length: 301 }, (_, seconds) => {
      const values = [seconds === 300 ? "b" : "a", null, null, seconds === 300 ? -1 : 1, null];
      return { source: "p" as const, file: "f", seconds, values };
    });
    for (const record of records(rows)) advance(plan, state, record.time, [record], () => ok(false));
    equal(state.rules[0]!.counts.cut, 1);
  });
});
