/** Every form of pattern by small cases; what is expected was worked out by hand from the meaning of the form. */
import { deepEqual } from "node:assert/strict";
import { advance, advanceTo } from "../../../server/engine/detect/advance.ts";
import { compilePlan } from "../../../server/engine/detect/compile.ts";
import { createState } from "../../../server/engine/detect/state.ts";
import type { RawDetection } from "../../../server/engine/detect/detection.ts";
import { MOST_MATCHES } from "../../../server/engine/detect/sequence.ts";
import type { LogRecord } from "../../../server/engine/item.ts";
import type { Pattern, RuleDefinition, Term } from "../../../server/model/program.ts";
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
  no,
  of,
  over,
  program,
  records,
  rule,
  SECOND,
  SCHEMAS,
  sequence,
  timeline,
  until,
  use,
  type Row,
} from "../../oracle/build.ts";

/** `3: a1 b3`: at 3 s, of these items in the order written. */
function said(when: Pattern, log: string | readonly LogRecord[], more: Partial<RuleDefinition> = {}): string[] {
  const plan = compilePlan(program([rule("r1", when, more)]), SCHEMAS);
  const state = createState(plan);
  const lines: string[] = [];
  const out = ({ time, steps }: RawDetection): void => {
    const items = steps.flatMap((step) => step.items).map((item) => `${String(item.values[0])}${item.time / SECOND}`);
    lines.push(`${time / SECOND}: ${items.join(" ")}`);
  };
  for (const record of typeof log === "string" ? timeline(log) : log) advance(plan, state, record.time, [record], out);
  advanceTo(plan, state, Infinity, out);
  return lines;
}

const EVERY = { every: true };
const labelled = (name: string, label: string): Term => of(label, name);
const matching = (name: string): ReturnType<typeof event> =>
  event(use(name, { where: equal(field("v"), labelled("v", "s")) }));

describe("every sequence", () => {
  it("takes every match and uses up nothing", () => {
    const when = sequence(10, [event("a"), event("b")], EVERY);
    deepEqual(said(when, "a1 a2 b3 b4"), ["3: a1 b3", "3: a2 b3", "4: a1 b4", "4: a2 b4"]);
  });
  it("takes the same positive items once, where a count completes them again", () => {
    deepEqual(said(sequence(10, [event("a"), count("b", 1)], EVERY), "a1 b2 a3 b4"), ["2: a1 b2", "4: a3 b4"]);
    const two = sequence(10, [event("a"), event("c"), count("b", 1)], EVERY);
    deepEqual(said(two, "a1 c2 b3 c4 b5"), ["3: a1 c2 b3", "5: a1 c4 b5"]);
  });
  it("waits for each match's deadline", () => {
    const when = sequence(10, [event("a"), event("b"), no("x", 3)], EVERY);
    deepEqual(said(when, "a1 a2 b3 b5 x7"), ["6: a1 b3", "6: a2 b3"]);
  });
  it("starts anew behind an `until`", () => {
    deepEqual(said(sequence(10, [event("a"), event("b"), until("x")], EVERY), "a1 x2 a3 a4 b5"), [
      "5: a3 b5",
      "5: a4 b5",
    ]);
  });
  it("stops at so many matches of one completing item, and counts that", () => {
    const plan = compilePlan(program([rule("r1", sequence(9999, [event("a"), event("b")], EVERY))]), SCHEMAS);
    const state = createState(plan);
    let made = 0;
    const rows = Array.from({ length: MOST_MATCHES + 1 }, (_, i) => `a${i + 1}`).join(" ");
    for (const record of timeline(`${rows} b5000`)) advance(plan, state, record.time, [record], () => made++);
    deepEqual([made, state.rules[0]!.counts.cut], [MOST_MATCHES, 1]);
  });
});

describe("every all", () => {
  it("takes every set of items, each once", () => {
    deepEqual(said(all(10, [event("a"), event("b")], EVERY), "a1 a2 b3 b4"), [
      "3: a1 b3",
      "3: a2 b3",
      "4: a1 b4",
      "4: a2 b4",
    ]);
    deepEqual(said(all(10, [event("a"), event("a")], EVERY), "a1 a2 a3"), ["2: a1 a2", "3: a1 a3", "3: a2 a3"]);
  });
  it("completes a set at the first item at which the counts hold", () => {
    deepEqual(said(all(10, [event("a"), count("c", 1)], EVERY), "a1 a2 c3 c4"), ["3: a1 c3", "3: a2 c3"]);
  });
});

