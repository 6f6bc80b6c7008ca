/**
 * Who looks on while detection runs. Invariant: a watch sees what happened and changes nothing of it: detections with and
 * without one are the same, and without one none of this costs anything.
 */
import type { Micros } from "../../model/program.ts";
import type { Item } from "../item.ts";
import type { RawDetection } from "./detection.ts";
import type { Arrival, KeyedArrival } from "./partition.ts";
import type { Key, RulePlan } from "./plan.ts";

export interface Watch {
  /** An item goes to the rules: a record, or the detection of one. */
  seen(item: Item): void;
  /** What leaves let through to a rule at one cause, whatever key it has. */
  arrived(rule: RulePlan, arrivals: readonly Arrival[]): void;
  /**
   * One key of a rule took what a cause brought, the detections of its inner patterns among it, and made detections.
   * `time`: of the cause, which may be a deadline.
   */
  fed(rule: RulePlan, fed: Fed): void;
}

export interface Fed {
  readonly id: string;
  readonly key: Key;
  readonly time: Micros;
  readonly arrivals: readonly KeyedArrival[];
  readonly made: readonly RawDetection[];
}
