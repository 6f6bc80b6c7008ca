/**
 * Clauses of a rule beside its pattern: `risk`, what fills and empties its memory, and `meta`. Invariant: each is checked by
 * itself; one that is wrong leaves the rule out, for without it the rule would mean something else.
 */
import type { Expression, RuleDeclaration } from "../../../grammar/ast.ts";
import { noFields } from "../fields.ts";
import type { RiskPart, RuleDefinition } from "../program.ts";
import { itemScope, type Scope } from "../scopes.ts";
import { isNumber } from "../types.ts";
import { duration, oneOf, wholeNumber } from "./constant.ts";
import type { Lowering } from "./context.ts";

/** The summands, each by itself, so that a detection can say what its risk is made of. */
export function lowerRisk(c: Lowering, rule: RuleDeclaration, scope: Scope): readonly RiskPart[] {
  if (rule.risk === undefined) return [];
  for (const clause of rule.clauses) if (clause.keyword.text === "risk") c.enter(clause, scope);
  return summands(rule.risk).flatMap((part): RiskPart[] => {
    const typed = c.expression(scope, part);
    if (typed === null) return [];
    if (!isNumber(typed.type) && typed.type !== "unknown") {
      c.mismatch(part, "`risk`", "a number", typed.type);
      return [];
    }
    return [{ text: textOf(c, part), value: typed.term }];
  });
}

/** `a + b + c` as its parts: walked, for chains may be long. */
function summands(expression: Expression): readonly Expression[] {
  const parts: Expression[] = [];
  let rest: Expression = expression;
  while (rest.kind === "binary" && rest.operator === "+" && rest.left !== undefined && rest.right !== undefined) {
    parts.push(rest.right);
    rest = rest.left;
  }
  return [...parts, rest].reverse();
}

function textOf(c: Lowering, part: Expression): string {
  const points = part.kind === "call" && part.function.text === "points" ? part.arguments[0] : undefined;
  const { start, end } = points ?? part;
  return c.text.slice(start, end).replace(/\s+/g, " ");
}

/** What fills and empties the memory of a rule. */
export function lowerMemory(
  c: Lowering,
  rule: RuleDeclaration,
): Pick<RuleDefinition, "learn" | "forget" | "limit" | "tiesEither"> {
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
