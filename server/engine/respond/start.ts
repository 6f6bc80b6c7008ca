/** What starts one run of one playbook: plain data, so that the run may be in another process. */
import type { Micros, Value } from "../../model/program.ts";
import type { Trigger } from "./trace.ts";

export interface Start {
  /** Of the run: hash of playbook and what started it. */
  readonly id: string;
  readonly playbook: string;
  readonly on: Trigger;
  readonly raised: Micros;
  /** Parallel to the fields of the playbook's schema. */
  readonly values: readonly Value[];
}
