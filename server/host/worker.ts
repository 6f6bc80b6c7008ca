/** The replay's thread: takes a job, drives the engine, posts events in batches and at last the outcome. */
import { parentPort, workerData } from "node:worker_threads";
import { Replay } from "../engine/replay.ts";
import type { ReplayEvent, Summary } from "../engine/events.ts";
import { drive } from "./drive.ts";
import type { Job, WorkerMessage } from "./job.ts";

/** Milliseconds between two posts: often enough to look alive, seldom enough to cost nothing. */
const PACE = 60;

function run(job: Job): void {
  const began = performance.now();
  const flag = new Int32Array(job.cancel);
  let batch: ReplayEvent[] = [];
  let posted = began;
  let summary: Summary | null = null;
  const post = (message: WorkerMessage): void => parentPort!.postMessage(message);
  const flush = (): void => {
    batch.push({ kind: "progress", progress: replay.progress() });
    post({ kind: "events", events: batch });
    batch = [];
    posted = performance.now();
  };
  const replay = new Replay({
    program: job.program,
    files: job.files,
    emit: (event) => {
      if (event.kind === "summary") summary = event.summary;
      else batch.push(event);
    },
  });
  const notes = drive(replay, job.root, job.files, {
    cancelled: () => Atomics.load(flag, 0) !== 0,
    tick: () => {
      if (batch.length > 5_000 || performance.now() - posted > PACE) flush();
    },
  });
  flush();
  if (summary === null) throw new Error("the replay ended without a summary");
  post({ kind: "done", summary, notes, milliseconds: Math.round(performance.now() - began) });
}

run(workerData as Job);
