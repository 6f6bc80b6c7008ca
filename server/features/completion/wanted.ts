/** Places where the clause says what is wanted: a length of time, a number of the author's own, a constant. */
import { isOperator } from "./operators.ts";
import { wordBefore, type Cursor } from "./cursor.ts";

/** Clauses and words whose value is a length of time. */
const DURATIONS: ReadonlySet<string> = new Set(
  "within lateness idle ahead skew suppress forget period timeout over takes per".split(" "),
);
/** Those whose value is a number that nobody but the author knows. */
const NUMBERS: ReadonlySet<string> = new Set("year limit retry cyclic fails weight".split(" "));
/** In front of one, the word in front of it. */
const NUMBERS_BEHIND: Readonly<Record<string, string>> = { at: "alert", below: "rare" };
/** Declarations and clauses in which nothing is read. */
const CONSTANT_RULES: ReadonlySet<string> = new Set(["listDeclaration"]);

export function wantsDuration(cursor: Cursor): boolean {
  const [previous, before] = lastTwo(cursor);
  if (goesOn(cursor) || !wantsLiteral(cursor, "duration")) return false;
  return (DURATIONS.has(previous) && !(previous === "per" && before === "once")) || isEndOfRange(cursor);
}

export function wantsNumber(cursor: Cursor): boolean {
  const [previous, before] = lastTwo(cursor);
  if (goesOn(cursor) || !wantsLiteral(cursor, "number")) return false;
  if (NUMBERS.has(previous) || NUMBERS_BEHIND[previous] === before) return true;
  const inMeasure = cursor.expected.some(({ rules }) => rules.includes("measure"));
  return inMeasure && (previous === "from" || previous === "to");
}

/** In a list, the columns of a format, and `meta` stand literals alone. */
export function wantsConstant({ expected }: Cursor): boolean {
  return (
    expected.length > 0 &&
    expected.some(({ rules, clause }) => {
      const inOperand = rules.includes("operand");
      return (
        inOperand && (rules.some((rule) => CONSTANT_RULES.has(rule)) || clause === "format" || isMeta(rules, clause))
      );
    })
  );
}

const isMeta = (rules: readonly string[], clause: string | undefined): boolean =>
  clause === "meta" && rules.includes("expression");

/** Behind the `by` of an `approve`. */
export function wantsApprover({ expected }: Cursor): boolean {
  return expected.some(
    ({ kind, rules }) => kind === "literal" && rules.includes("approval") && rules.at(-1) === "strings",
  );
}

export function wantsLiteral(
  { expected }: Cursor,
  literal: "string" | "number" | "duration",
  ...clauses: readonly string[]
): boolean {
  return expected.some(
    (each) =>
      each.kind === "literal" &&
      each.literal === literal &&
      (clauses.length === 0 || (each.clause !== undefined && clauses.includes(each.clause))),
  );
}

/** `takes 200ms..`: the other end is one of the same. */
function isEndOfRange(cursor: Cursor): boolean {
  return wordBefore(cursor, 1)?.text === ".." && wordBefore(cursor, 3)?.text === "takes";
}

/** The word before is a value that an operator may follow, not a clause. */
const goesOn = ({ expected }: Cursor): boolean => expected.some(isOperator);

const lastTwo = (cursor: Cursor): readonly [string, string] => [
  wordBefore(cursor, 1)?.text ?? "",
  wordBefore(cursor, 2)?.text ?? "",
];
