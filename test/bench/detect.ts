/**
 * How the time per record grows with the items of one key in one window, for rules whose `where` reads labels: each tenth
 * record is a `b`, the others are `a`s, all within the window. Prints CPU time of this thread per record, also as a
 * multiple of the smallest run; judges nothing. A run that would take longer than the budget is left out.
 *
 *     node test/bench/detect.ts [--budget 20] [--only TEXT]
 */
import { parseArgs } from "node:util";
import { advance, advanceTo } from "../../server/engine/detect/advance.ts";
import { compilePlan } from "../../server/engine/detect/compile.ts";
import { createState } from "../../server/engine/detect/state.ts";
import type { LogRecord } from "../../server/engine/item.ts";
import type { Pattern, Term } from "../../server/model/program.ts";
import {
  all,
  and,
  by,
  compare,
  constant,
  count,
  equal,
  event,
  field,
  manyOf,
  no,
  of,
  program,
  records,
  rule,
  SCHEMAS,
  sequence,
  until,
  use,
} from "../oracle/build.ts";

const { values: options } = parseArgs({
  options: { budget: { type: "string", default: "20" }, only: { type: "string", default: "" } },
});

const DAY = 86_400;
const SIZES = [1000, 10_000, 100_000];
const v = field("v");
const sum: Term = { kind: "arithmetic", operator: "+", left: of("x", "v"), right: of("y", "v"), type: "int" };
const b = (where: Term): ReturnType<typeof use> => use("b", { where });
/** `v` is the number of the record, so it is never that of another; `w` is that of the record five before. */
const same = equal(v, of("x", "v"));
const five = equal(field("w"), of("x", "v"));
const guessed = (value: Term): Term => compare(value, "in", manyOf("g", "v"));

const join = event(b(five));
const EITHER = "ties either";
const shapes: Readonly<Record<string, Pattern>> = {
  "every a  b": sequence(DAY, [event("a"), event("b")], { every: true }),
  "every x: a  b where w == x.v": sequence(DAY, [event("a", "x"), join], { every: true }),
  "every a  count(b) >= 2": sequence(DAY, [event("a"), count("b", 2)], { every: true }),
  "all { a  b }": all(DAY, [event("a"), event("b")]),
  "all { a  a  c }": all(DAY, [event("a"), event("a"), event("c")]),
  "all { x: a  b where w == x.v }": all(DAY, [event("a", "x"), join]),
  "all { x: a  b where v == x.v }, never": all(DAY, [event("a", "x"), event(b(same))]),
  "all { x: a  b where w == x.v  count(a) >= 3 }": all(DAY, [event("a", "x"), join, count("a", 3)]),
  "all { a  b  no x }": all(DAY, [event("a"), event("b"), no("x")]),
  "all { a  c  no x }, never": all(DAY, [event("a"), event("c"), no("x")]),
  "all { x: a  b where w == x.v  no x }": all(DAY, [event("a", "x"), join, no("x")]),
  "every all { x: a  b where w == x.v }": all(DAY, [event("a", "x"), join], { every: true }),
  [`a  b, ${EITHER}`]: sequence(DAY, [event("a"), event("b")]),
  [`x: a  b where w == x.v, ${EITHER}`]: sequence(DAY, [event("a", "x"), join]),
  [`a  a  c, ${EITHER}, never`]: sequence(DAY, [event("a"), event("a"), event("c")]),
  "a b": sequence(DAY, [event("a"), event("b")]),
  "x: a  b where v == x.v, never": sequence(DAY, [event("a", "x"), event(b(same))]),
  "x: a  b where w == x.v": sequence(DAY, [event("a", "x"), event(b(five))]),
  "x: a  a where j == x.j  b where v == x.v": sequence(DAY, [
    event("a", "x"),
    event(use("a", { where: equal(field("j"), of("x", "j")) })),
    event(b(same)),
  ]),
  "x: a  y: b where v == x.v  b": sequence(DAY, [event("a", "x"), event(b(same), "y"), event("b")]),
  "x: a  y: a where w == x.v  b where w == y.v": sequence(DAY, [
    event("a", "x"),
    event(use("a", { where: five }), "y"),
    event(b(equal(field("w"), of("y", "v")))),
  ]),
  "g: count(a) >= 3  b where v in g.v, never": sequence(DAY, [count("a", 3, { label: "g" }), event(b(guessed(v)))]),
  "g: count(a) >= 3  b where w in g.v": sequence(DAY, [count("a", 3, { label: "g" }), event(b(guessed(field("w"))))]),
  "x: a  g: count(a) >= 3  b where v in g.v": sequence(DAY, [
    event("a", "x"),
    count("a", 3, { label: "g" }),
    event(b(guessed(v))),
  ]),
  "x: a  count(b) >= 1e9  b": sequence(DAY, [event("a", "x"), count("b", 1e9), event("b")]),
  "x: a  count(b where w == x.v) >= 1": sequence(DAY, [event("a", "x"), count(b(five), 1)]),
  "x: a  no b where w == x.v  b where j == x.j": sequence(DAY, [
    event("a", "x"),
    no(b(five)),
    event(b(equal(field("j"), of("x", "j")))),
  ]),
  "x: a  no b where w == x.v within 1h": sequence(null, [event("a", "x"), no(b(five), 3600)]),
  "x: a  b where v == x.v  until b where v == x.v": sequence(DAY, [event("a", "x"), event(b(same)), until(b(same))]),
  "all { x: a  b where v < x.v }, never": all(DAY, [event("a", "x"), event(b(compare(v, "<", of("x", "v"))))]),
  "all { x: a  count(b where v < x.v) >= 1e9 }": all(DAY, [
    event("a", "x"),
    count(b(compare(v, "<", of("x", "v"))), 1e9),
  ]),
  [`a  no b  c, ${EITHER}, never`]: sequence(DAY, [event("a"), no("b"), event("c")]),
  [`a  no c  b, ${EITHER}`]: sequence(DAY, [event("a"), no("c"), event("b")]),
  "x: a  b where v < x.v": sequence(DAY, [event("a", "x"), event(b(compare(v, "<", of("x", "v"))))]),
  "x: a  count(b where v < x.v) >= 2": sequence(DAY, [event("a", "x"), count(b(compare(v, "<", of("x", "v"))), 2)]),
  "x: a  no b where v < x.v  c, never": sequence(DAY, [
    event("a", "x"),
    no(b(compare(v, "<", of("x", "v")))),
    event(b(compare(v, "<", constant(0)))),
  ]),
  "x: a  count(b where v > x.v) >= 1e9": sequence(DAY, [event("a", "x"), count(b(compare(v, ">", of("x", "v"))), 1e9)]),
  "x: a  y: a  b where v == x.v + y.v + 1e6": sequence(DAY, [
    event("a", "x"),
    event("a", "y"),
    event(b(equal(v, { kind: "arithmetic", operator: "+", left: sum, right: constant(1e6), type: "int" }))),
  ]),
  "x: a  b where v == x.v and v > 5": sequence(DAY, [
    event("a", "x"),
    event(b(and(same, compare(v, ">", constant(5))))),
  ]),
};