describe("no inside all", () => {
  it("waits a window from the first item on, and looks a window back from the completing one", () => {
    const when = all(10, [event("a"), event("c"), no("x")]);
    deepEqual(said(when, "c1 a5 x13"), ["11: a5 c1"]);
    deepEqual(said(when, "c1 a5 x11"), []);
    deepEqual(said(when, "x1 c3 a11"), []);
    deepEqual(said(when, "x1 c3 a12"), ["13: a12 c3"]);
  });
  it("waits from the first positive item, not from a counted one", () => {
    deepEqual(said(all(10, [event("a"), count("c", 1), no("x")]), "c1 a5 x13"), []);
  });
  it("is never an item of the match itself", () => {
    deepEqual(said(all(5, [event("a"), event("b"), no("a")]), "a1 b2"), ["6: a1 b2"]);
    deepEqual(said(all(5, [event("a"), event("b"), no("a")]), "a1 b2 a3"), []);
  });
});

describe("labels inside all", () => {
  it("join members whichever comes first", () => {
    const when = all(10, [event("a", "s"), matching("b")]);
    deepEqual(said(when, "a1:u:1 a2:u:2 b3:u:2 b4:u:1"), ["3: a2 b3", "4: a1 b4"]);
    deepEqual(said(when, "b1:u:2 a2:u:1 a3:u:2"), ["3: a3 b1"]);
  });
  it("narrow what is counted", () => {
    const counted = count(use("b", { where: equal(field("v"), labelled("v", "s")) }), 2);
    deepEqual(said(all(10, [event("a", "s"), counted]), "a1:u:1 a2:u:2 b3:u:2 b4:u:1 b5:u:2"), ["5: a2 b3 b5"]);
  });
});

describe("with that reads a label", () => {
  it("gives the item a field for its `where`", () => {
    const b = use("b", { with: [{ field: "w", value: labelled("v", "s") }], where: equal(field("w"), field("v")) });
    deepEqual(said(sequence(10, [event("a", "s"), event(b)]), "a1:u:1 a2:u:2 b3:u:2"), ["3: a2 b3"]);
  });
  it("gives the item its key", () => {
    const b = use("b", { with: [{ field: "k", value: labelled("k", "s") }] });
    const when = sequence(10, [event("a", "s"), event(b)]);
    deepEqual(said(when, "a1:u a2:v b3", { by: by("k") }), ["3: a1 b3", "3: a2 b3"]);
  });
  it("finds an item that came before the first of its key", () => {
    const x = use("x", { with: [{ field: "k", value: labelled("k", "s") }] });
    const when = sequence(10, [no(x, 5), event("a", "s")]);
    deepEqual(said(when, "x1 a3:u a7:v", { by: by("k") }), ["7: a7"]);
  });
});

describe("a key that a label decides, in `any`", () => {
  it("is not asked of an item that is a member listed before, under its own key", () => {
    const second = use("a", { with: [{ field: "k", value: labelled("k", "s") }] });
    const when = all(10, [event("a", "s"), any([event("a"), event(second)])]);
    deepEqual(said(when, "a1:u a5:v", { by: by("k") }), []);
    deepEqual(said(when, "a1:u a5:u", { by: by("k") }), ["5: a1 a5"]);
  });
});

describe("a condition inside another pattern", () => {
  it("is a step whenever it comes to hold", () => {
    const two = condition(10, [over("count", "a")], compare(aggregate(0), ">=", constant(2)));
    deepEqual(said(any([two, event("c")]), "a1 a2 a3 c4").length, 2);
    deepEqual(said(sequence(20, [two, event("b")]), "a1 b2 a3 b4 a5 b6").length, 1);
  });
});

describe("ties either", () => {
  const at = (seconds: number, source: "p" | "q", e: string): Row => {
    return { source, file: "log", seconds, values: [e, null, null, null, null] };
  };
  const either = { tiesEither: true };
  const when = sequence(10, [event("a"), event("b")]);
  it("takes records of one time and different sources in either order", () => {
    deepEqual(said(when, records([at(1, "p", "b"), at(1, "q", "a")]), either), ["1: a1 b1"]);
    deepEqual(said(when, records([at(1, "p", "b"), at(1, "q", "a")])), []);
  });
  it("leaves those of one source in their order", () => {
    deepEqual(said(when, records([at(1, "p", "b"), at(1, "p", "a")]), either), []);
  });
  it("asks it of every two items", () => {
    const three = sequence(10, [event("a"), event("b"), event("c")]);
    // c and a are of one source, c in front.
    deepEqual(said(three, records([at(1, "p", "c"), at(1, "p", "a"), at(1, "q", "b")]), either), []);
    deepEqual(said(three, records([at(1, "p", "a"), at(1, "p", "c"), at(1, "q", "b")]), either), ["1: a1 b1 c1"]);
  });
});
