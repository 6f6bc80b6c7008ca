/**
 * The steps of one run as they stand: each once, those of a loop once per round. Invariant: all steps of a frame are there
 * from its beginning, so that who waits for one can always find it.
 */
import type { Micros, Value } from "../../model/program.ts";
import type { Item } from "../item.ts";
import type { Bindings } from "../terms/bindings.ts";
import type { Cancel } from "./executor.ts";
import type { FramePlan, PlaybookPlan, StepPlan } from "./plan.ts";
import type { Result } from "./action.ts";
import type { Attempt, StepTrace } from "./trace.ts";

export type Outcome = StepTrace["outcome"];

/** A step in its round. `closed`: what is around it has not begun; `waiting`: for what it names. */
export class Instance {
  readonly plan: StepPlan;
  readonly frame: Frame;
  readonly parent: Instance | null;
  /** What its terms read. */
  item: Item;
  state: "closed" | "waiting" | "running" | "settled" = "closed";
  outcome: Outcome | null = null;
  reason: string | null = null;
  /** Of a group: which steps inside it does, and how many of them are unsettled. */
  branch = 0;
  left = 0;
  /** Of a loop that has begun. */
  frames: readonly Frame[] | null = null;
  result: Result = [];
  cancel: Cancel | null = null;

  begin: Micros | null = null;
  end: Micros | null = null;
  title = "";
  once: StepTrace["once"] = null;
  request: StepTrace["request"] = null;
  readonly attempts: Attempt[] = [];

  constructor(plan: StepPlan, frame: Frame, parent: Instance | null, item: Item) {
    this.plan = plan;
    this.frame = frame;
    this.parent = parent;
    this.item = item;
  }

  /** With the numbers of its rounds, from 1: `block[2]`. */
  get name(): string {
    const { rounds } = this.frame;
    return rounds.length === 0 ? this.plan.name : `${this.plan.name}[${rounds.join(",")}]`;
  }
}

/** Steps that are done together: those of the playbook, or those of one round of a loop. */
export class Frame {
  readonly plan: FramePlan;
  readonly parent: Frame | null;
  /** The loop whose round it is. */
  readonly loop: Instance | null;
  readonly item: Item;
  /** Numbers of the rounds that it is in, from 1, and their elements; outermost first. */
  readonly rounds: readonly number[];
  readonly elements: readonly Value[];
  readonly instances: readonly Instance[];
  readonly bindings: Bindings;

  constructor(
    plan: FramePlan,
    item: Item,
    around: { loop: Instance; round: number; element: Value } | null,
    of: PlaybookPlan,
  ) {
    this.plan = plan;
    this.item = item;
    this.loop = around?.loop ?? null;
    this.parent = this.loop?.frame ?? null;
    this.rounds = around === null ? [] : [...this.parent!.rounds, around.round];
    this.elements = around === null ? [] : [...this.parent!.elements, around.element];
    const instances: Instance[] = [];
    for (const step of plan.steps) {
      const parent = step.parent === null ? this.loop : instances[step.parent.slot]!;
      instances.push(new Instance(step, this, parent, item));
    }
    this.instances = instances;
    this.bindings = {
      one: (label) => this.bound(of.labels.get(label))[0] ?? null,
      many: (label) => this.bound(of.labels.get(label)),
      aggregate: () => null,
    };
  }

  private bound(target: StepPlan | undefined): readonly Item[] {
    const found = target === undefined ? null : instancesOf(target, this);
    return (found ?? []).filter(({ state, outcome }) => state === "settled" && HAS_RESULT.has(outcome)).map(resultItem);
  }
}

const HAS_RESULT: ReadonlySet<Outcome | null> = new Set<Outcome>(["done", "refused"]);

function resultItem({ plan, result, item }: Instance): Item {
  const values = plan.result.fields.map((field) => result.find(([name]) => name === field)?.[1] ?? null);
  return { ...item, schema: plan.result, values };
}

/** All that a step is, seen from a frame: one in the same or an outer round, else those of every round. Null: not known yet. */
export function instancesOf(target: StepPlan, from: Frame): readonly Instance[] | null {
  const found = framesOf(target.frame, from);
  return found?.map((frame) => frame.instances[target.slot]!) ?? null;
}

function framesOf(plan: FramePlan, from: Frame): readonly Frame[] | null {
  for (let frame: Frame | null = from; frame !== null; frame = frame.parent) if (frame.plan === plan) return [frame];
  const loops = instancesOf(plan.loop!, from);
  if (loops === null) return null;
  const frames: Frame[] = [];
  for (const { frames: rounds } of loops) {
    if (rounds === null) return null;
    for (const frame of rounds) frames.push(frame);
  }
  return frames;
}
