/** What is refused is refused by the table that the check reads, and nothing else is. */
import { deepEqual, equal } from "node:assert/strict";
import { compilePlan } from "../../../server/engine/detect/compile.ts";
import { unsupported } from "../../../server/model/support.ts";
import type { Pattern } from "../../../server/model/program.ts";
import {
  all,
  any,
  count,
  equal as equals,
  event,
  field,
  no,
  of,
  program,
  rule,
  SCHEMAS,
  sequence,
  until,
  use,
} from "../../oracle/build.ts";

const reading = use("b", { where: equals(field("v"), of("one", "v")) });
const naming = use("b", { with: [{ field: "k", value: of("one", "k") }] });
const REFUSED: readonly (readonly [string, Pattern])[] = [
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
    const inner = all(5, [event("a", "one"), event(naming)]);
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
