/**
 * The ladder of a pattern before anything was counted: its lines as they were written, each with where its plan is.
 * Invariant: rungs stand in the order written; `ordinals` number those that a match climbs.
 */
import type { Location, Pattern, Step } from "../../model/program.ts";
import { describeStep } from "../detect/describe.ts";
import type { AllPlan, CountPlan, PatternPlan, RulePlan, SequencePlan } from "../detect/plan.ts";
import type { LadderStep } from "./explanation.ts";

export interface Rung {
  readonly kind: LadderStep["kind"];
  readonly label: string | null;
  readonly text: string;
  readonly location: Location;
  readonly written: Step;
  /** The slots whose items are its records. */
  readonly slots: readonly number[];
  readonly count: CountPlan | null;
  /** Which positive step or member; -1: none. */
  readonly step: number;
  /** How many rungs a match that stands on it has climbed; 0: it is none to climb. */
  readonly ordinal: number;
  /** Patterns inside it. */
  readonly inner: readonly number[];
}

export interface Layout {
  readonly plan: PatternPlan;
  readonly written: Pattern;
  readonly rungs: readonly Rung[];
  /** How many rungs there are to climb. */
  readonly height: number;
}

/** Of each pattern of a rule. */
export function layoutsOf({ definition, patterns }: RulePlan): readonly Layout[] {
  const indexes = new Map<Pattern, number>();
  collect(definition.when, indexes, true);
  return [...indexes].map(([written, index]) => layoutOf(written, patterns[index]!, indexes));
}

/** Numbers patterns as the compiler does: inner ones first. */
function collect(pattern: Step, into: Map<Pattern, number>, whole: boolean): void {
  switch (pattern.kind) {
    case "any":
      for (const member of pattern.members) collect(member, into, false);
      if (whole) into.set(pattern, into.size);
      return;
    case "sequence":
      for (const step of pattern.steps) collect(step, into, false);
      into.set(pattern, into.size);
      return;
    case "all":
      for (const member of pattern.members) collect(member, into, false);
      into.set(pattern, into.size);
      return;
    case "condition":
      into.set(pattern, into.size);
      return;
    case "event":
      if (whole) into.set(pattern, into.size);
  }
}

function layoutOf(written: Pattern, plan: PatternPlan, indexes: ReadonlyMap<Pattern, number>): Layout {
  const lines: readonly Step[] =
    written.kind === "sequence" ? written.steps : written.kind === "all" ? written.members : [written];
  if (plan.kind === "condition") {
    const rung: Rung = { ...base(written, indexes), kind: "condition", slots: plan.slots, ordinal: 1, inner: [] };
    return { plan, written, rungs: [rung], height: 1 };
  }
  let step = 0;
  let count = 0;
  let absence = 0;
  let ordinal = 0;
  const rungs = lines.map((line): Rung => {
    const about = base(line, indexes);
    if (line.kind === "until") {
      const until = "until" in plan ? plan.until : null;
      return { ...about, kind: "until", slots: until === null ? [] : [until] };
    }
    if (line.kind === "no") {
      return { ...about, kind: "no", slots: [plan.absences[absence++]!.slot] };
    }
    if (line.kind === "aggregate") {
      const found = plan.counts[count++]!;
      return { ...about, kind: "count", slots: found.slots, count: found, ordinal: ++ordinal };
    }
    const position = step++;
    const { slot } = stepsOf(plan)[position]!;
    const kind = plan.kind === "all" ? "member" : "step";
    return { ...about, kind, slots: [slot], step: position, ordinal: ++ordinal };
  });
  return { plan, written, rungs, height: ordinal };
}

function base(line: Step, indexes: ReadonlyMap<Pattern, number>): Omit<Rung, "kind" | "slots"> {
  return {
    label: line.label,
    text: describeStep(line, true),
    location: line.location,
    written: line,
    count: null,
    step: -1,
    ordinal: 0,
    inner: innerOf(line, indexes),
  };
}

function innerOf(line: Step, indexes: ReadonlyMap<Pattern, number>): readonly number[] {
  if (line.kind === "any") return line.members.flatMap((member) => innerOf(member, indexes));
  const index =
    line.kind === "no" || line.kind === "until" || line.kind === "aggregate" ? undefined : indexes.get(line);
  return index === undefined || line.kind === "event" ? [] : [index];
}

export const stepsOf = (plan: SequencePlan | AllPlan) => (plan.kind === "sequence" ? plan.steps : plan.members);
