/**
 * The engine's thread: takes a job, drives the engine, posts events in batches and at last the outcome. Or it looks into the
 * logs, and posts what they hold; or runs tests, and posts each verdict.
 */
import { parentPort, workerData } from "node:worker_threads";
import { Replay } from "../engine/replay.ts";
import type { Summary } from "../engine/events.ts";
import { runTest } from "../engine/test.ts";
import { drive } from "./drive.ts";
import { SIGNALS, type Job, type SampleJob, type TestJob, type TestVerdict, type WorkerMessage } from "./job.ts";
import { Outbox } from "./outbox.ts";
import { sampleNow } from "./sample.ts";

/** Milliseconds between two posts: often enough to look alive, seldom enough to cost nothing. */
const PACE = 60;
/** Events in one post, and posts that may be on their way: who takes them slowly makes the replay slow, not the memory full. */
const MOST_EVENTS = 1_000;
const MOST_WAITING = 4;

async function run(job: Job): Promise<void> {
  const began = performance.now();
  const signals = new Int32Array(job.signals);
  const cancelled = (): boolean => Atomics.load(signals, SIGNALS.cancel) !== 0;
  const outbox = new Outbox(job.limits);
  let posted = began;
  let summary: Summary | null = null;
  const post = (message: WorkerMessage): void => parentPort!.postMessage(message);
  const flush = (): void => {
    outbox.put({ kind: "progress", progress: replay.progress() });
    Atomics.add(signals, SIGNALS.waiting, 1);
    post({ kind: "events", ...outbox.take() });
    posted = performance.now();
  };
  const waitForTaker = (): void => {
    for (let waiting = MOST_WAITING; !cancelled() && waiting >= MOST_WAITING;) {
      waiting = Atomics.load(signals, SIGNALS.waiting);
      if (waiting >= MOST_WAITING) Atomics.wait(signals, SIGNALS.waiting, waiting, PACE);
    }
  };
  const replay = new Replay({
    program: job.program,
    files: job.files,
    learn: job.learn,
    ...(job.disturb && { disturb: job.disturb }),
    ...(job.explain && { explain: job.explain }),
    ...(job.limits.ranked !== undefined && { ranked: job.limits.ranked }),
    ...(job.live && { start: (start) => outbox.put({ kind: "start", start }) }),
    emit: (event) => {
      if (event.kind === "summary") summary = event.summary;
      else outbox.put(event);
    },
  });
  const notes = await drive(replay, job.root, [...job.files, ...job.learn], {
    cancelled,
    tick: () => {
      if (outbox.length <= MOST_EVENTS && performance.now() - posted <= PACE) return;
      waitForTaker();
      flush();
    },
  });
  flush();
  if (summary === null) throw new Error("the replay ended without a summary");
  const short = outbox.note();
  if (short !== null) notes.push(short);
  post({ kind: "done", summary, notes, milliseconds: Math.round(performance.now() - began) });
}

function runTests({ tested, tests }: TestJob): void {
  for (const test of tests) {
    const began = performance.now();
    const failures = runTest(tested, tested.tests[test]!);
    const verdict: TestVerdict = { test, failures, milliseconds: performance.now() - began };
    parentPort!.postMessage(verdict);
  }
}

const job = workerData as Job | SampleJob | TestJob;
if ("sampled" in job) parentPort!.postMessage(sampleNow(job.root, job.sampled));
else if ("tested" in job) runTests(job);
else await run(job);
