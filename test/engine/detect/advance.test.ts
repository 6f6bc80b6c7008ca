/** What examples of semantics do not see: state, refusals, statistics, what is handed out when. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { advance, advanceTo } from "../../../server/engine/detect/advance.ts";
import { compilePlan } from "../../../server/engine/detect/compile.ts";
import { createState, type DetectState } from "../../../server/engine/detect/state.ts";
import { statistics } from "../../../server/engine/detect/statistics.ts";
import type { RawDetection } from "../../../server/engine/detect/detection.ts";
import type { Plan } from "../../../server/engine/detect/plan.ts";
import { comparePlaces, Schema, type LogRecord } from "../../../server/engine/item.ts";
import type { Program } from "../../../server/model/program.ts";
import {
  by,
  count,
  equal as equals,
  event,
  field,
  constant,
  no,
  program,
  records,
  rule,
  SCHEMAS,
  SECOND,
  sequence,
  timeline,
  use,
} from "../../oracle/build.ts";

class Run {
  readonly plan: Plan;
  readonly state: DetectState;
  readonly detections: RawDetection[] = [];

  constructor(what: Program) {
    this.plan = compilePlan(what, SCHEMAS);
    this.state = createState(this.plan);
  }

  take(all: readonly LogRecord[]): this {
    for (const record of all) advance(this.plan, this.state, record.time, [record], this.out);
    return this;
  }

  to(seconds: number): number | null {
    return advanceTo(this.plan, this.state, seconds * SECOND, this.out);
  }

  private readonly out = (detection: RawDetection): void => {
    this.detections.push(detection);
  };
}

/** A deep copy of plain data; records and plans' schemas are shared, and anything that runs is refused. */
function copied<T>(value: T): T;
function copied(value: unknown): unknown {
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, copied(each)]));
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value === "function") throw new Error("a function in the state");
  if (value === null || typeof value !== "object" || value instanceof Schema) return value;
  const fields = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copied(each)]));
  return Object.assign(Object.create(Object.getPrototypeOf(value) as object) as object, fields);
}

const absence = sequence(null, [event("a"), no("b", 5)]);

describe("advancing", () => {
  it("ends a wait when the watermark has passed its deadline, not before", () => {
    const run = new Run(program([rule("r1", absence)])).take(timeline("a1"));
    equal(run.to(6), 6 * SECOND);
    equal(run.detections.length, 0);
    equal(run.to(6.000001), null);
    deepEqual(
      run.detections.map(({ time }) => time),
      [6 * SECOND],
    );
  });

  it("answers the next deadline", () => {
    const run = new Run(program([rule("r1", absence)]));
    const [a1, a3] = timeline("a1 a3");
    equal(
      advance(run.plan, run.state, a1!.time, [a1!], () => undefined),
      6 * SECOND,
    );
    equal(
      advance(run.plan, run.state, a3!.time, [a3!], () => undefined),
      6 * SECOND,
    );
  });

  it("hands detections out in the order of their places", () => {
    const r1 = rule("r1", event("a"), { by: by("k") });
    const r2 = rule("r2", event("r1"), { depth: 1, by: by("k") });
    const both = records([{ source: "p", file: "f", seconds: 1, values: ["a", ["v", "u"], null, null, null] }]);
    const { detections } = new Run(program([r2, r1])).take(both);
    deepEqual(
      detections.map(({ rule: { name }, key }) => [name, ...key]),
      [
        ["r1", "u"],
        ["r1", "v"],
        ["r2", "u"],
        ["r2", "v"],
      ],
    );
    deepEqual(detections.toSorted(comparePlaces), detections);
  });

  it("forgets keys whose windows have passed", () => {
    const run = new Run(program([rule("r1", sequence(10, [event("a"), event("b")]), { by: by("k") })]));
    const rows = Array.from({ length: 5000 }, (_, i) => `a${i}:key${i}`).join(" ");
    run.take(timeline(rows));
    ok(statistics(run.plan, run.state)[0]!.keys < 200);
  });

  it("can go on from a copy of its state, which is data alone", () => {
    const steps = [event("a"), count("b", 1), event("c"), no("x", 2)];
    const run = new Run(program([rule("r1", sequence(10, steps), { by: by("k"), suppress: 9 * SECOND })]));
    const before = timeline("a1:u b2:u c3:u a4:u");
    const after = timeline("b5:u c6:u x7:v a8:u b9:u c10:u");
    run.take(before);
    const times: number[][] = [copied(run.state), run.state].map((state) => {
      const found: number[] = [];
      for (const record of after) advance(run.plan, state, record.time, [record], ({ time }) => found.push(time));
      advanceTo(run.plan, state, Infinity, ({ time }) => found.push(time));
      return found;
    });
    deepEqual(times[0], [5 * SECOND, 8 * SECOND, 12 * SECOND]);
    deepEqual(times[1], times[0]);
  });

  it("counts what came to each step, what had no key and what was suppressed", () => {
    const narrowed = use("b", { where: equals(field("v"), constant(1)) });
    const what = rule("r1", sequence(10, [event("a"), event(narrowed)]), { by: by("k"), suppress: 60 * SECOND });
    const run = new Run(program([what])).take(timeline("a1:u b2:u:1 b2:u:2 a3 a4:u b5:u:1"));
    deepEqual(statistics(run.plan, run.state), [
      {
        rule: "r1",
        raised: 1,
        suppressed: 1,
        keyless: 1,
        ignored: 0,
        forgotten: 0,
        limited: 0,
        cut: 0,
        waiting: 0,
        keys: 1,
        steps: [
          { text: "a", items: 2 },
          { text: "b", items: 2 },
        ],
      },
    ]);
  });

  it("leaves out rules that are disabled", () => {
    const off = rule("r1", event("a"), { status: "disabled" });
    const above = rule("r2", event("r1"), { depth: 1 });
    const run = new Run(program([off, above])).take(timeline("a1"));
    equal(run.detections.length, 0);
    deepEqual(
      run.plan.rules.map(({ definition }) => definition.name),
      ["r2"],
    );
  });

  it("shares a leaf among all rules that use it", () => {
    const { plan } = new Run(program([rule("r1", event("p")), rule("r2", sequence(1, [event("p"), event("p")]))]));
    equal(plan.leaves.length, 1);
  });

  it("gives a detection its keys, emits and built-in fields", () => {
    const label = { kind: "label", label: "s", field: "v", many: false, type: "int" } as const;
    const what = rule("r1", event("a", "s"), {
      by: by("k"),
      emit: [{ field: "value", value: label }],
      attack: ["T1110"],
    });
    const [detection] = new Run(program([what])).take(timeline("a1:User:7")).detections;
    const { schema, values } = detection!;
    const fields = Object.fromEntries(schema.fields.map((name, slot) => [name, values[slot]]));
    deepEqual(fields, {
      k: "user",
      value: 7,
      rule: "r1",
      severity: "high",
      risk: null,
      tags: [],
      attack: ["T1110"],
      first: SECOND,
      last: SECOND,
    });
  });
});
