/**
 * Runs playbooks for real: a process for each, kept warm, behind one event queue. Invariant: bounded, nothing is lost or run
 * twice; a process that dies ends its own runs and no others, and what it had started dies with it.
 */
import type { Decision, Question } from "../../engine/respond/executor.ts";
import { Once } from "../../engine/respond/executor.ts";
import { plannedCalls, type PlannedCall } from "../../engine/respond/planned.ts";
import { EventQueue, QUEUE_LIMITS, type Queued, type QueueLimits } from "../../engine/respond/queue.ts";
import type { Start } from "../../engine/respond/start.ts";
import type { PlaybookRun } from "../../engine/respond/trace.ts";
import type { Program } from "../../model/program.ts";
import { PlaybookProcess } from "./playbookProcess.ts";
import { allowedBy } from "./allowed.ts";
import { wallClock } from "./time.ts";

export interface LiveOptions {
  /** The workspace folder. */
  readonly root: string;
  readonly program: Program;
  /** What a person agreed to: those of `plannedCalls`, or some of them. */
  readonly agreed: readonly PlannedCall[];
  readonly run: (run: PlaybookRun) => void;
  /** Asks a person; who has no one to ask refuses. */
  readonly ask: (question: Question) => Promise<Decision>;
  readonly limits?: QueueLimits;
}

export class LiveResponder {
  private readonly options: LiveOptions;
  private readonly queue: EventQueue;
  private readonly once = new Once();
  private readonly processes = new Map<string, PlaybookProcess>();
  /** Who waits for room in the queue, in the order in which they came. */
  private readonly waiting: (() => void)[] = [];
  private readonly idle: (() => void)[] = [];
  /** Runs that wait or go on: what is offered once more meanwhile is the same run. */
  private readonly open = new Set<string>();
  private closed = false;

  constructor(options: LiveOptions) {
    this.options = options;
    this.queue = new EventQueue(options.limits ?? QUEUE_LIMITS, (queued) => this.begin(queued));
  }

  /** Whether the queue takes another one at once. */
  get hasRoom(): boolean {
    return this.queue.hasRoom;
  }

  /** Resolves when the queue has taken it: who offers more waits until then. */
  async offer(start: Start): Promise<void> {
    while (!this.queue.hasRoom && !this.closed) await new Promise<void>((free) => this.waiting.push(free));
    if (this.closed || this.open.has(start.id)) return;
    this.open.add(start.id);
    this.queue.offer({ start, queued: wallClock() });
  }

  /** Resolves when every run has ended. */
  async settled(): Promise<void> {
    while (!this.queue.isIdle && !this.closed) await new Promise<void>((done) => this.idle.push(done));
  }

  /** Ends all processes and what they started, at once. */
  close(): void {
    this.closed = true;
    for (const each of this.processes.values()) each.kill();
    for (const go of [...this.waiting.splice(0), ...this.idle.splice(0)]) go();
  }

  private begin(queued: Queued): void {
    const { playbook } = queued.start;
    let running = this.processes.get(playbook);
    if (running === undefined) this.processes.set(playbook, (running = this.process(playbook)));
    running.begin(queued);
  }

  private process(playbook: string): PlaybookProcess {
    const { root, program, agreed } = this.options;
    const { playbooks, actions, lists, tables } = program;
    const own = playbooks.filter(({ name }) => name === playbook);
    const allowed = allowedBy(plannedCalls(program).filter((call) => agreed.some((each) => each.line === call.line)));
    const load = {
      kind: "load",
      playbook,
      program: { playbooks: own, actions, lists, tables },
      root,
      allowed,
    } as const;
    return new PlaybookProcess(load, {
      ended: (run) => this.ended(run),
      gone: () => this.processes.delete(playbook),
      claim: (key, by, then) => this.once.claim(key, by, then),
      release: (key, by, result) => this.once.release(key, by, result),
      ask: (question) => this.options.ask(question),
    });
  }

  private ended(run: PlaybookRun): void {
    if (this.closed) return;
    if (run.result === "stopped") this.once.leave(run.id);
    this.open.delete(run.id);
    this.options.run(run);
    this.queue.ended(run.playbook);
    if (this.queue.hasRoom) this.waiting.shift()?.();
    if (this.queue.isIdle) for (const done of this.idle.splice(0)) done();
  }
}
