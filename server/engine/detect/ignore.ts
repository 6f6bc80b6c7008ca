/**
 * `ignore where x`: what joins, negated, the leaves of one rule. Invariant: a leaf itself stays free of it, so that rules with
 * and without an `ignore` share it.
 */
import type { RuleDefinition } from "../../model/program.ts";
import { fieldsOf } from "../../model/reads.ts";
import type { Schema } from "../item.ts";
import { compilePredicate, type Predicate } from "../terms/compile.ts";
import type { TermEnvironment } from "../terms/environment.ts";

/**
 * Which items of a schema the rule ignores; null: none of its conditions can be judged on them. `judge`: only those whose
 * fields it accepts.
 */
export function ignoreOf(
  rule: RuleDefinition,
  schema: Schema,
  environment: TermEnvironment,
  judge: (fields: readonly string[]) => boolean = () => true,
): Predicate | null {
  const judged = rule.ignore.filter((term) => {
    const fields = [...fieldsOf(term)];
    return fields.every((field) => schema.slot(field) >= 0) && judge(fields);
  });
  const predicates = judged.map((term) => compilePredicate(term, environment));
  return predicates.length === 0 ? null : (item, bindings) => predicates.some((holds) => holds(item, bindings));
}
