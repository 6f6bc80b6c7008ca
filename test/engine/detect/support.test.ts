/** What is refused is refused by the table that the check reads, and nothing else is. */
import { deepEqual, equal } from "node:assert/strict";
import { compilePlan } from "../../../server/engine/detect/compile.ts";
import { unsupported } from "../../../server/model/support.ts";
import type { Pattern } from "../../../server/model/program.ts";
import {
  aggregate,
  all,
  any,
  compare,
  condition,
  constant,
  count,
  equal as equals,
  event,
  field,
  no,
  of,
  over,
  program,
  rule,
  SCHEMAS,
  sequence,
  until,
  use,
} from "../../oracle/build.ts";

const reading = use("b", { where: equals(field("v"), of("one", "v")) });
const REFUSED: readonly (readonly [string, Pattern])[] = [
  ["`every sequence`", sequence(5, [event("a"), event("b")], { every: true })],
  ["`every all`", all(5, [event("a"), event("b")], { every: true })],
  ["`no` inside `all`", all(5, [event("a"), no("b")])],
  ["`where` that reads a label inside `all`", all(5, [event("a", "one"), event(reading)])],
  [
    "An aggregate condition inside another pattern",
    any([event("a"), condition(5, [over("count", "a")], compare(aggregate(0), ">=", constant(2)))]),
  ],
  [
    "`with` that reads a label",
    sequence(5, [event("a", "one"), event(use("b", { with: [{ field: "k", value: of("one", "k") }] }))]),
  ],
];

describe("what is not supported yet", () => {
  for (const [what, pattern] of REFUSED) {
    it(`${what} is named, and the rule is left out of the plan`, () => {
      deepEqual(
        unsupported(pattern).map((each) => each.what),
        [what],
      );
      equal(compilePlan(program([rule("r1", pattern), rule("r2", event("a"))]), SCHEMAS).rules.length, 1);
    });
  }

  it("is found inside of nested patterns", () => {
    const inner = all(5, [event("a"), no("b")]);
    equal(unsupported(sequence(9, [any([inner, event("c")]), event("b")])).length, 1);
  });

  it("is not in what the engine runs", () => {
    const steps = [no("x", 1), count("a", 2), event("a", "one"), no("y"), event(reading), no("c", 5), until("x")];
    deepEqual(
      unsupported(sequence(9, [...steps.slice(0, 2), all(3, [event("a"), event("b")]), ...steps.slice(2)])),
      [],
    );
  });
});
