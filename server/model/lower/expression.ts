/**
 * Expressions to terms: resolved, typed, `!=` and `not in` turned into `not`. Invariant: a term comes back only if all of
 * it is well typed; null means that the reason was reported (or that the parser has). Long chains of operators are
 * walked, not recursed into.
 */
import type { BinaryExpression, Expression, ListLiteral, RangeExpression, RegexLiteral } from "../../../grammar/ast.ts";
import type { Type } from "../program.ts";
import type { Scope } from "../scopes.ts";
import { arithmetic, isNumber, typeName, unify } from "../types.ts";
import { regexFault } from "../regex.ts";
import { lowerCall } from "./call.ts";
import { lowerCompare } from "./compare.ts";
import type { Lowering } from "./context.ts";
import { lowerAddress } from "./operand.ts";
import { lowerPath } from "./path.ts";
import { constant, negation, type Typed } from "./typed.ts";

export function lowerExpression(c: Lowering, scope: Scope, expression: Expression | undefined): Typed | null {
  if (expression === undefined) return c.absent();
  switch (expression.kind) {
    case "string":
      return literal(c, expression, expression.value, "string");
    case "number":
      return literal(c, expression, expression.value, expression.integer && expression.unit !== "%" ? "int" : "float");
    case "boolean":
      return literal(c, expression, expression.value, "bool");
    case "duration":
      return literal(c, expression, expression.micros, "duration");
    case "address":
      return lowerAddress(c, expression);
    case "regex": {
      if (!isClosed(c, expression)) return c.absent();
      const fault = regexFault(expression.source, expression.flags);
      if (fault !== null) return c.report(expression, fault);
      c.value(expression, "regex");
      return { term: { kind: "regex", source: expression.source, flags: expression.flags }, type: "regex" };
    }
    case "list":
      return lowerList(c, scope, expression);
    case "range":
      return lowerRange(c, scope, expression);
    case "path":
      return lowerPath(c, scope, expression);
    case "call":
      return lowerCall(c, scope, expression);
    case "compare":
      return lowerCompare(c, scope, expression);
    case "unary": {
      if (expression.operator === "not") {
        const term = c.condition(scope, expression.operand);
        return term === null ? null : { term: negation(term), type: "bool" };
      }
      return lowerNegative(c, scope, expression.operand);
    }
    case "binary":
      return expression.operator === "and" || expression.operator === "or"
        ? lowerLogic(c, scope, expression, expression.operator)
        : lowerArithmetic(c, scope, expression);
    case "if": {
      const condition = c.condition(scope, expression.condition);
      const then = c.expression(scope, expression.then);
      const otherwise = c.expression(scope, expression.else);
      if (condition === null || then === null || otherwise === null) return null;
      const type = unify(then.type, otherwise.type);
      if (type === null) return c.mismatch(expression.else!, "the value behind `else`", then.type, otherwise.type);
      return { term: { kind: "if", condition, then: then.term, else: otherwise.term, type }, type };
    }
  }
}

function literal(c: Lowering, at: Expression, value: string | number | boolean, type: Type): Typed {
  c.value(at, type);
  return constant(value, type);
}

/** The operands of `a op b op c` with the same operators, from left to right. */
function chain(expression: BinaryExpression, same: (operator: BinaryExpression["operator"]) => boolean) {
  const rest: { operator: BinaryExpression["operator"]; operand: Expression | undefined }[] = [];
  let node: Expression | undefined = expression;
  while (node?.kind === "binary" && same(node.operator)) {
    rest.push({ operator: node.operator, operand: node.right });
    node = node.left;
  }
  return { first: node, rest: rest.reverse() };
}

function lowerLogic(c: Lowering, scope: Scope, expression: BinaryExpression, operator: "and" | "or"): Typed | null {
  const { first, rest } = chain(expression, (other) => other === operator);
  const terms = [first, ...rest.map(({ operand }) => operand)].map((operand) => c.condition(scope, operand));
  const whole = terms.filter((term) => term !== null);
  return whole.length < terms.length ? null : { term: { kind: operator, terms: whole }, type: "bool" };
}

function lowerArithmetic(c: Lowering, scope: Scope, expression: BinaryExpression): Typed | null {
  const { first, rest } = chain(expression, (operator) => operator !== "and" && operator !== "or");
  let left = c.expression(scope, first);
  for (const { operator, operand } of rest) {
    const right = c.expression(scope, operand);
    if (left === null || right === null || operator === "and" || operator === "or") {
      left = null;
      continue;
    }
    const type = arithmetic(operator, left.type, right.type);
    if (type === null) {
      const expected = `what goes with ${typeName(left.type)}`;
      left = c.mismatch(operand!, `the right side of \`${operator}\``, expected, right.type);
      continue;
    }
    left = { term: { kind: "arithmetic", operator, left: left.term, right: right.term, type }, type };
  }
  return left;
}

function lowerNegative(c: Lowering, scope: Scope, operand: Expression | undefined): Typed | null {
  const typed = c.expression(scope, operand);
  if (typed === null) return null;
  const { term, type } = typed;
  if (term.kind === "constant" && typeof term.value === "number") return constant(-term.value, type);
  if (!isNumber(type) && type !== "duration" && type !== "unknown")
    return c.mismatch(operand!, "what `-` stands before", "a number", type);
  return { term: { kind: "negate", term, type }, type };
}

function lowerList(c: Lowering, scope: Scope, expression: ListLiteral): Typed | null {
  const items = expression.items.map((item) => c.expression(scope, item));
  let type: Type = "unknown";
  let failed = false;
  items.forEach((item, index) => {
    if (item === null) {
      failed = true;
      return;
    }
    if (item.term.kind === "range") {
      failed = true;
      const hint = "a range stands alone behind `in`, as in `port in 1..5 or port == 22`";
      c.mismatch(expression.items[index]!, "this element of the list", "a single value", item.type, hint);
      return;
    }
    const common = unify(type, item.type) ?? (addressLike(type) && addressLike(item.type) ? "cidr" : null);
    if (common === null) {
      failed = true;
      c.mismatch(expression.items[index]!, "this element of the list", type, item.type);
    } else type = common;
  });
  if (failed) return null;
  const terms = items.filter((item) => item !== null).map((item) => item.term);
  return { term: { kind: "items", items: terms, type: { list: type } }, type: { list: type } };
}

const addressLike = (type: Type): boolean => type === "ip" || type === "cidr";

function lowerRange(c: Lowering, scope: Scope, expression: RangeExpression): Typed | null {
  const from = c.expression(scope, expression.from);
  const to = c.expression(scope, expression.to);
  if (from === null || to === null) return null;
  const type = unify(from.type, to.type);
  if (type === null) return c.mismatch(expression.to!, "the end of the range", from.type, to.type);
  if (!(isNumber(type) || type === "time" || type === "duration" || type === "unknown")) {
    const hint = addressLike(type) ? "many addresses are written as a network, `10.0.0.0/24`" : null;
    return c.mismatch(expression, "what the range runs over", "a number, time or duration", type, hint);
  }
  return { term: { kind: "range", from: from.term, to: to.term }, type: { list: type } };
}

/** One without its end has been reported, and holds what was not meant to be in it. */
const isClosed = (c: Lowering, { start, source, flags }: RegexLiteral): boolean =>
  c.text.startsWith(`/${source}/${flags}`, start);
