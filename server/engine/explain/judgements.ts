/**
 * A plan whose conditions tell what they judged. Invariant: the same plan in all else; a condition answers as before.
 */
import type { ConditionPlan, Plan, RulePlan } from "../detect/plan.ts";
import type { Judgement } from "./condition-ladder.ts";

/** By rule, then by pattern: what its condition judged and nobody has taken yet. */
export type Judgements = readonly (readonly Judgement[][])[];

/** `asked`: the rules that somebody listens to. */
export function listening(
  plan: Plan,
  asked: (rule: RulePlan) => boolean,
): { readonly plan: Plan; readonly judgements: Judgements } {
  const judgements = plan.rules.map(({ patterns }) => patterns.map((): Judgement[] => []));
  const rules = plan.rules.map((rule) => {
    if (!asked(rule)) return rule;
    const patterns = rule.patterns.map((pattern) =>
      pattern.kind === "condition" ? overheard(pattern, judgements[rule.index]![pattern.index]!) : pattern,
    );
    return { ...rule, patterns };
  });
  return { plan: { ...plan, rules }, judgements };
}

function overheard(pattern: ConditionPlan, into: Judgement[]): ConditionPlan {
  const { condition, aggregates } = pattern;
  return {
    ...pattern,
    condition: (item, bindings) => {
      const holds = condition(item, bindings);
      into.push({ holds, values: aggregates.map((_, index) => bindings.aggregate(index)) });
      return holds;
    },
  };
}
