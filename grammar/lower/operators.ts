/**
 * Precedence: from a row of operands and operators to a tree.
 * Loosest first: `or`, `and`, `not`, comparison, `..`, `+ -`, `* /`, a minus sign. Comparisons do not chain.
 */
import type { IToken } from "chevrotain";
import type { BinaryExpression, Comparison, Expression, Span, UnaryExpression } from "../ast.ts";
import { t } from "../tokens.ts";
import { tokenSpan, type Context } from "./context.ts";

/** More operators or branches in a row than anybody writes; a tree that deep would overflow its readers' stacks. */
const longestRow = 1000;

/** An operand and the signs before it, still to be applied. */
export interface Operand {
  readonly prefixes: readonly IToken[];
  readonly value?: Expression;
}

const binding: ReadonlyMap<string, number> = new Map([
  ["or", 1],
  ["and", 2],
  ["..", 5],
  ["+", 6],
  ["-", 6],
  ["*", 7],
  ["/", 7],
]);
const notLevel = 3;
const compareLevel = 4;
const signLevel = 8;

/** What follows an operand, flattened: an operator with all its words, and the next operand. */
export interface Tail {
  readonly level: number;
  readonly operator: string;
  readonly span: Span;
  readonly negated: boolean;
  readonly cased: boolean;
  readonly all: boolean;
  readonly operand?: Operand;
}

const AGAIN = "A comparison cannot be compared again: join two comparisons with `and`, or use parentheses.";
const HOLDS =
  "`user exists` holds or does not, and is compared with nothing. For the opposite write `not user exists`.";
const WINDOW = "A window is written `within`, as in `count(login_failed) > 5 within 5m`.";

/** `count(login) > 5 in 5m`. */
const isWindow = ({ operator, operand }: Tail): boolean => operator === "in" && operand?.value?.kind === "duration";

function againMessage(tail: Tail, previous: Tail | undefined): string {
  if (previous?.operator === "exists") return HOLDS;
  return isWindow(tail) ? WINDOW : AGAIN;
}

/** How tightly an operator binds; those that are not in the table compare. */
export function levelOf(operator: string): number {
  return binding.get(operator) ?? compareLevel;
}

/** Builds the tree of one row. `start` may be any operand: conditions begin with restricted ones. */
export function tree(context: Context, start: Operand | undefined, row: readonly Tail[]): Expression | undefined {
  const whole = row[0] && { start: row[0].span.start, end: row.at(-1)!.span.end };
  const tails = whole !== undefined && tooLong(context, row, whole, adviceOn(row)) ? [] : row;
  let at = 0;
  let signs = 0;
  let current = start;

  const level = (least: number): Expression | undefined => {
    let compared = current?.prefixes[signs]?.tokenType === t.Every;
    let left = signed(least);
    for (let tail = tails[at]; tail !== undefined && tail.level >= least; tail = tails[at]) {
      const comparison = tail.level === compareLevel;
      if (comparison && compared) {
        context.report(tail.span, "syntax", againMessage(tail, tails[at - 1]));
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

/** A long row of `or` mostly compares one field again and again. */
const adviceOn = (row: readonly Tail[]): string =>
  row.some(({ operator }) => operator === "or") ? " Compare with a list: `field in [...]`." : "";

export function tooLong(context: Context, row: readonly unknown[], span: Span, advice = ""): boolean {
  if (row.length <= longestRow) return false;
  const message = `${row.length} operators in a row are more than the ${longestRow} that are read.${advice}`;
  context.report(span, "nesting", message);
  return true;
}
