/**
 * A count that is only bounded from above. As the last step it would fire because something happened, as a whole
 * condition it is judged at records only: silence is never noticed.
 */
import type { Expression } from "../../grammar/ast.ts";
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
    if (condition === undefined || !isUpperBound(condition)) continue;
    yield {
      location: { document, start: condition.start, end: condition.end },
      message: `This condition bounds a count from above only. Conditions are judged when a record comes, so it holds at the first one already and never notices that none comes. ${ADVICE}`,
    };
  }
});

function isUpperBound(expression: Expression): boolean {
  if (expression.kind !== "compare" || expression.left?.kind !== "call") return false;
  const { function: name } = expression.left;
  return (expression.operator === "<" || expression.operator === "<=") && AGGREGATES.has(name.text);
}

export const upperBoundCount: Check = {
  code: CODE,
  severity: "error",
  title: TITLE,
  check: (subject) => [...lastStep.check(subject), ...whole.check(subject)],
};
