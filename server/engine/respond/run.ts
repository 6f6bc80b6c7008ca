/**
 * One run of a playbook: does its steps as their schedule lets them begin. Invariant: a step is done at most once; a run ends,
 * at the latest when it has taken as long as a run may; nothing that it waits for is waited for twice. Knows no clock but
 * its executor's.
 */
import type { Micros, Value } from "../../model/program.ts";
import type { Item } from "../item.ts";
import { callAction, type CallHost } from "./call.ts";
import type { Answer, Decision, Executor } from "./executor.ts";
import type { Instance } from "./frame.ts";
import { Frame } from "./frame.ts";
import type { PlaybookPlan } from "./plan.ts";
import type { Start } from "./start.ts";
import { tracedSteps } from "./traced.ts";
import type { PlaybookRun } from "./trace.ts";
import { Schedule } from "./schedule.ts";

const SECOND: Micros = 1_000_000;
/** How long a run may take. */
export const RUN_LIMIT: Micros = 86_400 * SECOND;
/** Steps of one run, those of a loop once per round. */
const MOST_STEPS = 10_000;

export class Run {
  private readonly plan: PlaybookPlan;
  private readonly start: Start;
  private readonly queued: Micros;
  private readonly executor: Executor;
  private readonly ended: (run: PlaybookRun) => void;
  private readonly host: CallHost;
  private readonly root: Frame;
  private readonly started: Micros;
  private readonly schedule: Schedule;
  private steps = 0;
  private failure: { readonly step: string; readonly error: string } | null = null;
  private failureOpen = false;
  private result: PlaybookRun["result"] = "done";
  private over = false;

  constructor(plan: PlaybookPlan, start: Start, queued: Micros, executor: Executor, ended: (run: PlaybookRun) => void) {
    this.plan = plan;
    this.start = start;
    this.queued = queued;
    this.executor = executor;
    this.ended = ended;
    this.started = executor.now();
    this.host = {
      run: start.id,
      executor,
      timeLeft: () => this.timeLeft(),
      turn: (happens) => this.schedule.turn(happens),
      done: (instance, answer) => this.done(instance, answer),
      late: () => this.stop(LONG),
    };
    const item = itemOf(plan, start);
    this.root = new Frame(plan.root, item, null, plan);
    this.schedule = new Schedule(this.root, {
      work: (instance) => this.work(instance),
      failed: (instance) => this.fail(instance),
      ended: () => this.finish(),
    });
    this.steps = plan.root.steps.length;
  }

  /** May end it at once. */
  begin(): void {
    this.schedule.begin();
  }

  /** Ends it where it stands. */
  stop(reason: string): void {
    if (this.over) return;
    this.schedule.stop();
    this.result = "stopped";
    this.failure ??= { step: "", error: reason };
    for (const { cancel } of this.schedule.running) cancel?.();
    for (const instance of this.schedule.everyInstance()) {
      if (instance.state === "settled") continue;
      if (instance.begin !== null) instance.end ??= this.executor.now();
      instance.state = "settled";
      instance.outcome = "stopped";
      instance.reason = reason;
    }
    this.finish();
  }

  // ---- groups ---------------------------------------------------------------------------------------------------

  private work(instance: Instance): void {
    instance.state = "running";
    const { work } = instance.plan;
    const { item, frame } = instance;
    switch (work.kind) {
      case "run":
        this.schedule.running.add(instance);
        return callAction(
          this.host,
          instance,
          work.action,
          work.arguments.map((argument) => argument(item, frame.bindings)),
        );
      case "after":
        return this.take(instance, 0);
      case "branch":
        return this.take(
          instance,
          work.conditions.findIndex((holds) => holds === null || holds(item, frame.bindings)),
        );
      case "loop":
        return this.loop(instance, work.list(item, frame.bindings), work.slot);
      case "approve":
        return this.ask(instance, work.text(item, frame.bindings));
    }
  }

  private take(group: Instance, branch: number): void {
    const { inner } = group.plan;
    group.branch = branch;
    const own = (inner[branch] ?? []).map(({ slot }) => group.frame.instances[slot]!);
    group.left = own.length;
    for (const other of inner.keys())
      if (other !== branch) this.schedule.pass(group, other, "untaken", "another way was taken");
    if (own.length === 0) return this.schedule.close(group);
    for (const instance of own) this.schedule.open(instance, group.item);
  }

