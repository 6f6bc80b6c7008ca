/**
 * Patterns of one rule as plans. Invariant: a nested pattern's plan stands before that of the pattern that holds it, so
 * that running them in order lets each see the detections of those inside it.
 */
import type { ConditionPattern, Micros, Pattern, RuleDefinition, Step } from "../../model/program.ts";
import type { TermEnvironment } from "../terms/environment.ts";
import { SlotCompiler } from "./compile-slot.ts";
import { describeStep, describeUses } from "./describe.ts";
import { NO_JOINS } from "./join.ts";
import { allJoins, joinPlans } from "./join-plan.ts";
import type { LeafTable } from "./leaf.ts";
import type { AbsencePlan, CountPlan, LabelPlan, PatternPlan, SequencePlan, Slot, StepPlan } from "./plan.ts";

export class PatternCompiler {
  readonly patterns: PatternPlan[] = [];
  private readonly made: SlotCompiler;
  private readonly rule: RuleDefinition;

  constructor(rule: RuleDefinition, table: LeafTable, environment: TermEnvironment) {
    this.rule = rule;
    this.made = new SlotCompiler(rule, table, environment);
  }

  /** Of all patterns. */
  get slots(): readonly Slot[] {
    return this.made.slots;
  }

  /** `inherited`: the `within` around it. Answers its index in `patterns`. */
  pattern(pattern: Pattern, inherited: Micros | null): number {
    switch (pattern.kind) {
      case "condition":
        return this.condition(pattern);
      case "sequence":
        return this.sequence(pattern.steps, pattern.within ?? inherited ?? 0, pattern.every);
      case "event":
      case "any":
        return this.sequence([pattern], inherited ?? 0, false);
      case "all":
        return this.all(pattern.members, pattern.within ?? inherited ?? 0, pattern.every);
    }
  }

  private condition(pattern: ConditionPattern): number {
    const index = this.patterns.length;
    const base = this.made.slots.length;
    const counting = this.made.counting(pattern, index);
    this.patterns.push({
      kind: "condition",
      index,
      base,
      label: pattern.label,
      text: describeStep(pattern),
      within: pattern.within,
      always: pattern.aggregates.some((aggregate) => aggregate.function === "first"),
      memory: pattern.within,
      ...counting,
    });
    return index;
  }

  private sequence(steps: readonly Step[], within: Micros, every: boolean): number {
    const ties = this.rule.tiesEither;
    const nested = new Map<Pattern, number>();
    for (const step of steps) this.nested(step, within, nested);
    const index = this.patterns.length;
    const base = this.made.slots.length;
    // Takes the index: the slots made below name it.
    this.patterns.push(EMPTY);
    const last = steps.filter((step) => step.kind !== "no" && step.kind !== "until").at(-1);
    const positives: StepPlan[] = [];
    const counts: CountPlan[] = [];
    const absences: AbsencePlan[] = [];
    const labels = new Map<string, LabelPlan>();
    const written: (StepPlan | CountPlan)[] = [];
    const waits = steps.flatMap((step, at) =>
      step.kind === "no" && at > steps.indexOf(last!) ? [step.within ?? 0] : [],
    );
    const wait = waits.length === 0 ? null : Math.max(...waits);
    const leads: Micros[] = [];
    let until: number | null = null;
    for (const [at, step] of steps.entries()) {
      if (step.kind === "until") until = this.made.slot(index, step.of, describeUses(step.of)).index;
      else if (step.kind === "no") {
        const leading = written.length === 0;
        if (leading) leads.push(step.within ?? 0);
        const kind = leading ? "leading" : at > steps.indexOf(last!) ? "trailing" : "between";
        absences.push(this.made.absence(step, kind, positives.length, index));
      } else if (step.kind === "aggregate") {
        const count = this.made.count(step, positives.length, index);
        counts.push(count);
        written.push(count);
        if (step.label !== null) labels.set(step.label, { kind: "count", count });
      } else {
        const slot = this.made.positive(step, index, nested);
        const kept = step !== last || wait !== null || ties;
        const plan: StepPlan = { kind: "step", label: step.label, text: slot.text, slot: slot.index, kept };
        this.label(step, slot, positives.length, labels);
        positives.push(plan);
        written.push(plan);
      }
    }
    const forgetful = positives.map(
      (_, index) =>
        until === null &&
        absences.every(({ cross }) => !cross && !ties) &&
        counts.every(({ after, cross }) => after <= index || !cross) &&
        positives.every(({ slot }, later) => later <= index || !this.made.crosses(slot)),
    );
    const memory = within + (wait ?? 0) + Math.max(0, ...leads);
    const plan: SequencePlan = {
      kind: "sequence",
      index,
      base,
      every,
      ties,
      within,
      steps: positives,
      counts,
      absences,
      until,
      wait,
      written,
      labels,
      joins: joinPlans({ steps: positives, counts, labels, ties, slots: this.made.slots }, index),
      forgetful,
      memory,
    };
    this.patterns[index] = plan;
    return index;
  }

