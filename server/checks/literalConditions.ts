/**
 * `where true`, `user == "root" or true`, `if false then ...`: a condition, or a part of one, that is written as its own
 * answer. Invariant: values that are true or false, as in `mfa == true`, are none.
 */
import type { BinaryExpression, BooleanLiteral, Declaration, Expression, Span } from "../../grammar/ast.ts";
import { nodesOf } from "./nodes.ts";

export interface LiteralCondition {
  readonly at: Span;
  readonly message: string;
}

export function* literalConditions(declaration: Declaration): Iterable<LiteralCondition> {
  for (const node of nodesOf(declaration) as readonly (object & Span)[]) {
    const condition = conditionOf(node);
    if (condition?.kind === "boolean") yield { at: spanOf(condition), message: alone(condition) };
    const chain = node as Expression;
    if (chain.kind === "binary" && (chain.operator === "and" || chain.operator === "or")) yield* inChain(chain);
    else if (chain.kind === "unary" && chain.operator === "not" && chain.operand?.kind === "boolean")
      yield { at: spanOf(chain), message: alone({ value: !chain.operand.value }) };
  }
}

/** What decides about something: the `where` of a use, an aggregate or an expectation, the condition of an `if`. */
function conditionOf(node: object): Expression | undefined {
  if ("where" in node) return node.where as Expression | undefined;
  return "kind" in node && node.kind === "if" && "condition" in node ? (node.condition as Expression) : undefined;
}

function* inChain(chain: BinaryExpression): Iterable<LiteralCondition> {
  const { operator, left, right } = chain;
  for (const side of [left, right]) {
    if (side?.kind !== "boolean") continue;
    const decides = side.value === (operator === "or");
    const message = decides
      ? `\`${operator} ${side.value}\` decides this condition whatever else it asks. ${alone(side)}`
      : `\`${operator} ${side.value}\` changes nothing about a condition. Leave it out.`;
    yield { at: decides ? spanOf(chain) : spanOf(side), message };
  }
}

const alone = ({ value }: Pick<BooleanLiteral, "value">): string =>
  value
    ? "This condition always holds, so it sorts nothing out. Leave it out, or write what is to be asked."
    : "This condition can never hold, so what depends on it is dead. Write what is to be asked, or leave it out.";

const spanOf = ({ start, end }: Span): Span => ({ start, end });
