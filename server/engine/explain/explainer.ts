/** What explains one pattern, of whatever kind. Invariant: it sees what the pattern saw and its detections, nothing else. */
import type { Micros } from "../../model/program.ts";
import type { RawDetection } from "../detect/detection.ts";
import type { Fed } from "../detect/watch.ts";
import type { LadderStep } from "./explanation.ts";
import type { Rung } from "./rungs.ts";

export interface Explainer {
  /** Matches of its ladder that led to a detection. */
  readonly fired: number;
  /** What was seen so far was of older logs: it counts for nothing, but what is open at this time goes on. */
  begin(now: Micros): void;
  take(fed: Fed, made: readonly RawDetection[]): void;
  /** `last`: the time of the last item. */
  end(last: Micros, cancelled: boolean): void;
  ladder(rows: Rows): readonly LadderStep[];
}

/** What the rungs get from outside of their pattern. */
export interface Rows {
  records(slots: readonly number[]): number;
  inner(rung: Rung): Pick<LadderStep, "inner" | "fired">;
}
