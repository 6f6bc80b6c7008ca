/**
 * The executor of replays: nothing leaves the machine. How long a call takes, what it returns and whether it fails say the
 * actions' `simulate`. Invariant: the same program and the same detections give the same runs, byte for byte; its clock is
 * moved by the detections and by nothing else.
 */
import type { Micros, Program } from "../../model/program.ts";
import { hash } from "../detect/hash.ts";
import { chance } from "../order/chance.ts";
import { duration } from "../order/duration.ts";
import { VirtualClock } from "./clock.ts";
import {
  Once,
  type Answer,
  type Call,
  type Cancel,
  type Claim,
  type Decision,
  type Doer,
  type Executor,
  type Question,
} from "./executor.ts";
import type { Result } from "./action.ts";
import { compilePlaybook, type PlaybookPlan } from "./plan.ts";
import { EventQueue, QUEUE_LIMITS, type QueueLimits } from "./queue.ts";
import { Run } from "./run.ts";
import type { Start } from "./start.ts";
import type { PlaybookRun } from "./trace.ts";

/** How long a simulated approval takes, at least and at most. */
const APPROVAL: readonly [Micros, Micros] = [1_000_000, 5_000_000];

export class VirtualResponder {
  private readonly clock = new VirtualClock();
  private readonly once = new Once();
  private readonly plans: ReadonlyMap<string, PlaybookPlan>;
  private readonly queue: EventQueue;
  private readonly emit: (run: PlaybookRun) => void;
  private readonly executor: Executor;

  constructor(
    program: Pick<Program, "playbooks" | "actions" | "lists" | "tables">,
    emit: (run: PlaybookRun) => void,
    limits: QueueLimits = QUEUE_LIMITS,
  ) {
    this.plans = new Map(program.playbooks.map((playbook) => [playbook.name, compilePlaybook(playbook, program)]));
    this.emit = emit;
    this.queue = new EventQueue(limits, ({ start, queued }) => {
      // Of its own, so that thousands of runs that end at once do not end inside of each other.
      this.clock.at(this.clock.now, () => this.begin(start, queued));
    });
    this.executor = new VirtualExecutor(this.clock, this.once);
  }

  /** Comes about at its `raised`, or later where the queue is full. */
  take(start: Start): void {
    this.clock.advanceTo(start.raised);
    while (!this.queue.hasRoom && this.clock.next());
    this.queue.offer({ start, queued: this.clock.now });
    this.clock.advanceTo(this.clock.now);
  }

  /** Whether the queue takes another one at once. */
  get hasRoom(): boolean {
    return this.queue.hasRoom;
  }

  /** So late it is: what has ended by then ends. */
  advanceTo(time: Micros): void {
    this.clock.advanceTo(time);
  }

  /** Nothing more comes: all runs go to their end. */
  finish(): void {
    while (this.clock.next());
  }

  private begin(start: Start, queued: Micros): void {
    new Run(this.plans.get(start.playbook)!, start, queued, this.executor, (run) => {
      if (run.result === "stopped") this.once.leave(run.id);
      this.emit(run);
      this.queue.ended(run.playbook);
    }).begin();
  }
}

class VirtualExecutor implements Executor {
  readonly mode = "simulated";
  private readonly clock: VirtualClock;
  private readonly once: Once;

  constructor(clock: VirtualClock, once: Once) {
    this.clock = clock;
    this.once = once;
  }

  now(): Micros {
    return this.clock.now;
  }

  wait(delay: Micros, then: () => void): Cancel {
    return this.clock.at(this.clock.now + delay, then);
  }

  call({ run, step, attempt, action, item, timeout }: Call, then: (answer: Answer) => void): Cancel {
    const { takes, fails } = action.definition.simulate;
    const draw = drawOf([run, step, String(attempt)]);
    const time = between(takes, draw());
    const failed = draw() < fails;
    if (time > timeout) {
      const status = `no answer within ${duration(timeout)}`;
      return this.wait(timeout, () => then({ ok: false, status, again: true }));
    }
    return this.wait(time, () =>
      then(
        failed
          ? { ok: false, status: "failed, as simulated", again: true }
          : { ok: true, status: "done, as simulated", result: action.returns(item) },
      ),
    );
  }

  /** In a replay nobody is asked: the answer is yes. */
  ask({ run, step, within }: Question, then: (decision: Decision) => void): Cancel {
    const time = Math.min(between(APPROVAL, drawOf([run, step])()), Math.floor(within / 2));
    return this.wait(time, () => then({ approved: true, by: "simulated" }));
  }

  claim(key: string, by: Doer, then: (claim: Claim) => void): void {
    this.once.claim(key, by, then);
  }

  release(key: string, by: Doer, result: Result | null): void {
    this.once.release(key, by, result);
  }
}

/** Numbers from 0 to 1 that depend on these words alone. */
const drawOf = (words: readonly string[]) => chance(parseInt(hash(words).slice(0, 8), 16));

const between = ([least, most]: readonly [Micros, Micros], share: number): Micros =>
  least + Math.floor(share * (most - least + 1));
