/** What only one microsecond, one tie or one look at the right moment tells apart. */
import { deepEqual } from "node:assert/strict";
import { comparePlaces, type LogRecord } from "../../../server/engine/item.ts";
import type { Pattern, RuleDefinition } from "../../../server/model/program.ts";
import {
  aggregate,
  all,
  by,
  compare,
  condition,
  constant,
  equal,
  event,
  field,
  no,
  of,
  over,
  program,
  rule,
  SECOND,
  sequence,
  timeline,
  use,
} from "../../oracle/build.ts";
import { runEngine } from "../../oracle/engine.ts";
import { record } from "../../kit/records.ts";

/** Each at its second and so many microseconds. */
const shifted = (text: string, ...micros: readonly number[]): readonly LogRecord[] =>
  timeline(text).map((each, index) => ({ ...each, time: each.time + (micros[index] ?? 0) }));

/** When the rule detects something, and what becomes of it. */
const fates = (when: Pattern, records: readonly LogRecord[], more: Partial<RuleDefinition> = {}): readonly string[] =>
  runEngine(program([rule("r", when, more)]), records).map(({ time, fate }) => `${time / SECOND} ${fate}`);

describe("exactly", () => {
  it("a window is not a microsecond longer than it says, in every form", () => {
    const count = condition(10, [over("count", "a")], compare(aggregate(0), ">=", constant(2)));
    for (const when of [sequence(10, [event("a"), event("a")]), all(10, [event("a"), event("a")]), count]) {
      deepEqual(fates(when, timeline("a1 a11")), ["11 raised"]);
      deepEqual(fates(when, shifted("a1 a11", 0, 1)), []);
      deepEqual(fates(when, shifted("a1 a11", 1, 1)), ["11.000001 raised"]);
    }
  });

  it("a nested sequence has its own window, not the one around it", () => {
    const when = sequence(10, [sequence(2, [event("a"), event("b")]), event("c")]);
    deepEqual(fates(when, timeline("a1 b3 c9")), ["9 raised"]);
    deepEqual(fates(when, timeline("a1 b4 c9")), []);
  });

  it("what was raised is remembered as long as `suppress` says, though no window holds anything of its key", () => {
    const more = { by: by("k"), suppress: 3600 * SECOND };
    const records = timeline("a0:ann a120:bob a240:cyd a300:ann a3599:ann a3600:ann");
    deepEqual(fates(event("a"), records, more), [
      ...["0 raised", "120 raised", "240 raised", "300 suppressed", "3599 suppressed", "3600 raised"],
    ]);
  });

  it("a key is kept as long as its window, while other keys come and go", () => {
    const when = sequence(600, [event("a"), event("b")]);
    const records = timeline("a0:bob a350:ann a700:cyd b900:ann");
    deepEqual(fates(when, records, { by: by("k") }), ["900 raised"]);
  });

  it("a `no` that reads a label looks behind its own neighbour, not behind the first step", () => {
    const x = use("x", { where: equal(field("v"), of("s", "v")) });
    const when = sequence(10, [event("a", "s"), event("b"), no(x), event("c")]);
    deepEqual(fates(when, timeline("a1:u:1 x2:u:1 b3 c4")), ["4 raised"]);
    deepEqual(fates(when, timeline("a1:u:1 b2 x3:u:1 c4")), []);
  });

  it("places go by time, then source, then file, then position", () => {
    const place = (time: number, source: string, file: string, position: number): LogRecord =>
      record(time, { source, file, position });
    const inOrder = [
      place(1, "t", "z", 9),
      place(2, "s", "y", 1),
      place(2, "s", "z", 0),
      place(2, "s", "z", 1),
      place(2, "t", "a", 0),
    ];
    deepEqual(inOrder.toReversed().sort(comparePlaces), inOrder);
  });
});
