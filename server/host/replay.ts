/**
 * Runs a replay in a thread of its own. Invariant: `outcome` settles exactly once and never rejects, also when the thread
 * dies; after `cancel` it settles within the time of one step.
 */
import { Worker } from "node:worker_threads";
import type { ReplayEvent } from "../engine/events.ts";
import { narrow } from "../engine/narrow.ts";
import type { Program } from "../model/program.ts";
import { describe, listFolder, type Listing } from "./folder.ts";
import { matchFiles } from "./files.ts";
import type { Job, WorkerMessage } from "./job.ts";
import type { Note, Outcome } from "./notes.ts";

export interface ReplayRequest {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly program: Program;
  /** Only this rule and those it needs. */
  readonly rule?: string;
  /** Only this log file, relative to the root. */
  readonly file?: string;
}

export interface RunningReplay {
  readonly outcome: Promise<Outcome>;
  cancel(): void;
}

export function startReplay(request: ReplayRequest, onEvents: (events: readonly ReplayEvent[]) => void): RunningReplay {
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
        ? `There is nothing to replay: no file in this folder matches the sources' patterns (${program.sources.flatMap((s) => s.files).join(", ")}).`
        : `${file} was not replayed: no source's \`files\` pattern matches it. Add it to one, or declare a source for it.`,
    );
  }
  return runJob({ root, program, files, cancel: new SharedArrayBuffer(4) }, notes, onEvents);
}

/** Or why it cannot be listed: it was deleted since the editor opened it, say. */
function list(root: string): Listing | string {
  try {
    return listFolder(root);
  } catch (error) {
    return describe(error);
  }
}

function runJob(job: Job, notes: readonly Note[], onEvents: (events: readonly ReplayEvent[]) => void): RunningReplay {
  const worker = new Worker(workerUrl(), { workerData: job });
  const outcome = new Promise<Outcome>((settle) => {
    worker.on("message", (message: WorkerMessage) => {
      if (message.kind === "events") onEvents(message.events);
      else {
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
    cancel: () => void Atomics.store(new Int32Array(job.cancel), 0, 1),
  };
}

/** Beside this file: from source as TypeScript, in the package as a bundle. */
function workerUrl(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.mjs", import.meta.url);
}
