/**
 * Which steps may stand where. Invariant: a sequence or `all` that passes can be matched as the semantics say: it has a
 * positive step, no aggregate whose neighbour is another one, and every absence that needs a deadline has one.
 */
import type { AllPattern, SequencePattern, Span, Step } from "../../../grammar/ast.ts";
import type { AggregateStep } from "../program.ts";
import type { Lowering } from "./context.ts";

export const isPositive = (step: Step): boolean =>
  step.kind !== "aggregate" && step.kind !== "no" && step.kind !== "until" && step.kind !== "condition";

export function checkSequence(c: Lowering, pattern: SequencePattern, inherited: boolean): void {
  const { steps } = pattern;
  const positive = steps.filter(isPositive);
  const aggregates = steps.filter((step) => step.kind === "aggregate");
  if (positive.length === 0) {
    c.report(head(c, pattern), { code: "no-positive-step", of: "sequence", empty: steps.length === 0 });
  }
  if (pattern.within === undefined && !inherited && positive.length > 0 && positive.length + aggregates.length > 1) {
    c.report(head(c, pattern), { code: "missing-window", what: "sequence" });
  }
  let counted: Step | null = null;
  steps.forEach((step, index) => {
    if (isPositive(step)) counted = null;
    else if (step.kind === "aggregate") {
      if (counted !== null) c.report(step, { code: "adjacent-aggregates", other: c.at(counted) });
      counted = step;
    } else if (step.kind === "until" && index !== steps.length - 1) {
      const reason = "`until` stands before other steps";
      c.report(step, {
        code: "misplaced-step",
        reason,
        hint: "Write it as the last step: it is about the whole sequence.",
      });
    } else if (step.kind === "no") checkAbsence(c, steps, index);
  });
}

function checkAbsence(c: Lowering, steps: readonly Step[], index: number): void {
  const step = steps[index]!;
  if (step.kind !== "no" || !steps.some(isPositive)) return;
  const relevant = (other: Step): boolean => isPositive(other) || other.kind === "aggregate";
  const leading = !steps.slice(0, index).some(relevant);
  const trailing = !steps.slice(index + 1).some(relevant);
  const outer = leading || trailing;
  if (outer && step.within === undefined) {
    c.report(step, { code: "absence-window", position: leading ? "leading" : "trailing" });
  }
  if (!outer && step.within !== undefined) c.report(step.within, { code: "absence-window", position: "between" });
}

export function checkAll(c: Lowering, pattern: AllPattern, inherited: boolean): void {
  const { members } = pattern;
  if (!members.some(isPositive)) {
    c.report(head(c, pattern), { code: "no-positive-step", of: "all", empty: members.length === 0 });
  }
  if (pattern.within === undefined && !inherited) c.report(head(c, pattern), { code: "missing-window", what: "all" });
  for (const member of members) {
    if (member.kind === "no" && member.within !== undefined) {
      c.report(member.within, { code: "absence-window", position: "in-all" });
    } else if (member.kind === "until") {
      const hint = "Write `no` for what must not happen in the window.";
      c.report(member, { code: "misplaced-step", reason: "`until` stands in an `all`, which has no order", hint });
    }
  }
}

/** The last aggregate of a sequence completes the match: it must not hold because nothing happened. */
export function checkLastAggregate(
  c: Lowering,
  steps: readonly Step[],
  lowered: readonly (AggregateStep | null)[],
): void {
  const last = steps.findLastIndex((step) => isPositive(step) || step.kind === "aggregate");
  const condition = steps[last]?.kind === "aggregate" ? lowered[last]?.condition : undefined;
  const step = steps[last];
  if (step?.kind !== "aggregate" || step.condition === undefined || condition === undefined) return;
  const negated = condition.kind === "not";
  const compare = negated ? condition.term : condition;
  if (compare.kind !== "compare") return;
  const operator = negated && compare.operator === "==" ? "!=" : compare.operator;
  if (operator === "<" || operator === "<=" || operator === "!=") {
    c.report(step.condition, { code: "upper-bound-count", operator, place: "last" });
  }
}

/** `any { }`, wherever an event may stand: nothing is one of none. */
export function emptyAny(c: Lowering, pattern: Span): null {
  return c.report(pattern, { code: "no-positive-step", of: "any", empty: true });
}

/** The keywords that a pattern begins with: a squiggle under all of its steps would hide theirs. */
function head(c: Lowering, pattern: SequencePattern | AllPattern): { start: number; end: number } {
  const brace = c.text.indexOf("{", pattern.start);
  const end = brace < 0 || brace > pattern.end ? pattern.end : brace;
  return { start: pattern.start, end: pattern.start + c.text.slice(pattern.start, end).trimEnd().length };
}
