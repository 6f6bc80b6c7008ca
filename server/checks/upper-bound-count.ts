/**
 * A count that is only bounded from above. As the last step it would fire because something happened, as a whole
 * condition it is judged at records only: silence is never noticed.
 */
import type { CompareExpression, Expression } from "../../grammar/ast.ts";
import { AGGREGATES } from "../model/functions.ts";
import { ownCheck, problemCheck, type Check } from "./diagnostic.ts";

const CODE = "upper-bound-count";
const TITLE = "A count that is only bounded from above";
const ADVICE = "For something that does not happen write `no`, as in `sequence { login  no logout within 30m }`.";

const lastStep = problemCheck(CODE, "error", TITLE, ({ operator }) => ({
  message: `The last step counts with \`${operator}\`, so the rule would fire at the very records of which it wants few, and never because none comes. ${ADVICE}`,
}));

const whole = ownCheck(CODE, "warning", TITLE, function* (analysis) {
  for (const { document, declaration } of analysis.rules) {
    const condition = declaration.when?.kind === "condition" ? declaration.when.condition : undefined;
    if (condition === undefined || !(isUpperBound(condition) || wantsNone(condition))) continue;
    yield {
      location: { document, start: condition.start, end: condition.end },
      message: wantsNone(condition)
        ? `This condition wants none of what it counts. Conditions are judged when a record comes, which then is counted, so it never holds and this rule is dead. ${ADVICE}`
        : `This condition bounds a count from above only. Conditions are judged when a record comes, so it holds at the first one already and never notices that none comes. ${ADVICE}`,
    };
  }
});

/** Whether it holds of few records as well as of none: however the count and its bound are written, all of them joined. */
function isUpperBound(expression: Expression, negated = false): boolean {
  switch (expression.kind) {
    case "unary":
      return (
        expression.operator === "not" && expression.operand !== undefined && isUpperBound(expression.operand, !negated)
      );
    case "binary": {
      const { operator, left, right } = expression;
      const joins = operator === (negated ? "or" : "and");
      return joins && [left, right].every((side) => side !== undefined && isUpperBound(side, negated));
    }
    case "compare":
      return boundsFromAbove(expression, negated);
    default:
      return false;
  }
}

/** `count(login) == 0`, `count(login) < 1`, however it is written. */
function wantsNone(expression: Expression): boolean {
  if (expression.kind !== "compare" || expression.negated) return false;
  const { operator, left, right } = expression;
  const [call, bound, turned] =
    right?.kind === "call" ? [right, left, TURNED[operator] ?? operator] : [left, right, operator];
  if (call?.kind !== "call" || call.function.text !== "count" || bound?.kind !== "number") return false;
  return turned === "<" ? bound.value <= 1 : (turned === "<=" || turned === "==") && bound.value === 0;
}

const TURNED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const OPPOSITE: Readonly<Record<string, string>> = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" };

function boundsFromAbove({ operator, negated, left, right }: CompareExpression, refused: boolean): boolean {
  const counts = (side: Expression | undefined): boolean => side?.kind === "call" && AGGREGATES.has(side.function.text);
  if (counts(left) === counts(right)) return false;
  const turned = counts(left) ? operator : TURNED[operator];
  const found = turned !== undefined && negated !== refused ? OPPOSITE[turned] : turned;
  return found === "<" || found === "<=";
}

export const upperBoundCount: Check = {
  code: CODE,
  severity: "error",
  title: TITLE,
  check: (subject) => [...lastStep.check(subject), ...whole.check(subject)],
};
