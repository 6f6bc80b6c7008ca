/** What the oracle finds: matches, and those of them that become detections. */
import type { Pattern, Step, Value } from "../../server/model/program.ts";
import type { Cause, Thing } from "./items.ts";
import type { Reading } from "./terms.ts";

export interface Match {
  readonly positives: readonly Thing[];
  readonly completing: Thing;
  /** Null: it completes at the item. */
  readonly deadline: number | null;
  /** Ids of the items of each positive and aggregate step, in the order written. */
  readonly steps: readonly (readonly string[])[];
  /** All items of the steps, in no particular order. */
  readonly evidence: readonly Thing[];
  readonly reading: Reading;
}

export interface Completion {
  readonly cause: Cause;
  readonly rank: readonly Value[];
  readonly steps: readonly (readonly string[])[];
  readonly evidence: readonly Thing[];
  readonly reading: Reading;
  readonly id: string;
}

export function isPositive(step: Step): step is Pattern {
  return step.kind !== "aggregate" && step.kind !== "no" && step.kind !== "until";
}