function log(size: number): readonly LogRecord[] {
  const rows = Array.from({ length: size }, (_, index) => {
    const values = [index % 10 === 9 ? "b" : "a", "user", index % 100, index, index - 5];
    return { source: "p" as const, file: "log", seconds: index / 10, values };
  });
  return records(rows);
}

/** As `once`, the mean of so many runs as make up a time that the system can tell. */
function spent(title: string, when: Pattern, size: number): readonly [number, number] {
  const first = once(title, when, size);
  const rounds = Math.min(20, Math.floor(200_000 / (first[0] * size + 1)));
  const more = Array.from({ length: rounds }, () => once(title, when, size)[0]);
  return [more.length === 0 ? first[0] : more.reduce((total, each) => total + each, 0) / more.length, first[1]];
}

/** Microseconds of CPU time per record, and the detections. */
function once(title: string, when: Pattern, size: number): readonly [number, number] {
  const rows = log(size);
  const plan = compilePlan(program([rule("r1", when, { by: by("k"), tiesEither: title.includes(EITHER) })]), SCHEMAS);
  const state = createState(plan);
  let detections = 0;
  const before = process.threadCpuUsage();
  for (const record of rows) advance(plan, state, record.time, [record], () => detections++);
  advanceTo(plan, state, Infinity, () => detections++);
  const { user, system } = process.threadCpuUsage(before);
  return [(user + system) / size, detections];
}

const budget = Number(options.budget) * 1_000_000;
const columns = SIZES.map((size) => `${size / 1000}k`.padStart(17)).join("");
console.log(`${"us per record, multiple of the first".padEnd(50)}${columns}   detections`);
for (const [title, when] of Object.entries(shapes)) {
  if (!title.includes(options.only)) continue;
  let line = title.padEnd(50);
  let unit = 0;
  let last: readonly [number, number] = [0, 0];
  for (const [at, size] of SIZES.entries()) {
    // What grows with the size of the window grew tenfold, at most with its square a hundredfold.
    if (at > 0 && last[0] * 10 * size > budget && last[0] > 20) {
      line += "-".padStart(17);
      continue;
    }
    last = spent(title, when, size);
    unit ||= last[0];
    line += `${last[0].toFixed(1)} (${(last[0] / unit).toFixed(1)})`.padStart(17);
  }
  console.log(`${line} ${String(last[1]).padStart(12)}`);
}
