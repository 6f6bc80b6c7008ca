/** The page's list of what is easy to get wrong, and more sentences of it: engine and oracle must both get them right. */
import { deepEqual } from "node:assert/strict";
import type { LogRecord } from "../../server/engine/item.ts";
import type { Pattern, Program, RuleDefinition, Term, Value } from "../../server/model/program.ts";
import {
  aggregate,
  all,
  any,
  by,
  compare,
  condition,
  constant,
  count,
  equal,
  event,
  field,
  manyOf,
  no,
  not,
  of,
  over,
  program,
  records,
  rule,
  SECOND,
  sequence,
  timeline,
  until,
  use,
  type Row,
} from "./build.ts";
import { runEngine } from "./engine.ts";
import { detect, type Outcome } from "./oracle.ts";

/** `3: a1 b3`: at 3 s, of these items; aggregates' items too. Rules other than `r1` are named. */
function shown(outcomes: readonly Outcome[], records: readonly LogRecord[]): readonly string[] {
  const names = new Map(
    records.map((record) => [`p/log/${record.position}`, `${String(record.values[0])}${record.time / SECOND}`]),
  );
  return outcomes.map(({ rule: name, time, steps, fate }) => {
    const items = steps.flat().map((id) => names.get(id) ?? id.replace(/\[.*/, ""));
    const prefix = name === "r1" ? "" : `${name} `;
    return `${prefix}${time / SECOND}: ${items.join(" ")}${fate === "raised" ? "" : ` (${fate})`}`;
  });
}

function both(what: Program, text: string, expected: readonly string[]): void {
  const records = timeline(text);
  deepEqual(shown(detect(what, records), records), expected, "oracle");
  deepEqual(shown(runEngine(what, records), records), expected, "engine");
}

const one = (when: Pattern, more: Partial<RuleDefinition> = {}): Program => program([rule("r1", when, more)]);

describe("semantics by example", () => {
  describe("easy to get wrong", () => {
    it("a counted item is the first of the match, so a `no` behind it sees what follows", () => {
      const when = sequence(10, [count("a", 2), no("x"), event("b")]);
      both(one(when), "a1 x2 a3 a4 b5", []);
    });
    it("`until` lets only what is behind it count", () => {
      const when = sequence(10, [count("a", 2), event("b"), until("x")]);
      both(one(when), "a1 x2 a3 a4 b5", ["5: a3 a4 b5"]);
    });
    it("of two waits that nothing ended the first match wins", () => {
      const when = sequence(10, [event("a"), event("a"), no("a", 5)]);
      both(one(when), "a1 a2 a3", ["8: a1 a3"]);
    });
    it("a last count completes again with the next first step, and uses up nothing", () => {
      const when = sequence(10, [event("a"), count("b", 1)]);
      both(one(when), "a1 a2 b3 b4", ["3: a1 b3", "4: a2 b3 b4"]);
    });
    it("only the detection of a rule is an item of the step, its records can be Xs", () => {
      const r1 = rule("r1", sequence(10, [event("a"), event("a")]));
      const r2 = rule("r2", sequence(10, [no("a", 5), event("r1")]), { depth: 1 });
      both(program([r1, r2]), "a1 a2", ["2: a1 a2"]);
    });
  });

  describe("sequence", () => {
    it("takes the first match and goes on with what is left", () => {
      both(one(sequence(10, [event("a"), event("b")])), "a1 a2 b3 b4 b5", ["3: a1 b3", "4: a2 b4"]);
    });
    it("keeps a second partial match when a label decides", () => {
      const b = use("b", { where: equal(field("v"), of("s", "v")) });
      const when = sequence(10, [event("a", "s"), event(b)]);
      both(one(when), "a1:k:1 a2:k:2 b3:k:2 b4:k:1", ["3: a2 b3", "4: a1 b4"]);
    });
    it("includes both ends of its window", () => {
      both(one(sequence(10, [event("a"), event("b")])), "a1 b11", ["11: a1 b11"]);
      both(one(sequence(10, [event("a"), event("b")])), "a1 b12", []);
    });
    it("lets the completing item begin a further match once", () => {
      both(one(sequence(10, [event("a"), event("a")])), "a1 a2 a3 a4", ["2: a1 a2", "3: a2 a3", "4: a3 a4"]);
      both(one(sequence(10, [event("a"), event("a"), event("a")])), "a1 a2 a3 a4 a5", ["3: a1 a2 a3", "5: a3 a4 a5"]);
    });
    it("keeps keys apart, ignores their case and leaves out items without one", () => {
      const when = sequence(10, [event("a"), event("b")]);
      both(one(when, { by: by("k") }), "a1:u a2:v b3 b4:V b5:U", ["4: a2 b4", "5: a1 b5"]);
    });
    it("counts in front of its own step, for a `where` to read", () => {
      const entry = use("b", { where: compare(field("v"), "in", manyOf("guesses", "v")) });
      const when = sequence(10, [count("a", 2, { label: "guesses" }), event(entry)]);
      both(one(when), "a1:k:1 a2:k:2 b3:k:3 b4:k:2", ["4: a1 a2 b4"]);
    });
    it("narrows a count by its own `within`", () => {
      const when = sequence(10, [count("a", 2, { within: 3 }), event("b")]);
      both(one(when), "a1 a2 b5 a6 b7", []);
      both(one(when), "a1 a4 a5 b7", ["7: a4 a5 b7"]);
    });
    it("cuts only at an X: what `until` is not for this match leaves its counts alone", () => {
      const x = use("x", { where: equal(field("v"), of("s", "v")) });
      const when = sequence(10, [count("b", 1, { operator: "==" }), event("a", "s"), until(x)]);
      both(one(when), "b1 x2:k:5 b3 a4:k:7", []);
      both(one(when), "b1 x2:k:7 b3 a4:k:7", ["4: b3 a4"]);
    });
    it("joins ignoring case unless `cased`, and never a number with its text", () => {
      const row = (seconds: number, e: string, v: Value): Row => ({
        source: "p",
        file: "log",
        seconds,
        values: [e, null, null, v, null],
      });
      const rows = records([row(1, "a", "Ann"), row(2, "a", 7), row(3, "b", "7"), row(4, "b", "ANN"), row(5, "b", 7)]);
      const joined = (cased: boolean): Program =>
        one(
          sequence(10, [
            event("a", "s"),
            event(use("b", { where: compare(field("v"), "==", of("s", "v"), { cased }) })),
          ]),
        );
      for (const [cased, expected] of [
        [false, ["4: a1 b4", "5: a2 b5"]],
        [true, ["5: a2 b5"]],
      ] as const)
        for (const run of [detect, runEngine]) deepEqual(shown(run(joined(cased), rows), rows), expected);
    });
    it("finds a value among those counted between the neighbouring steps, not in front of them", () => {
      const entry = use("b", { where: compare(field("v"), "in", manyOf("g", "v")) });
      const when = sequence(10, [event("y"), count("a", 1, { label: "g", within: 3 }), event(entry)]);
      both(one(when), "a1:k:1 y2 a3:k:2 b4:k:1 b5:k:2", ["5: y2 a3 b5"]);
      both(one(when), "y2 a3:k:2 a7:k:3 b8:k:2", []);
    });
    it("counts what a label holds for an emit, narrowed as the count is", () => {
      const size: Term = { kind: "summary", function: "count", label: "g", field: null, type: "int" };
      const when = sequence(10, [count("a", 1, { label: "g", within: 2 }), event("b")]);
      const more = { emit: [{ field: "n", value: size }] };
      const rows = timeline("a1 a2 a3 b4");
      for (const run of [detect, runEngine]) deepEqual(run(one(when, more), rows)[0]?.emit, [2]);
    });
    it("never counts what lies before the window, whatever its own `within` is", () => {
      both(one(sequence(2, [count("a", 1, { within: 10 }), event("b")])), "a1 b5", []);
    });
    it("goes on with the next first step where a label led the first one to a dead end", () => {
      const b = use("b", { where: equal(field("v"), of("s", "v")) });
      const when = sequence(10, [event("a", "s"), event(b), event("c"), event("y")]);
      both(one(when), "a1:k:1 a2:k:2 b3:k:2 c4 b5:k:1 y6", ["6: a2 b3 c4 y6"]);
    });
    it("keeps a match that waits, though a `no` cuts its items off from later ones", () => {
      const when = sequence(10, [event("a"), no("x"), event("b"), no("y", 5)]);
      both(one(when), "a1 b2 x3 b4", ["7: a1 b2"]);
    });
    it("fires absence at its deadline, also at the end of the input", () => {
      const when = sequence(null, [event("a"), no("b", 5)]);
      both(one(when), "a1 a3 b6 a7", ["12: a7"]);
      both(one(when), "a1 b7", ["6: a1"]);
    });
    it("looks for a leading `no` before the first item", () => {
      const when = sequence(null, [no("x", 3), event("a")]);
      both(one(when), "x1 a4 a5", ["5: a5"]);
    });
    it("matches an item of `any` as the first member that it is", () => {
      const when = sequence(10, [any([event("a", "one"), event("b", "two")]), event("c")]);
      const more = { emit: [{ field: "v", value: of("two", "v") }] };
      both(one(when, more), "b1:k:7 c2 a3:k:8 c4", ["2: b1 c2", "4: a3 c4"]);
    });
    it("takes the detections of a nested sequence as items", () => {
      const when = sequence(10, [sequence(null, [event("a"), event("b")]), event("c")]);
      both(one(when), "a1 b2 c3", ["3: (p/log/0|p/log/1) c3"]);
    });
    it("sees what other rules wait for at the same instant in the order of depth", () => {
      const r1 = rule("r1", sequence(null, [event("a"), no("b", 5)]));
      const r2 = rule("r2", sequence(null, [event("c"), no("r1", 5)]), { depth: 1 });
      both(program([r1, r2]), "a1 c1", ["6: a1"]);
      both(program([r1, r2]), "a2 c1", ["r2 6: c1", "7: a2"]);
    });
  });

  describe("all", () => {
    it("takes its members in any order, each item once", () => {
      both(one(all(5, [event("a"), event("b")])), "b1 a2 a3 b9 b10", ["2: a2 b1"]);
      both(one(all(5, [event("a"), event("a")])), "a1 a2 a3", ["2: a1 a2"]);
    });
    it("takes the first items that fill it, not the first that come along", () => {
      const when = all(9, [any([event("a"), event("b")]), event("a")]);
      both(one(when), "a1 b2 a3", ["2: b2 a1"]);
    });
    it("completes at the first item at which its counts hold, and at no later one", () => {
      const when = all(9, [event("a"), count("c", 1)]);
      both(one(when), "a1 a2 c3 c4", ["3: a1 c3"]);
      both(one(when), "c1 a2 a3", ["2: a2 c1", "3: a3 c1"]);
    });
    it("counts the items of its members too", () => {
      both(one(all(9, [event("a"), count("a", 2)])), "a1 a2", ["2: a1 a1 a2"]);
    });
  });

  describe("condition", () => {
    const threshold = condition(10, [over("count", "a")], compare(aggregate(0), ">=", constant(2)));
    it("fires when it comes to hold, and not again while it holds", () => {
      both(one(threshold), "a1 a2 a3 a4 a20 a21", ["2: a1 a2", "21: a20 a21"]);
    });
    it("goes on firing `suppress` apart while it holds", () => {
      both(one(threshold, { suppress: 3 * SECOND }), "a1 a2 a3 a4 a5 a6", ["2: a1 a2", "5: a1 a2 a3 a4 a5"]);
    });
    it("tells first occurrences by their values in the window", () => {
      const when = condition(10, [over("first", "a", ["v"])], aggregate(0));
      both(one(when), "a1:k:1 a2:k:1 a3:k:2 a13:k:2 a15:k:2", ["1: a1", "3: a1 a2 a3"]);
      both(one(when), "a1:k:1 a12:k:1", ["1: a1", "12: a12"]);
    });
    it("compares with nothing as false, save `!=`", () => {
      const when = condition(10, [over("max", "a", ["v"]), over("count", "b")], not(equal(aggregate(0), constant(1))));
      both(one(when), "b1", ["1: b1"]);
    });
  });

  describe("found by chance", () => {
    it("a member of an `all` reads what a count holds by the time at which another count comes to hold", () => {
      const when = all(5, [
        { ...count("b", 1), label: "g" },
        event(use("a", { where: compare(field("v"), "in", manyOf("g", "v")) })),
        {
          ...count("a", 0),
          aggregates: [over("median", "a", ["v"])],
          condition: compare(aggregate(0), ">=", constant(2)),
        },
      ]);
      both(one(when), "a1:k:1 a2:k:3 b3:k:1 a4:k:1 a7", ["3: b3 a1 a1 a2", "7: b3 a4 a2 a4 a7"]);
    });
    it("`ignore` sees the field that a `with` gives, not the one that the record had", () => {
      const taken = use("b", { with: [{ field: "v", value: of("s", "v") }] });
      const when = sequence(5, [event("a", "s"), event(taken)]);
      const more = { ignore: [equal(field("v"), constant(2))] };
      both(one(when, more), "a1:k:1 b2:k:2", ["2: a1 b2"]);
    });
    it("`every all` gives the same items once, also where they could change places later", () => {
      const counted = {
        ...count("a", 0),
        condition: not(equal(aggregate(0), of("s", "v"))),
      };
      const when = all(2, [event("b", "s"), event("b"), counted], { every: true });
      both(one(when), "a1 b1 b1:k:1 a3", ["1: b1 b1 a1"]);
    });
    it("a nested detection and its record are two items, so `every` tells two matches", () => {
      const when = sequence(5, [any([event("a"), sequence(null, [event("a")])]), event("b")], { every: true });
      both(one(when), "a1 b2", ["2: a1 b2", "2: (p/log/0) b2"]);
    });
  });

  it("suppresses what comes too soon after what was raised", () => {
    both(one(event("a"), { suppress: 3 * SECOND }), "a1 a2 a4 a5", [
      "1: a1",
      "2: a2 (suppressed)",
      "4: a4",
      "5: a5 (suppressed)",
    ]);
  });

  it("never raises a building block, and feeds it", () => {
    const r1 = rule("r1", event("a"), { status: "building_block" });
    const r2 = rule("r2", event("r1"), { depth: 1 });
    both(program([r1, r2]), "a1", ["1: a1 (building_block)", "r2 1: r1"]);
  });
});
