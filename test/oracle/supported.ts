/** Which forms the engine runs, asked of the one table of those that it does not: what is drawn widens by itself. */
import { LATER, unsupported } from "../../server/model/support.ts";
import type { Pattern } from "../../server/model/program.ts";
import {
  aggregate,
  all,
  compare,
  condition,
  constant,
  event,
  equal,
  field,
  no,
  of,
  over,
  sequence,
  use,
} from "./build.ts";

const runs = (pattern: Pattern): boolean => unsupported(pattern).length === 0;
const later = (form: string): boolean => Object.hasOwn(LATER, form);
const joined = event(use("b", { where: equal(field("v"), of("s", "v")) }));
const extended = event(use("b", { with: [{ field: "w", value: of("s", "v") }] }));
const many = condition(1, [over("count", "a")], compare(aggregate(0), ">=", constant(2)));

export const SUPPORTED = {
  everySequence: runs(sequence(1, [event("a")], { every: true })),
  everyAll: runs(all(1, [event("a")], { every: true })),
  nestedCondition: runs(sequence(1, [many])),
  noInAll: runs(all(1, [event("a"), no("x")])),
  labelInAll: runs(all(1, [event("a", "s"), joined])),
  labelInWith: runs(sequence(1, [event("a", "s"), extended])),
  ties: !later("ties"),
  ignore: !later("ignore"),
  limit: !later("limit"),
  forget: !later("forget"),
  risk: !later("risk"),
} as const;
