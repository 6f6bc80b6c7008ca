/**
 * Conditions that can never hold, or always do: `user == "a" and user == "b"`, `count(login) >= 0`. Fields with lists are left
 * alone, of which two elements may differ.
 */
import type { BinaryExpression, CompareExpression, Declaration, Expression } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { contradict, fixed, leafOf, opposite, type Leaf } from "./bounds.ts";
import { ownCheck } from "./diagnostic.ts";
import { conditionsOf } from "./nodes.ts";

type Verdict = "never" | "always";

const MESSAGES: Readonly<Record<Verdict, string>> = {
  never:
    "This condition can never hold: no value fits all of it, so what depends on it is dead. Correct one of the comparisons, or write `or` if either is meant.",
  always:
    "This condition always holds where what it reads has a value, so it sorts nothing out. Correct it, or leave it out; to ask for a field, write `exists`.",
};

export const constantCondition = ownCheck(
  "constant-condition",
  "warning",
  "A condition that never or always holds",
  function* (analysis) {
    for (const { document, declaration } of analysis.names.declared) {
      const { text } = analysis.document(document)!;
      const isList = (compare: CompareExpression): boolean => readsList(analysis, document, compare);
      for (const expression of conditionsIn(declaration)) {
        const verdict = judge(text, expression, isList);
        if (verdict === null) continue;
        const { start, end } = expression;
        yield { location: { document, start, end }, message: MESSAGES[verdict] };
      }
    }
  },
);

/** Comparisons, and chains of `and` or `or`: the longest, not the pieces that the parser made of them. */
function conditionsIn(declaration: Declaration): readonly (CompareExpression | BinaryExpression)[] {
  const { compares, chains } = conditionsOf(declaration);
  const inner = new Set(
    chains.flatMap(({ left, operator }) => (left?.kind === "binary" && left.operator === operator ? left : [])),
  );
  return [...compares, ...chains.filter((chain) => isLogic(chain) && !inner.has(chain))];
}

const isLogic = ({ operator }: BinaryExpression): boolean => operator === "and" || operator === "or";

function judge(
  text: string,
  expression: CompareExpression | BinaryExpression,
  isList: (compare: CompareExpression) => boolean,
): Verdict | null {
  if (expression.kind === "compare") {
    // Only of functions it is known what they can yield.
    const called = expression.left?.kind === "call" || expression.right?.kind === "call";
    const leaf = called ? leafOf(text, expression) : null;
    const verdict = withItself(text, expression) ?? (leaf === null ? null : alone(leaf));
    return verdict === null || isList(expression) ? null : verdict;
  }
  const compares = operandsOf(expression).filter((operand) => operand?.kind === "compare");
  const leaves = compares.flatMap((compare) => leafOf(text, compare) ?? []);
  const clash = contradict(expression.operator === "and" ? leaves : leaves.map(opposite));
  // One alone is told where it stands.
  if (clash === null || clash.length < 2 || clash.some(({ compare }) => isList(compare))) return null;
  return expression.operator === "and" ? "never" : "always";
}

function alone(leaf: Leaf): Verdict | null {
  if (contradict([leaf]) !== null) return "never";
  return contradict([opposite(leaf)]) === null ? null : "always";
}

/** `user == user`, `1 == 1`. */
function withItself(text: string, { left, right, operator, negated, cased }: CompareExpression): Verdict | null {
  if ((operator !== "==" && operator !== "!=") || left === undefined || right === undefined) return null;
  const equal = negated === (operator === "!=") ? "always" : "never";
  const [a, b] = [fixed(left, cased), fixed(right, cased)];
  if (a !== null && b !== null) return (a === b) === (equal === "always") ? "always" : "never";
  const same = text.slice(left.start, left.end) === text.slice(right.start, right.end);
  return same && left.kind === "path" ? equal : null;
}

function operandsOf(chain: BinaryExpression): readonly (Expression | undefined)[] {
  const operands: (Expression | undefined)[] = [];
  let node: Expression | undefined = chain;
  while (node?.kind === "binary" && node.operator === chain.operator) {
    operands.push(node.right);
    node = node.left;
  }
  return [...operands, node].reverse();
}

function readsList(analysis: Analysis, document: string, { left, right }: CompareExpression): boolean {
  return [left, right].some((side) => {
    if (side?.kind !== "path") return false;
    const meaning = analysis.mentionAt(document, side.end)?.meaning;
    return meaning?.kind === "field" && (typeof meaning.type === "object" || meaning.type === "unknown");
  });
}
