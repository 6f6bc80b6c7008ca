/**
 * A look into the logs in a thread of its own, so that who asks for it goes on answering others. Invariant: `facts` settles
 * exactly once: with what the logs hold, with null once `stop` was called, or with what went wrong.
 */
import { Worker } from "node:worker_threads";
import type { SampleFacts } from "../model/facts.ts";
import type { Program } from "../model/program.ts";
import type { SampleJob } from "./job.ts";
import { forSampling } from "./sample.ts";
import { threadUrl } from "./thread.ts";

export interface Sampling {
  readonly facts: Promise<SampleFacts | null>;
  stop(): void;
}

/** `root`: absolute path of the workspace folder. */
export function startSampling(root: string, program: Program): Sampling {
  if (program.sources.length === 0) return { facts: Promise.resolve({}), stop: () => undefined };
  const job: SampleJob = { root, sampled: forSampling(program) };
  const worker = new Worker(threadUrl(), { workerData: job });
  let stopped = false;
  const facts = new Promise<SampleFacts | null>((settle, fail) => {
    worker.once("message", (found: SampleFacts) => settle(stopped ? null : found));
    worker.once("error", fail);
    worker.once("exit", (code) => {
      if (stopped) settle(null);
      else fail(new Error(`the thread ended with code ${code} before it had an answer`));
    });
  });
  const stop = (): void => {
    stopped = true;
    void worker.terminate();
  };
  return { facts, stop };
}
