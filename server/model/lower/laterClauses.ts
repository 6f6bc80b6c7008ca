/**
 * Clauses of a rule that the program lacks: those that wait for a later version, and `meta`. Invariant: each is checked like
 * any other; one that waits is told once and leaves the rule out, for without it the rule would mean something else.
 */
import type { RuleDeclaration } from "../../../grammar/ast.ts";
import { noFields } from "../fields.ts";
import type { RuleDefinition, Term } from "../program.ts";
import { itemScope, type Scope } from "../scopes.ts";
import { LATER } from "../support.ts";
import { isNumber } from "../types.ts";
import { duration, oneOf, wholeNumber } from "./constant.ts";
import type { Lowering } from "./context.ts";

type Form = "risk" | "learn" | "forget" | "limit" | "ties";

export function lowerRisk(c: Lowering, rule: RuleDeclaration, scope: Scope): Term | null {
  if (rule.risk === undefined) return null;
  tell(c, rule, "risk");
  for (const clause of rule.clauses) if (clause.keyword.text === "risk") c.enter(clause, scope);
  const typed = c.expression(scope, rule.risk);
  if (typed !== null && !isNumber(typed.type) && typed.type !== "unknown")
    return c.mismatch(rule.risk, "`risk`", "a number", typed.type);
  return typed?.term ?? null;
}

/** What fills and empties the memory of a rule. */
export function lowerMemory(
  c: Lowering,
  rule: RuleDeclaration,
): Pick<RuleDefinition, "learn" | "forget" | "limit" | "tiesEither"> {
  if (rule.learn !== undefined) tell(c, rule, "learn");
  if (rule.forget !== undefined) tell(c, rule, "forget");
  if (rule.limit !== undefined) tell(c, rule, "limit");
  if (rule.ties !== undefined) tell(c, rule, "ties");
  return {
    learn: rule.learn === undefined ? [] : [rule.learn.value],
    forget: duration(c, rule.forget, "forget"),
    limit: rule.limit === undefined ? null : wholeNumber(c, rule.limit, "number of partial matches", "1000"),
    tiesEither: oneOf(c, rule.ties, ["either"], "way to break ties") !== null,
  };
}

/** Facts about the rule, for people: kept as they are, so they must be known when they are written. */
export function lowerMeta(c: Lowering, rule: RuleDeclaration): void {
  const scope = itemScope(noFields("meta"));
  for (const { value } of rule.meta) c.expression(scope, value);
}

function tell(c: Lowering, rule: RuleDeclaration, form: Form): void {
  const clause = rule.clauses.find(({ keyword }) => keyword.text === form);
  c.later(clause?.keyword ?? rule.keyword, LATER[form]);
}
