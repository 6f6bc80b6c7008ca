/**
 * Which steps of a run may begin: each as soon as all that it names is settled, and not before. Invariant: a step is settled
 * at most once; where nothing is under way any more, nothing waits.
 *
 *   closed -> waiting -> running -> settled: what is around a step begins, what it names is settled, it is done or not.
 */
import type { Item } from "../item.ts";
import type { Frame, Instance } from "./frame.ts";
import { instancesOf, type Outcome } from "./frame.ts";
import type { StepPlan } from "./plan.ts";
import { judge, type Verdict } from "./verdict.ts";

/** What a run does with its steps. */
export interface Worker {
  /** All that it names is settled: it begins. */
  work(instance: Instance): void;
  /** It began and failed. */
  failed(instance: Instance): void;
  /** All steps are settled. */
  ended(): void;
}

export class Schedule {
  /** What is under way: calls and questions. */
  readonly running = new Set<Instance>();
  private readonly root: Frame;
  private readonly worker: Worker;
  private readonly waiting = new Map<StepPlan, Set<Instance>>();
  /** Steps that settled, or whose rounds are known: others may go on. */
  private touched: StepPlan[] = [];
  private turns = 0;
  private left = 0;
  private over = false;

  constructor(root: Frame, worker: Worker) {
    this.root = root;
    this.worker = worker;
  }

  /** May end at once. */
  begin(): void {
    const top = this.root.instances.filter(({ parent }) => parent === null);
    this.left = top.length;
    this.turn(() => {
      for (const instance of top) if (!instance.plan.onFailure) this.open(instance, this.root.item);
    });
  }

  /** Nothing goes on from here. */
  stop(): void {
    this.over = true;
  }

  *everyInstance(frame: Frame = this.root): Generator<Instance> {
    for (const instance of frame.instances) {
      yield instance;
      for (const round of instance.frames ?? []) yield* this.everyInstance(round);
    }
  }

  open(instance: Instance, item: Item): void {
    instance.item = item;
    instance.state = "waiting";
    this.consider(instance);
    if (instance.state !== "waiting") return;
    const known = this.waiting.get(instance.plan);
    if (known === undefined) this.waiting.set(instance.plan, new Set([instance]));
    else known.add(instance);
  }

  /** Something happens; then everybody goes on who can, and the run ends when there is nobody left. */
  turn(happens: () => void): void {
    if (this.over) return;
    this.turns++;
    happens();
    // A turn inside of another leaves the rest to it.
    if (this.turns === 1) this.goOn();
    if (--this.turns > 0 || this.left > 0 || this.over) return;
    this.over = true;
    this.worker.ended();
  }

  private goOn(): void {
    do {
      for (let step = this.touched.pop(); step !== undefined; step = this.touched.pop())
        for (const dependent of step.dependents)
          for (const instance of this.waiting.get(dependent) ?? []) this.consider(instance);
    } while (!this.over && this.settleRest());
  }

  /** Where nothing is under way any more: what still waits will wait for ever. */
  private settleRest(): boolean {
    if (this.running.size > 0 || this.left === 0) return false;
    const closed = this.root.instances.filter(({ parent, state }) => parent === null && state === "closed");
    if (closed.length > 0) for (const instance of closed) this.settle(instance, "untaken", "nothing failed");
    else
      for (const group of [...this.waiting.values()])
        for (const instance of [...group]) this.settle(instance, "blocked", "it waits for itself through others");
    return this.touched.length > 0;
  }

  private consider(instance: Instance): void {
    if (instance.state !== "waiting") return;
    let verdict: Verdict | null = null;
    for (const wait of instance.plan.waits) {
      const targets = instancesOf(wait.target, instance.frame);
      if (targets === null || targets.some(({ state }) => state !== "settled")) return;
      const found = judge(wait, targets, instance.plan.onFailure);
      if (verdict === null || found?.outcome === "blocked") verdict = found ?? verdict;
    }
    this.waiting.get(instance.plan)?.delete(instance);
    if (verdict !== null) this.settle(instance, verdict.outcome, verdict.reason);
    else this.worker.work(instance);
  }

  settle(instance: Instance, outcome: Outcome, reason: string | null = null): void {
    if (instance.state === "settled") return;
    const began = instance.state === "running";
    instance.state = "settled";
    instance.outcome = outcome;
    instance.reason = reason;
    this.running.delete(instance);
    this.waiting.get(instance.plan)?.delete(instance);
    if (!began) for (const index of instance.plan.inner.keys()) this.pass(instance, index, outcome, reason);
    this.touched.push(instance.plan);
    if (outcome === "failed" && instance.end !== null) this.worker.failed(instance);
    const { parent } = instance;
    if (parent === null) this.left--;
    else if (parent.state === "running" && parent.branch === instance.plan.branch && --parent.left === 0)
      this.close(parent);
  }

  /** The steps inside of one that is not done, or of a branch that is not taken. */
  pass(group: Instance, branch: number, outcome: Outcome, reason: string | null): void {
    if (group.plan.rounds !== null) {
      group.frames = [];
      this.touchInside(group.plan);
      return;
    }
    for (const step of group.plan.inner[branch]!) this.settle(group.frame.instances[step.slot]!, outcome, reason);
  }

  /** How many rounds a loop has is what those wait for, too, who name a step inside of it. */
  touchInside(loop: StepPlan): void {
    for (const step of loop.rounds!.steps) {
      this.touched.push(step);
      if (step.rounds !== null) this.touchInside(step);
    }
  }

  /** All inside of it is settled. */
  close(group: Instance): void {
    const inside = group.frames?.flatMap(({ instances }) => instances) ?? group.frame.instances;
    const own = inside.filter(({ parent }) => parent === group);
    const failed = own.find(({ outcome }) => outcome === "failed" || outcome === "blocked");
    if (failed !== undefined) this.settle(group, "failed", `\`${failed.name}\` failed`);
    else this.settle(group, group.outcome ?? "done", group.reason);
  }
}
