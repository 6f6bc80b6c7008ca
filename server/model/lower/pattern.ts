/**
 * Patterns. Invariant: what comes back is a pattern that the semantics define; every step was looked at, also behind one
 * that is wrong, so that the editor knows what all of them mean.
 */
import type * as ast from "../../../grammar/ast.ts";
import type { FieldSet } from "../fields.ts";
import { noFields } from "../fields.ts";
import type {
  AggregateStep,
  AllPattern,
  ConditionPattern,
  Location,
  Pattern,
  SequencePattern,
  Step,
  Use,
} from "../program.ts";
import type { AggregateSink, Label, Leg, Scope } from "../scopes.ts";
import { duration } from "./constant.ts";
import type { Lowering } from "./context.ts";
import { labelsOf, stepScopes } from "./labels.ts";
import { checkAll, checkLastAggregate, checkSequence, emptyAny, isPositive } from "./steps.ts";
import { lowerUse, usesOf } from "./use.ts";

/** What the steps of one rule share. */
export interface RuleContext {
  readonly rule: string | null;
  /** The keys as fields: what a nested pattern's items have. */
  readonly keys: FieldSet;
  readonly legs: Leg[];
}

const NO_ITEM = noFields("the condition");
const outermost: Scope = { item: NO_ITEM, labels: new Map(), hidden: new Map(), calls: "item" };

export function lowerWhen(c: Lowering, rule: RuleContext, pattern: ast.Pattern): Pattern | null {
  if (pattern.label !== undefined && (pattern.kind === "sequence" || pattern.kind === "all")) {
    const hint = "Label its steps instead; `emit` reads those.";
    c.report(pattern.label, { code: "misplaced-step", reason: `the whole \`${pattern.kind}\` has a label`, hint });
  }
  return lowerPattern(c, rule, outermost, pattern, false);
}

/** The labels that `emit` and `severity` can read. */
export function boundLabels(c: Lowering, rule: RuleContext, pattern: ast.Pattern): ReadonlyMap<string, Label> {
  const steps = pattern.kind === "sequence" ? pattern.steps : pattern.kind === "all" ? pattern.members : [pattern];
  const labels = steps.filter(binds).flatMap((step) => labelsOf(c, step, rule.keys, rule.rule));
  return new Map(labels.map((label) => [label.name, label]));
}

const binds = (step: ast.Step): boolean => step.kind !== "no" && step.kind !== "until";

function lowerPattern(
  c: Lowering,
  rule: RuleContext,
  scope: Scope,
  pattern: ast.Pattern,
  inherited: boolean,
): Pattern | null {
  const base = { label: pattern.label?.text ?? null, location: c.at(pattern) };
  switch (pattern.kind) {
    case "use": {
      const use = lowerUse(c, scope, pattern, rule.legs);
      return use === null ? null : { kind: "event", ...base, use };
    }
    case "any": {
      const members = pattern.members.map((member) => lowerPattern(c, rule, scope, member, inherited));
      const whole = members.filter((member) => member !== null);
      if (members.length === 0) return emptyAny(c, pattern);
      return whole.length < members.length ? null : { kind: "any", ...base, members: whole };
    }
    case "sequence":
      return lowerSequence(c, rule, scope, pattern, inherited);
    case "all":
      return lowerAll(c, rule, scope, pattern, inherited);
    case "condition":
      return lowerConditionPattern(c, rule, scope, pattern);
  }
}

function lowerSequence(
  c: Lowering,
  rule: RuleContext,
  scope: Scope,
  pattern: ast.SequencePattern,
  inherited: boolean,
): SequencePattern | null {
  checkSequence(c, pattern, inherited);
  const within = duration(c, pattern.within, "within");
  const windowed = inherited || pattern.within !== undefined;
  const steps = lowerSteps(c, rule, nested(scope, false), pattern.steps, windowed);
  if (steps === null) return null;
  const base = { label: pattern.label?.text ?? null, location: c.at(pattern) };
  return { kind: "sequence", ...base, every: pattern.every, within, ...windowAt(c, pattern), steps };
}

function lowerAll(
  c: Lowering,
  rule: RuleContext,
  scope: Scope,
  pattern: ast.AllPattern,
  inherited: boolean,
): AllPattern | null {
  checkAll(c, pattern, inherited);
  const within = duration(c, pattern.within, "within");
  const members = lowerSteps(c, rule, nested(scope, true), pattern.members, true);
  if (members === null) return null;
  const base = { label: pattern.label?.text ?? null, location: c.at(pattern) };
  return { kind: "all", ...base, every: pattern.every, within, ...windowAt(c, pattern), members };
}

/** A nested pattern is matched by itself: the labels around it mean nothing inside. */
function nested(scope: Scope, inAll: boolean): Scope {
  const hidden = new Map(scope.hidden);
  for (const [name, label] of scope.labels) hidden.set(name, { label, reason: "outside" });
  return { ...scope, labels: new Map(), hidden, inAll };
}

function lowerSteps(
  c: Lowering,
  rule: RuleContext,
  outer: Scope,
  steps: readonly ast.Step[],
  windowed: boolean,
): readonly Step[] | null {
  if (steps.length === 0) return c.absent();
  const labels = steps.map((step) => labelsOf(c, step, rule.keys, rule.rule));
  reportLabels(c, outer, steps, labels);
  const scopeOf = stepScopes(outer, steps, labels);
  const lowered = steps.map((step, index) => lowerStep(c, rule, scopeOf(index), step, windowed));
  if (outer.inAll !== true) {
    checkLastAggregate(
      c,
      steps,
      lowered.map((step) => (step?.kind === "aggregate" ? step : null)),
    );
  }
  const whole = lowered.filter((step) => step !== null);
  return whole.length < lowered.length ? null : whole;
}

