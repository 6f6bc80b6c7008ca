/**
 * The host's side of one playbook's process. Invariant: every run that was begun ends once: as its process says, or as
 * stopped when the process is gone.
 */
import { fork, type ChildProcess } from "node:child_process";
import type { Result } from "../../engine/respond/action.ts";
import type { Claim, Decision, Doer, Question } from "../../engine/respond/executor.ts";
import type { Queued } from "../../engine/respond/queue.ts";
import type { PlaybookRun } from "../../engine/respond/trace.ts";
import { killGroup } from "./exec.ts";
import { wallClock } from "./time.ts";
import type { Ended, FromPlaybook, Load, ToPlaybook } from "./wire.ts";

export interface ProcessHost {
  ended(run: PlaybookRun): void;
  gone(): void;
  claim(key: string, by: Doer, then: (claim: Claim) => void): void;
  release(key: string, by: Doer, result: Result | null): void;
  ask(question: Question): Promise<Decision>;
}

export class PlaybookProcess {
  private readonly child: ChildProcess;
  private readonly host: ProcessHost;
  private readonly running = new Map<string, Queued>();
  /** Process groups of the programs that it has started. */
  private readonly groups = new Set<number>();
  private next: Queued[] = [];
  private isLost = false;

  constructor(load: Load, host: ProcessHost) {
    this.host = host;
    this.child = fork(childPath(), {
      // Nothing of the host's environment is a playbook's business; the editor's own Node needs to be told what it is.
      env: {
        ...(process.env["PATH"] !== undefined && { PATH: process.env["PATH"] }),
        ...(process.env["SystemRoot"] !== undefined && { SystemRoot: process.env["SystemRoot"] }),
        ELECTRON_RUN_AS_NODE: "1",
      },
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.child.on("message", (message: FromPlaybook) => this.take(message));
    this.child.on("error", (error) => this.lost(`its process could not be started: ${error.message}`));
    this.child.on("exit", (code, signal) => this.lost(`its process ended (${signal ?? `exit code ${code}`})`));
    this.send(load);
  }

  /** Those of one turn of the loop go in one message. */
  begin(queued: Queued): void {
    this.running.set(queued.start.id, queued);
    if (this.next.push(queued) > 1) return;
    setImmediate(() => {
      const runs = this.next.map(({ start: { id, raised, values }, queued: at }) => ({
        id,
        raised,
        values,
        queued: at,
      }));
      this.send({ kind: "begin", runs });
      this.next = [];
    });
  }

  kill(): void {
    this.child.kill("SIGKILL");
    this.groups.forEach(killGroup);
  }

  private send(message: ToPlaybook): void {
    // A process that is gone takes nothing; its exit has ended its runs, or is about to.
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  private take(message: FromPlaybook): void {
    const { host } = this;
    switch (message.kind) {
      case "ended":
        for (const run of message.runs) this.over(run);
        return;
      case "claim": {
        const { key, by } = message;
        return host.claim(key, by, (claim) => this.send({ kind: "claimed", by, claim }));
      }
      case "release":
        return host.release(message.key, message.by, message.result);
      case "ask": {
        const { question: by } = message;
        const answered = (decision: Decision): void => this.send({ kind: "decided", by, decision });
        return void host.ask(by).then(answered, () => answered({ approved: false, by: null }));
      }
      case "program":
        if (!message.alive) this.groups.delete(message.group);
        // The last words of a process may come after its end.
        else if (this.isLost) killGroup(message.group);
        else this.groups.add(message.group);
    }
  }

  private over(run: Ended): void {
    const queued = this.running.get(run.id);
    if (queued === undefined) return;
    this.running.delete(run.id);
    this.host.ended({ ...knownOf(queued), ...run });
  }

  private lost(reason: string): void {
    if (this.isLost) return;
    this.isLost = true;
    this.groups.forEach(killGroup);
    this.groups.clear();
    const left = [...this.running.values()];
    this.running.clear();
    this.host.gone();
    const ended = wallClock();
    // Of a run whose process is gone nobody knows more than that.
    for (const queued of left)
      this.host.ended({
        ...knownOf(queued),
        started: queued.queued,
        ended,
        serial: 0,
        result: "stopped",
        error: reason,
        steps: [],
      });
  }
}

function knownOf({ start, queued }: Queued) {
  const { id, playbook, on, raised } = start;
  return { id, playbook, on, mode: "live", raised, queued } as const;
}

/** Beside this file: from source as TypeScript, in the package as a bundle. */
function childPath(): string | URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./child.ts" : "./playbook.mjs", import.meta.url);
}