  private all(steps: readonly Step[], within: Micros, every: boolean): number {
    const nested = new Map<Pattern, number>();
    for (const step of steps) this.nested(step, within, nested);
    const index = this.patterns.length;
    const base = this.made.slots.length;
    // Takes the index: the slots made below name it.
    this.patterns.push(EMPTY);
    const members: StepPlan[] = [];
    const counts: CountPlan[] = [];
    const absences: { slot: number; cross: boolean }[] = [];
    const written: (StepPlan | CountPlan)[] = [];
    const labels = new Map<string, LabelPlan>();
    for (const step of steps) {
      if (step.kind === "no") {
        const { index: slot } = this.made.slot(index, step.of, describeUses(step.of));
        absences.push({ slot, cross: this.made.crosses(slot) });
      } else if (step.kind === "aggregate") {
        const count = this.made.count(step, 0, index);
        counts.push(count);
        written.push(count);
        if (step.label !== null) labels.set(step.label, { kind: "count", count });
      } else if (step.kind !== "until") {
        const slot = this.made.positive(step, index, nested);
        this.label(step, slot, members.length, labels);
        const member: StepPlan = { kind: "step", label: step.label, text: slot.text, slot: slot.index, kept: true };
        members.push(member);
        written.push(member);
      }
    }
    const derived = members.map(({ slot }) =>
      this.made.slots[slot]!.alternatives.some(({ derive }) => derive !== null),
    );
    const needs = members.map(({ slot }, member) => {
      const others = needsOf(this.made.slots[slot]!, labels);
      return derived[member] || others?.some((other) => derived[other]) ? null : others;
    });
    const cross = members.some(({ slot }) => this.made.crosses(slot));
    const lazy = counts.length > 0 && (cross || counts.some((count) => count.cross));
    this.patterns[index] = {
      kind: "all",
      index,
      base,
      every,
      within,
      members,
      counts,
      absences,
      cross,
      lazy,
      needs,
      joins: allJoins({ members, labels, slots: this.made.slots }),
      written,
      labels,
      // What was counted at an earlier item is judged again at a later one, at most a window behind it.
      memory: absences.length === 0 && !lazy ? within : 2 * within,
    };
    return index;
  }

  /** Compiles the patterns inside a step, through `any`. */
  private nested(step: Step, within: Micros, into: Map<Pattern, number>): void {
    if (step.kind === "any") for (const member of step.members) this.nested(member, within, into);
    else if (step.kind === "sequence" || step.kind === "all" || step.kind === "condition")
      into.set(step, this.pattern(step, within));
  }

  /** The label of a positive step binds whatever fills it, that of a member of `any` what counts as this member. */
  private label(step: Pattern, slot: Slot, position: number, into: Map<string, LabelPlan>): void {
    if (step.label !== null) into.set(step.label, { kind: "step", step: position, alternatives: null });
    for (const label of new Set(slot.alternatives.flatMap((alternative) => alternative.labels))) {
      const indexes = slot.alternatives.flatMap(({ labels }, index) => (labels.includes(label) ? [index] : []));
      into.set(label, { kind: "step", step: position, alternatives: indexes });
    }
  }
}

/** The members whose labels a member's `where` reads; null: it reads what is counted. */
function needsOf({ alternatives }: Slot, labels: ReadonlyMap<string, LabelPlan>): readonly number[] | null {
  const read = new Set(alternatives.flatMap(({ crossLabels }) => [...crossLabels]));
  const steps = [...read].map((label) => labels.get(label));
  const needs = steps.flatMap((meaning) => (meaning?.kind === "step" ? [meaning.step] : []));
  return needs.length < steps.length ? null : [...new Set(needs)];
}

const EMPTY: PatternPlan = {
  kind: "sequence",
  index: -1,
  base: 0,
  every: false,
  ties: false,
  within: 0,
  steps: [],
  counts: [],
  absences: [],
  until: null,
  wait: null,
  written: [],
  labels: new Map(),
  joins: NO_JOINS,
  forgetful: [],
  memory: 0,
};
