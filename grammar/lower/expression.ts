/** Expressions: from chevrotain's tree, where operators form flat rows, to one by precedence (`operators.ts`). */
import type { CallExpression, Expression, IfExpression, ListLiteral, Path, PathPart, Span } from "../ast.ts";
import type {
  AccessorCstNode,
  CallCstNode,
  ConditionalCstNode,
  ConditionStartCstNode,
  ExpressionCstNode,
  ListLiteralCstNode,
  OperandCstNode,
  OperationCstNode,
  PathCstNode,
  TailCstNode,
} from "../generated/cst.d.ts";
import { each, first, last, name, nodeSpan, parts, real, tokenSpan, type Context } from "./context.ts";
import { literal } from "./literal.ts";
import { levelOf, tooLong, tree, type Operand, type Tail } from "./operators.ts";

export function expression(context: Context, node: ExpressionCstNode | undefined): Expression | undefined {
  const { conditional: branch, operand: operands, tail } = parts(node);
  if (branch !== undefined) return conditional(context, first(branch));
  return operators(context, operand(context, first(operands)), tail);
}

function conditional(context: Context, node: ConditionalCstNode | undefined): IfExpression | undefined {
  const span = nodeSpan(node);
  if (span === undefined) return undefined;
  const children = parts(node);
  const elseIfs = tooLong(context, children.elseIf ?? [], span) ? [] : (children.elseIf ?? []);
  let otherwise = operation(context, first(children.else));
  for (const branch of elseIfs.toReversed()) {
    const start = first(real(parts(branch).If))?.startOffset ?? nodeSpan(branch)?.start ?? span.start;
    const { condition, then } = parts(branch);
    otherwise = ifNode(context, { start, end: span.end }, condition, then, otherwise);
  }
  return ifNode(context, span, children.condition, children.then, otherwise);
}

function ifNode(
  context: Context,
  span: Span,
  condition: readonly ExpressionCstNode[] | undefined,
  then: readonly ExpressionCstNode[] | undefined,
  otherwise: Expression | undefined,
): IfExpression {
  return {
    ...span,
    kind: "if",
    condition: expression(context, first(condition)),
    then: expression(context, first(then)),
    else: otherwise,
  };
}

export function operation(context: Context, node: OperationCstNode | undefined): Expression | undefined {
  const { operand: operands, tail } = parts(node);
  return operators(context, operand(context, first(operands)), tail);
}

/** An operand alone, as `within` and `lateness` take it. */
export function single(context: Context, node: OperandCstNode | undefined): Expression | undefined {
  return operators(context, operand(context, node), undefined);
}

function operand(context: Context, node: OperandCstNode | undefined): Operand | undefined {
  if (node === undefined) return undefined;
  const children = parts(node);
  return {
    prefixes: each(children.prefix, (sign) => first(parts(sign).operator)),
    value: primary(context, children),
  };
}

/** What a condition begins with: an aggregate, a number, parentheses, or one of these behind signs. */
export function conditionStart(context: Context, node: ConditionStartCstNode | undefined): Operand | undefined {
  const children = parts(node);
  if (children.operator === undefined) return { prefixes: [], value: primary(context, children) };
  const signed = operand(context, first(children.operand));
  return { prefixes: [...children.operator, ...(signed?.prefixes ?? [])], value: signed?.value };
}

function tailOf(context: Context, node: TailCstNode): Tail | undefined {
  const span = nodeSpan(node);
  const { comparison, existence, infix } = parts(node);
  if (span === undefined) return undefined;
  if (existence !== undefined) {
    const negated = real(parts(first(existence)).Not).length > 0;
    return { level: levelOf("exists"), operator: "exists", span, negated, cased: false, all: false };
  }
  const compared = parts(first(comparison));
  const joined = parts(first(infix));
  const operator = first(compared.operator) ?? first(joined.operator);
  if (operator === undefined) return undefined;
  return {
    level: levelOf(operator.image),
    operator: operator.image,
    span: { start: span.start, end: tokenSpan(first(compared.All) ?? operator).end },
    negated: compared.Not !== undefined,
    cased: compared.Cased !== undefined,
    all: compared.All !== undefined,
    operand: operand(context, first(compared.operand) ?? first(joined.operand)),
  };
}

/** Reads a row of operators. `start` may be any operand: conditions begin with restricted ones. */
export function operators(
  context: Context,
  start: Operand | undefined,
  nodes: readonly TailCstNode[] | undefined,
): Expression | undefined {
  // Most rows are a single operand.
  if (nodes === undefined && (start === undefined || start.prefixes.length === 0)) return start?.value;
  return tree(
    context,
    start,
    each(nodes, (node) => tailOf(context, node)),
  );
}

function primary(
  context: Context,
  children: Omit<Partial<OperandCstNode["children"]>, "prefix">,
): Expression | undefined {
  if (children.call !== undefined) return call(context, first(children.call));
  if (children.path !== undefined) return path(context, first(children.path));
  if (children.listLiteral !== undefined) return list(context, first(children.listLiteral));
  if (children.group === undefined) return literal(context, first(children.literal));
  const group = first(children.group);
  const inner = expression(context, first(parts(group).expression));
  // The parentheses belong to it: what is joined to it begins before them.
  return inner && { ...inner, ...nodeSpan(group) };
}

export function list(context: Context, node: ListLiteralCstNode | undefined): ListLiteral | undefined {
  const span = nodeSpan(node);
  if (span === undefined) return undefined;
  return { ...span, kind: "list", items: each(parts(node).item, (item) => expression(context, item)) };
}

export function call(context: Context, node: CallCstNode | undefined): CallExpression | undefined {
  const span = nodeSpan(node);
  const children = parts(node);
  const called = name(context, first(children.function));
  if (span === undefined || called === undefined) return undefined;
  return {
    ...span,
    kind: "call",
    function: called,
    arguments: each(children.argument, (argument) => expression(context, argument)),
    of: name(context, last(real(children.event))),
    where: expression(context, first(children.where)),
    rest: each(children.rest, (argument) => expression(context, argument)),
  };
}

export function path(context: Context, node: PathCstNode | undefined): Path | undefined {
  const span = nodeSpan(node);
  const children = parts(node);
  const root = name(context, first(children.root));
  if (span === undefined || root === undefined) return undefined;
  const dot = first(real(children.LooseDot));
  if (dot !== undefined) {
    context.report(tokenSpan(dot), "syntax", "A name is missing behind this dot. Write it directly behind the dot.");
  }
  return {
    ...span,
    kind: "path",
    parts: [{ kind: "name", name: root }, ...each(children.accessor, (part) => accessor(context, part))],
  };
}

function accessor(context: Context, node: AccessorCstNode): PathPart | undefined {
  const { member, LBracket, index } = parts(node);
  if (LBracket !== undefined) return { kind: "index", index: expression(context, first(index)) };
  const field = name(context, first(member));
  return field === undefined ? undefined : { kind: "name", name: field };
}
