/**
 * Runs a replay in a thread of its own. Invariant: `outcome` settles exactly once and never rejects, also when the thread
 * dies; after `cancel` it settles within the time of one step.
 */
import { Worker } from "node:worker_threads";
import type { Disturbance, ReplayEvent, Unlisted } from "../engine/events.ts";
import type { Wish } from "../engine/explain/observer.ts";
import { narrow } from "../engine/narrow.ts";
import type { Program } from "../model/program.ts";
import { sayClaims } from "./claims.ts";
import { describe, listFolder, type Listing } from "./folder.ts";
import { matchFiles } from "./files.ts";
import { SIGNALS, type Job, type WorkerMessage } from "./job.ts";
import { learnedFiles } from "./learned.ts";
import type { Note, Outcome } from "./notes.ts";
import type { Limits } from "./outbox.ts";
import { threadUrl } from "./thread.ts";

export interface ReplayRequest {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly program: Program;
  /** Only this rule and those it needs. */
  readonly rule?: string;
  /** Only this log file, relative to the root. */
  readonly file?: string;
  /** Arrival is disturbed on purpose; absent: it is not. */
  readonly disturb?: Disturbance | undefined;
  /** Says of each rule, or of the one that is asked for, why it fired or did not; absent: says nothing. */
  readonly explain?: Wish | undefined;
  /** Playbooks are not simulated: `start` events say what would start, for a `LiveResponder` to take. */
  readonly live?: boolean;
  /** More than these are counted and not handed on; absent: all are handed on. */
  readonly limits?: Limits;
}

/** Where it answers with a promise, the replay does not run further ahead than a few batches of it. */
export type OnEvents = (events: readonly ReplayEvent[], unlisted: Unlisted) => unknown;

export interface RunningReplay {
  readonly outcome: Promise<Outcome>;
  cancel(): void;
}

export function startReplay(request: ReplayRequest, onEvents: OnEvents): RunningReplay {
  const refused = (message: string): RunningReplay => ({
    outcome: Promise.resolve({ ok: false, message }),
    cancel: () => undefined,
  });
  const { rule, file, root } = request;
  if (request.program.sources.length === 0) {
    return refused(
      "There is nothing to replay: no source is declared (or the one that is has errors). Write a `source` block that names your log files.",
    );
  }
  if (rule !== undefined && !request.program.rules.some((each) => each.name === rule)) {
    return refused(`Rule ${rule} cannot be replayed: it is not declared, or it has errors. Mend those first.`);
  }
  const listing = list(root);
  if (typeof listing === "string") return refused(`The folder ${root} cannot be replayed: ${listing}.`);
  const program = rule === undefined ? request.program : narrow(request.program, rule);
  const { files, notes } = matchFiles(root, program, listing, file);
  if (files.length === 0) {
    return refused(
      file === undefined
        ? `There is nothing to replay: no file in this folder matches the sources' patterns (${program.sources.flatMap((s) => s.files).join(", ")}). Compare \`files\` with the names in the folder, or copy the logs there.`
        : `${file} was not replayed: no source's \`files\` pattern matches it. Add it to one, or declare a source for it.`,
    );
  }
  const { limits = { detections: Infinity, rejected: Infinity }, disturb, explain, live = false } = request;
  const learned = learnedFiles(root, program, listing);
  return runJob(
    { root, program, files, learn: learned.files, limits, disturb, explain, live, signals: new SharedArrayBuffer(8) },
    [...notes, ...sayClaims(root, program, files), ...learned.notes],
    onEvents,
  );
}

/** Or why it cannot be listed: it was deleted since the editor opened it, say. */
function list(root: string): Listing | string {
  try {
    return listFolder(root);
  } catch (error) {
    return describe(error);
  }
}

function runJob(job: Job, notes: readonly Note[], onEvents: OnEvents): RunningReplay {
  const signals = new Int32Array(job.signals);
  const taken = (): void => {
    Atomics.sub(signals, SIGNALS.waiting, 1);
    Atomics.notify(signals, SIGNALS.waiting);
  };
  const worker = new Worker(threadUrl(), { workerData: job });
  const outcome = new Promise<Outcome>((settle) => {
    worker.on("message", (message: WorkerMessage) => {
      if (message.kind === "events") {
        // A listener that is gone (the editor was closed) takes nothing more; the replay must not wait for it.
        void Promise.resolve(onEvents(message.events, message.unlisted)).then(taken, taken);
      } else {
        const { summary, milliseconds } = message;
        settle({ ok: true, summary, notes: [...notes, ...message.notes], milliseconds });
      }
    });
    worker.on("error", (error) => {
      settle({
        ok: false,
        message: `The replay stopped because of an error in Mangrove itself: ${error.stack ?? error.message}`,
      });
    });
    worker.on("exit", (code) => {
      settle({ ok: false, message: `The replay's thread ended (exit code ${code}) before the replay was through.` });
    });
  });
  return {
    outcome,
    cancel: () => {
      Atomics.store(signals, SIGNALS.cancel, 1);
      Atomics.notify(signals, SIGNALS.waiting);
    },
  };
}
