/** State written out as JSON text and read back, at any instant, changes nothing of what is detected from then on. */
import { deepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { advance, advanceTo } from "../../../server/engine/detect/advance.ts";
import { compilePlan } from "../../../server/engine/detect/compile.ts";
import type { RawDetection } from "../../../server/engine/detect/detection.ts";
import { toDetection } from "../../../server/engine/detect/evidence.ts";
import { readState, writeState, type Snapshot } from "../../../server/engine/detect/snapshot.ts";
import { createState, type DetectState } from "../../../server/engine/detect/state.ts";
import { statistics } from "../../../server/engine/detect/statistics.ts";
import type { LogRecord } from "../../../server/engine/item.ts";
import type { Pattern, Program } from "../../../server/model/program.ts";
import {
  aggregate,
  all,
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
  rule,
  SCHEMAS,
  sequence,
  timeline,
  use,
} from "../../oracle/build.ts";
import { randomCase } from "../../oracle/random.ts";

/** Everything that a replay says, as text; before each record whose number is in `cuts` the state is written and read. */
function run(what: Program, records: readonly LogRecord[], cuts: (record: number) => boolean): readonly string[] {
  let plan = compilePlan(what, SCHEMAS);
  let state: DetectState = createState(plan);
  const said: string[] = [];
  const out = (raw: RawDetection): void => {
    const detection = toDetection(raw, ({ source, file, line, time }) => {
      return { source, file, line, time, text: "", message: 0, captures: [] };
    });
    said.push(JSON.stringify([raw.fate, detection]));
  };
  for (const [index, record] of records.entries()) {
    if (cuts(index)) {
      const text = JSON.stringify(writeState(plan, state));
      plan = compilePlan(what, SCHEMAS);
      state = readState(plan, JSON.parse(text) as Snapshot);
      deepEqual(JSON.stringify(writeState(plan, state)), text);
    }
    advance(plan, state, record.time, [record], out);
  }
  advanceTo(plan, state, Infinity, out);
  said.push(JSON.stringify(statistics(plan, state)));
  return said;
}

const joined = use("b", { where: equal(field("v"), of("s", "v")) });
const named = use("c", { with: [{ field: "k", value: of("s", "k") }] });
const SHAPES: Readonly<Record<string, Pattern>> = {
  "a join that waits for its partner": sequence(20, [event("a", "s"), event(joined), event("c")]),
  "a wait": sequence(20, [event("a"), count("b", 1), no("c", 3)]),
  "every, ended by a count": sequence(20, [event("a"), event("a"), count("b", 1)], { every: true }),
  "all with a deadline and a count": all(9, [event("a"), count("b", 1), no("x")]),
  "a key that a label decides": sequence(20, [event("a", "s"), event(named)]),
  "first of a value": condition(20, [over("first", "a", ["v"])], aggregate(0)),
  "a distinct count": condition(20, [over("distinct", "b", ["v"])], compare(aggregate(0), ">=", constant(2))),
};

describe("a snapshot", () => {
  for (const [title, when] of Object.entries(SHAPES))
    it(`carries on ${title}, cut before every record`, () => {
      const what = program([rule("r1", when, { by: by("k") }), rule("r2", event("r1"), { depth: 1, by: by("k") })]);
      const rows = "a1:u:1 a2:u:2 b3:u:1 b4:u:2 c5 c6:u:3 x7:v a8:u:9 b9:u:9 c10:u:9 a11:v:1 b12:v:1 c14:v b25:u:3";
      const records = timeline(rows);
      const whole = run(what, records, () => false);
      deepEqual(
        run(what, records, () => true),
        whole,
      );
      ok(whole.length > 1, "it detects nothing");
    });

  it("of a random forest, cut anywhere, carries on the same to the byte", () => {
    fc.assert(
      fc.property(fc.gen(), (generate) => {
        const draw = (below: number): number => generate(fc.nat, { max: below - 1 });
        const { program: what, records } = randomCase(draw);
        const places = new Set([draw(records.length + 1), draw(records.length + 1), draw(records.length + 1)]);
        deepEqual(
          run(what, records, (index) => places.has(index)),
          run(what, records, () => false),
        );
      }),
      { numRuns: 1000, seed: 1, endOnFailure: true },
    );
  });
});
