/**
 * Whether a chain of `and` or `or` asks for a field to be there and not to be there. Invariant: what is compared is there,
 * since a comparison with a missing field is false.
 */
import type { BinaryExpression, CompareExpression, Expression } from "../../grammar/ast.ts";

/** What an operand says of the field with this text, if it holds. */
interface Said {
  readonly text: string;
  readonly there: boolean;
  /** It is said of nothing else: its opposite says the opposite. */
  readonly only: boolean;
}

/** Two operands of an `and` that exclude each other, or of an `or` that leave nothing out. */
export function presenceClash(
  text: string,
  operator: BinaryExpression["operator"],
  operands: readonly (Expression | undefined)[],
): boolean {
  const said = operands.flatMap((operand) => sayings(text, operand));
  return said.some(
    (one) =>
      !one.there && said.some((other) => other.there && other.text === one.text && (operator === "and" || other.only)),
  );
}

function sayings(text: string, operand: Expression | undefined): readonly Said[] {
  if (operand?.kind === "unary" && operand.operator === "not") {
    return sayings(text, operand.operand).flatMap((said) => (said.only ? { ...said, there: !said.there } : []));
  }
  if (operand?.kind !== "compare") return [];
  if (operand.operator === "exists") return asked(text, operand.left, !operand.negated, true);
  if (isDenied(operand)) return [];
  return [...asked(text, operand.left, true, false), ...asked(text, operand.right, true, false)];
}

/** `!=` and `not in` hold of what is missing. */
const isDenied = ({ negated, operator }: CompareExpression): boolean => negated !== (operator === "!=");

function asked(text: string, path: Expression | undefined, there: boolean, only: boolean): readonly Said[] {
  if (path?.kind !== "path") return [];
  return [{ text: text.slice(path.start, path.end).replaceAll(/\s+/g, ""), there, only }];
}
