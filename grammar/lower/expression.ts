/**
 * Expressions: from chevrotain's flat rows of operands to a tree by precedence.
 * Loosest first: `or`, `and`, `not`, comparison, `..`, `+ -`, `* /`, a minus sign. Comparisons do not chain.
 */
import type { IToken } from "chevrotain";
import type {
  BinaryExpression,
  CallExpression,
  Comparison,
  Expression,
  IfExpression,
  ListLiteral,
  Path,
  PathPart,
  Span,
  UnaryExpression,
} from "../ast.ts";
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
  PrimaryCstNode,
  TailCstNode,
} from "../generated/cst.d.ts";
import { t } from "../tokens.ts";
import { each, first, last, name, nodeSpan, parts, real, tokenSpan, type Context } from "./context.ts";
import { literal } from "./literal.ts";

/** More operators or branches in a row than anybody writes; a tree that deep would overflow its readers' stacks. */
const longestRow = 1000;

export function expression(context: Context, node: ExpressionCstNode | undefined): Expression | undefined {
  const { conditional: branch, operation: row } = parts(node);
  return branch !== undefined ? conditional(context, first(branch)) : operation(context, first(row));
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

/** An operand and the signs before it, still to be applied. */
interface Operand {
  readonly prefixes: readonly IToken[];
  readonly value?: Expression;
}

function operand(context: Context, node: OperandCstNode | undefined): Operand | undefined {
  if (node === undefined) return undefined;
  const { prefix, primary: values } = parts(node);
  return {
    prefixes: each(prefix, (sign) => first(parts(sign).operator)),
    value: primary(context, parts(first(values))),
  };
}

/** What a condition begins with: an aggregate, a number, parentheses, or one of these behind signs. */
export function conditionStart(context: Context, node: ConditionStartCstNode | undefined): Operand | undefined {
  const children = parts(node);
  if (children.operator === undefined) return { prefixes: [], value: primary(context, children) };
  const signed = operand(context, first(children.operand));
  return { prefixes: [...children.operator, ...(signed?.prefixes ?? [])], value: signed?.value };
}

const binding: ReadonlyMap<string, number> = new Map([
  ...([
    ["or", 1],
    ["and", 2],
    ["..", 5],
    ["+", 6],
    ["-", 6],
    ["*", 7],
    ["/", 7],
  ] as const),
]);
const notLevel = 3;
const compareLevel = 4;
const signLevel = 8;

/** What follows an operand, flattened: an operator with all its words, and the next operand. */
interface Tail {
  readonly level: number;
  readonly operator: string;
  readonly span: Span;
  readonly negated: boolean;
  readonly cased: boolean;
  readonly all: boolean;
  readonly operand?: Operand;
}

function tailOf(context: Context, node: TailCstNode): Tail | undefined {
  const span = nodeSpan(node);
  const { comparison, existence, infix } = parts(node);
  if (span === undefined) return undefined;
  if (existence !== undefined) {
    const negated = real(parts(first(existence)).Not).length > 0;
    return { level: compareLevel, operator: "exists", span, negated, cased: false, all: false };
  }
  const compared = parts(first(comparison));
  const joined = parts(first(infix));
  const operator = first(compared.operator) ?? first(joined.operator);
  if (operator === undefined) return undefined;
  return {
    level: infix === undefined ? compareLevel : binding.get(operator.image)!,
    operator: operator.image,
    span: { start: span.start, end: tokenSpan(first(compared.All) ?? operator).end },
    negated: compared.Not !== undefined,
    cased: compared.Cased !== undefined,
    all: compared.All !== undefined,
    operand: operand(context, first(compared.operand) ?? first(joined.operand)),
  };
}

/** Builds the tree of one row. `start` may be any operand: conditions begin with restricted ones. */
export function operators(
  context: Context,
  start: Operand | undefined,
  nodes: readonly TailCstNode[] | undefined,
): Expression | undefined {
  // Most rows are a single operand.
  if (nodes === undefined && (start === undefined || start.prefixes.length === 0)) return start?.value;
  const tails = each(nodes, (node) => tailOf(context, node));
  const whole = tails[0] === undefined ? undefined : { start: tails[0].span.start, end: tails.at(-1)!.span.end };
  if (whole !== undefined && tooLong(context, tails, whole)) tails.length = 0;
  let at = 0;
  let signs = 0;
  let current = start;

  const level = (least: number): Expression | undefined => {
    let compared = current?.prefixes[signs]?.tokenType === t.Every;
    let left = signed(least);
    for (let tail = tails[at]; tail !== undefined && tail.level >= least; tail = tails[at]) {
      const comparison = tail.level === compareLevel;
      if (comparison && compared) {
        const message = "A comparison cannot be compared again: join two comparisons with `and`, or use parentheses.";
        context.report(tail.span, "syntax", message);
      }
      compared = comparison;
      left = comparison ? compare(left, tail, undefined) : binary(left, tail);
    }
    return left;
  };
  const advance = (tail: Tail): void => {
    at++;
    if (tail.operator === "exists") return;
    current = tail.operand;
    signs = 0;
  };
  const binary = (left: Expression | undefined, tail: Tail): Expression => {
    advance(tail);
    const right = level(tail.level + 1);
    const span = around(tail.span, left, right);
    if (tail.operator === "..") return { ...span, kind: "range", from: left, to: right };
    return { ...span, kind: "binary", operator: tail.operator as BinaryExpression["operator"], left, right };
  };
  const compare = (left: Expression | undefined, tail: Tail, every: IToken | undefined): Expression => {
    advance(tail);
    const right = tail.operator === "exists" ? undefined : level(compareLevel + 1);
    const { start: from, end } = around(tail.span, left, right);
    return {
      start: every === undefined ? from : every.startOffset,
      end,
      kind: "compare",
      operator: tail.operator as Comparison | "exists",
      operatorSpan: tail.span,
      negated: tail.negated,
      cased: tail.cased,
      every: every !== undefined,
      all: tail.all,
      left,
      right,
    };
  };
  /** The current operand with its signs; a sign takes in as much as it binds. */
  const signed = (least: number): Expression | undefined => {
    const sign = current?.prefixes[signs];
    if (sign === undefined) return current?.value;
    signs++;
    if (sign.tokenType === t.Minus) return unary(sign, "-", signed(signLevel));
    if (least > notLevel + 1 || (least > notLevel && sign.tokenType === t.Not)) {
      const message = `\`${sign.image}\` belongs before a whole comparison. Put the comparison in parentheses.`;
      context.report(tokenSpan(sign), "syntax", message);
    }
    if (sign.tokenType === t.Not) {
      const again = current?.prefixes[signs]?.tokenType === t.Not;
      return unary(sign, "not", again ? signed(notLevel) : level(compareLevel));
    }
    const left = level(compareLevel + 1);
    const tail = tails[at];
    if (tail?.level === compareLevel) return compare(left, tail, sign);
    const message = "`every` needs a comparison behind the field: `every groups in admin_groups`.";
    context.report(tokenSpan(sign), "syntax", message);
    return left;
  };
  return level(1);
}

function unary(sign: IToken, operator: UnaryExpression["operator"], operand: Expression | undefined): UnaryExpression {
  return { ...around(tokenSpan(sign), operand), kind: "unary", operator, operand };
}

function around(span: Span, ...others: readonly (Span | undefined)[]): Span {
  const all = [span, ...others.filter((other) => other !== undefined)];
  return { start: Math.min(...all.map((one) => one.start)), end: Math.max(...all.map((one) => one.end)) };
}

function tooLong(context: Context, row: readonly unknown[], span: Span): boolean {
  if (row.length <= longestRow) return false;
  const message = `${row.length} operators in a row are more than the ${longestRow} that are read. Compare with a list: \`field in [...]\`.`;
  context.report(span, "nesting", message);
  return true;
}

function primary(context: Context, children: Partial<PrimaryCstNode["children"]>): Expression | undefined {
  if (children.call !== undefined) return call(context, first(children.call));
  if (children.path !== undefined) return path(context, first(children.path));
  if (children.listLiteral !== undefined) return list(context, first(children.listLiteral));
  if (children.group === undefined) return literal(context, first(children.literal));
  return expression(context, first(parts(first(children.group)).expression));
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