  private loop(group: Instance, list: Value, slot: number): void {
    const elements: readonly Value[] = list === null ? [] : Array.isArray(list) ? list : [list];
    const { plan } = this;
    const rounds = group.plan.rounds!;
    this.steps += elements.length * rounds.steps.length;
    if (this.steps > MOST_STEPS) {
      group.frames = [];
      this.schedule.touchInside(group.plan);
      group.begin = group.end = this.executor.now();
      return this.schedule.settle(
        group,
        "failed",
        `its ${elements.length} rounds are more steps than the ${MOST_STEPS} that a run may have`,
      );
    }
    const frames = elements.map((element, index) => {
      const values = [...group.item.values];
      values[slot] = element;
      return new Frame(rounds, { ...group.item, values }, { loop: group, round: index + 1, element }, plan);
    });
    group.frames = frames;
    this.schedule.touchInside(group.plan);
    const own = frames.flatMap((frame) => frame.instances.filter(({ plan: step }) => step.parent === null));
    group.left = own.length;
    if (own.length === 0) return this.schedule.close(group);
    for (const instance of own) this.schedule.open(instance, instance.frame.item);
  }

  private ask(instance: Instance, text: Value): void {
    const { definition } = instance.plan;
    if (definition.kind !== "approve") return;
    instance.title = typeof text === "string" ? text : "-";
    instance.begin = this.executor.now();
    this.schedule.running.add(instance);
    const left = this.timeLeft();
    const within = Math.min(definition.within ?? left, left);
    const { id: run, playbook } = this.start;
    const question = { run, step: instance.name, playbook, text: instance.title, by: definition.by, within };
    instance.cancel = this.executor.ask(question, (decision) =>
      this.schedule.turn(() => this.decided(instance, decision)),
    );
  }

  private decided(instance: Instance, { approved, by }: Decision): void {
    if (instance.state !== "running") return;
    instance.cancel = null;
    this.schedule.running.delete(instance);
    instance.end = this.executor.now();
    if (by === null && this.timeLeft() <= 0) return this.stop(LONG);
    instance.result = [
      ["approved", approved],
      ["by", by],
    ];
    if (!approved) {
      instance.outcome = "refused";
      instance.reason = by === null ? "nobody answered in time" : `refused by ${by}`;
    }
    this.take(instance, approved ? 0 : 1);
  }

  // ---- outcomes -------------------------------------------------------------------------------------------------

  private done(instance: Instance, answer: Answer): void {
    instance.end = this.executor.now();
    if (answer.ok) instance.result = answer.result;
    this.schedule.settle(instance, answer.ok ? "done" : "failed", answer.ok ? null : answer.status);
  }

  /** The first failure of all starts what is done on failure. */
  private fail(instance: Instance): void {
    if (this.failureOpen || instance.plan.onFailure) return;
    this.failureOpen = true;
    this.result = "failed";
    const { definition, name } = instance.plan;
    const step = definition.label ?? (definition.kind === "run" ? definition.action : name);
    this.failure = { step, error: `${step}: ${instance.reason ?? ""}` };
    const { schema } = this.plan;
    const values = [...this.root.item.values];
    values[schema.slot("error")] = this.failure.error;
    values[schema.slot("step")] = step;
    const item = { ...this.root.item, values };
    for (const each of this.root.instances)
      if (each.plan.onFailure && each.parent === null) this.schedule.open(each, item);
  }

  private timeLeft(): Micros {
    return this.started + RUN_LIMIT - this.executor.now();
  }

  private finish(): void {
    this.over = true;
    const { id, playbook, on, raised } = this.start;
    const steps = tracedSteps(this.root, this.failureOpen);
    const serial = steps.reduce((sum, { begin, end }) => sum + (begin === null || end === null ? 0 : end - begin), 0);
    this.ended({
      id,
      playbook,
      on,
      mode: this.executor.mode,
      raised,
      queued: this.queued,
      started: this.started,
      ended: this.executor.now(),
      serial,
      result: this.result,
      error: this.failure?.error ?? null,
      steps,
    });
  }
}

const LONG = `it took longer than the ${RUN_LIMIT / (3600 * SECOND)} hours that a run may take`;

function itemOf({ schema }: PlaybookPlan, { values, raised, playbook }: Start): Item {
  return { schema, values, time: raised, source: playbook, file: "", position: 0, rank: null };
}
