/**
 * Whether a comparison, or a chain of `and` or `or`, holds never or always, whatever the records are. Invariant: says so only
 * where it is certain.
 */
import type { BinaryExpression, CompareExpression, Expression } from "../../grammar/ast.ts";
import { contradict, fixed, leafOf, opposite, type Leaf } from "./bounds.ts";
import type { Verdict } from "./decided.ts";
import { presenceClash } from "./presence.ts";

/** `isList`: whether one side of a comparison is, of which two elements may differ. */
export function judge(
  text: string,
  expression: CompareExpression | BinaryExpression,
  isList: (compare: CompareExpression) => boolean,
): Verdict | null {
  if (expression.kind === "compare") {
    // Only of functions it is known what they can yield.
    const called = expression.left?.kind === "call" || expression.right?.kind === "call";
    const leaf = called ? leafOf(text, expression) : null;
    const verdict = withItself(text, expression) ?? (leaf === null ? null : byDomain(leaf));
    return verdict === null || isList(expression) ? null : verdict;
  }
  const operands = operandsOf(expression);
  if (presenceClash(text, expression.operator, operands)) return expression.operator === "and" ? "never" : "always";
  const compares = operands.filter((operand) => operand?.kind === "compare");
  const leaves = compares.flatMap((compare) => leafOf(text, compare) ?? []);
  const clash = contradict(expression.operator === "and" ? leaves : leaves.map(opposite));
  // One alone is told where it stands.
  if (clash === null || clash.length < 2 || clash.some(({ compare }) => isList(compare))) return null;
  return expression.operator === "and" ? "never" : "always";
}

function byDomain(leaf: Leaf): Verdict | null {
  if (contradict([leaf]) !== null) return "never";
  return contradict([opposite(leaf)]) === null ? null : "always";
}

/** `user == user`, `port < port`, `1 == 1`. */
function withItself(text: string, { left, right, operator, negated, cased }: CompareExpression): Verdict | null {
  const same = OF_THE_SAME.get(operator);
  if (same === undefined || left === undefined || right === undefined) return null;
  const denied = negated !== (operator === "!=");
  const [a, b] = [fixed(left, cased), fixed(right, cased)];
  if (a !== null && b !== null && (operator === "==" || operator === "!=")) {
    return (a === b) === denied ? "never" : "always";
  }
  if (left.kind !== "path" || !sameText(text, left, right)) return null;
  if (same) return denied ? "missing" : "always";
  return denied ? "always" : "never";
}

/** Whether what is compared, denied or not, holds between a thing and itself. */
const OF_THE_SAME: ReadonlyMap<CompareExpression["operator"], boolean> = new Map([
  ["==", true],
  ["!=", true],
  ["<=", true],
  [">=", true],
  ["<", false],
  [">", false],
]);

const sameText = (text: string, a: Expression, b: Expression): boolean =>
  text.slice(a.start, a.end) === text.slice(b.start, b.end);

function operandsOf(chain: BinaryExpression): readonly (Expression | undefined)[] {
  const operands: (Expression | undefined)[] = [];
  let node: Expression | undefined = chain;
  while (node?.kind === "binary" && node.operator === chain.operator) {
    operands.push(node.right);
    node = node.left;
  }
  return [...operands, node].reverse();
}