function reportLabels(
  c: Lowering,
  outer: Scope,
  steps: readonly ast.Step[],
  labels: readonly (readonly Label[])[],
): void {
  const seen = new Map(outer.labels);
  labels.forEach((group, index) => {
    const step = steps[index]!;
    if (step.label !== undefined && !isPositive(step) && step.kind !== "aggregate" && step.kind !== "condition") {
      const hint = "Leave the label out: there is no item that it could stand for.";
      c.report(step.label, { code: "misplaced-step", reason: `\`${step.kind}\` has a label`, hint });
    }
    for (const label of group) {
      c.mention(label.definition.location, { kind: "label", label });
      const other = seen.get(label.name);
      if (other === undefined) seen.set(label.name, label);
      else
        c.report(label.definition.location, {
          code: "duplicate-label",
          name: label.name,
          other: other.definition.location,
        });
    }
  });
}

function lowerStep(c: Lowering, rule: RuleContext, scope: Scope, step: ast.Step, windowed: boolean): Step | null {
  switch (step.kind) {
    case "aggregate":
      return lowerAggregateStep(c, rule, scope, step);
    case "no":
    case "until":
      return lowerAbsence(c, rule, scope, step);
    default:
      return lowerPattern(c, rule, { ...scope, inAll: undefined }, step, windowed);
  }
}

function lowerAggregateStep(
  c: Lowering,
  rule: RuleContext,
  scope: Scope,
  step: ast.AggregateStep,
): AggregateStep | null {
  const within = duration(c, step.within, "within");
  const sink: AggregateSink = { aggregates: [], legs: rule.legs };
  const inner = c.enter(step, { ...scope, calls: "condition", aggregates: sink });
  const condition = c.condition(inner, step.condition);
  for (const { function: name, use } of sink.aggregates) {
    if (name !== "first" && name !== "seen") continue;
    const hint = `Write it as the whole \`when\`: \`when ${name}(...) within ...\`.`;
    c.report(use.location, { code: "misplaced-step", reason: `\`${name}\` stands as a step`, hint });
  }
  if (condition === null || c.broken) return null;
  if (sink.aggregates.length === 0) return noAggregate(c, step.condition ?? step);
  const base = { label: step.label?.text ?? null, location: c.at(step) };
  return { kind: "aggregate", ...base, within, aggregates: sink.aggregates, condition, ...boundAt(c, step) };
}

function noAggregate(c: Lowering, at: ast.Span): null {
  const hint = "Compare an aggregate, as in `count(login_failed) >= 5`.";
  return c.report(at, { code: "misplaced-step", reason: "this condition counts nothing", hint });
}

function lowerAbsence(c: Lowering, rule: RuleContext, scope: Scope, step: ast.NoStep | ast.UntilStep): Step | null {
  const uses = usesOf(step.of);
  const within = step.kind === "no" ? duration(c, step.within, "within") : null;
  if (uses === null || step.of === undefined) return c.absent();
  if (uses.length === 0) return emptyAny(c, step.of);
  const lowered = uses.map((use) => lowerUse(c, scope, use, rule.legs, "absence"));
  const of: readonly Use[] = lowered.filter((use) => use !== null);
  if (of.length < lowered.length) return null;
  const base = { label: null, location: c.at(step) };
  return step.kind === "no" ? { kind: "no", ...base, of, within } : { kind: "until", ...base, of };
}

function lowerConditionPattern(
  c: Lowering,
  rule: RuleContext,
  scope: Scope,
  pattern: ast.ConditionPattern,
): ConditionPattern | null {
  if (pattern.label !== undefined) {
    const [label] = labelsOf(c, pattern, rule.keys, rule.rule);
    if (label !== undefined) c.mention(label.definition.location, { kind: "label", label });
  }
  const within = duration(c, pattern.within, "within");
  if (pattern.within === undefined)
    c.report(pattern.condition ?? pattern, { code: "missing-window", what: "condition" });
  const sink: AggregateSink = { aggregates: [], legs: rule.legs };
  const inner = c.enter(pattern, { ...scope, calls: "condition", aggregates: sink });
  const condition = c.condition(inner, pattern.condition);
  if (condition === null || within === null || c.broken) return null;
  if (sink.aggregates.length === 0) return noAggregate(c, pattern.condition ?? pattern);
  const base = { label: pattern.label?.text ?? null, location: c.at(pattern) };
  return { kind: "condition", ...base, aggregates: sink.aggregates, condition, within, ...boundAt(c, pattern) };
}

/** Where `within 15m` stands: what an explanation may propose to change. */
function windowAt(c: Lowering, { start, within }: ast.SequencePattern | ast.AllPattern): { withinAt?: Location } {
  if (within === undefined) return {};
  return {
    withinAt: c.at({ start: start + c.text.slice(start, within.start).lastIndexOf("within"), end: within.end }),
  };
}

/** Where `>= 5` stands. */
function boundAt(c: Lowering, { condition }: ast.AggregateStep | ast.ConditionPattern): { boundAt?: Location } {
  if (condition?.kind !== "compare" || condition.right === undefined) return {};
  return { boundAt: c.at({ start: condition.operatorSpan.start, end: condition.right.end }) };
}
