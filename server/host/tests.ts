/**
 * Runs `test` blocks in a thread of its own. Invariant: `outcome` settles exactly once and never rejects; no verdict comes
 * after it, nor after `cancel`.
 */
import { Worker } from "node:worker_threads";
import type { Program } from "../model/program.ts";
import type { TestJob, TestVerdict } from "./job.ts";
import { threadUrl } from "./thread.ts";

export interface RunningTests {
  /** Null: all have run, or it was cancelled; else why not. */
  readonly outcome: Promise<string | null>;
  cancel(): void;
}

/** `tests`: their indexes in the program. */
export function startTests(
  program: Program,
  tests: readonly number[],
  onVerdict: (verdict: TestVerdict) => void,
): RunningTests {
  const job: TestJob = { tested: program, tests };
  const worker = new Worker(threadUrl(), { workerData: job });
  let left = tests.length;
  let cancelled = false;
  const outcome = new Promise<string | null>((settle) => {
    worker.on("message", (verdict: TestVerdict) => {
      if (cancelled) return;
      left--;
      onVerdict(verdict);
    });
    worker.on("error", (error) =>
      settle(`The tests stopped because of an error in Mangrove itself: ${error.stack ?? error.message}`),
    );
    worker.on("exit", (code) =>
      settle(left === 0 || cancelled ? null : `The tests' thread ended (exit code ${code}) before all had run.`),
    );
  });
  return {
    outcome,
    cancel: () => {
      cancelled = true;
      void worker.terminate();
    },
  };
}
