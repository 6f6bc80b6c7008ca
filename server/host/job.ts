/** What goes into the engine's thread and what comes out; all of it plain data. */
import type { Disturbance, ReplayEvent, Summary, Unlisted } from "../engine/events.ts";
import type { Wish } from "../engine/explain/observer.ts";
import type { LearnFile } from "../engine/learn.ts";
import type { ReplayFile } from "../engine/replay.ts";
import type { TestFailure } from "../engine/test.ts";
import type { Program } from "../model/program.ts";
import type { Note } from "./notes.ts";
import type { Limits } from "./outbox.ts";

export interface Job {
  readonly root: string;
  readonly program: Program;
  readonly files: readonly ReplayFile[];
  readonly learn: readonly LearnFile[];
  readonly limits: Limits;
  readonly disturb: Disturbance | undefined;
  readonly explain: Wish | undefined;
  /** Playbooks are not simulated: what starts them is handed on. */
  readonly live: boolean;
  /** Two numbers of four bytes, see `SIGNALS`. */
  readonly signals: SharedArrayBuffer;
}

/** A look into the logs, for a thread that answers with what they hold. */
export interface SampleJob {
  readonly root: string;
  readonly sampled: Program;
}

/** `test` blocks of the program, by their indexes, in the order in which they are to run. */
export interface TestJob {
  readonly tested: Program;
  readonly tests: readonly number[];
}

/** Of one test, as soon as it has run. */
export interface TestVerdict {
  /** Index in the program. */
  readonly test: number;
  /** Empty: it passed. */
  readonly failures: readonly TestFailure[];
  readonly milliseconds: number;
}

/** At 0: anything but 0 cancels. At 1: posts that were not yet taken. */
export const SIGNALS = { cancel: 0, waiting: 1 } as const;

export type WorkerMessage =
  | { readonly kind: "events"; readonly events: readonly ReplayEvent[]; readonly unlisted: Unlisted }
  | {
      readonly kind: "done";
      readonly summary: Summary;
      readonly notes: readonly Note[];
      readonly milliseconds: number;
    };
