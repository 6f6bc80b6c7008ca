/** Clauses whose value is fixed when it is written: durations, whole numbers, words of a closed list, zones. */
import type { Expression, Name, StringLiteral } from "../../../grammar/ast.ts";
import type { Micros } from "../program.ts";
import { typeName } from "../types.ts";
import type { Lowering } from "./context.ts";

/** A duration that is written as one; a bare number is taken for a forgotten unit. Absent: null, without a problem. */
export function duration(c: Lowering, expression: Expression | undefined, clause: string): Micros | null {
  if (expression === undefined) return null;
  if (expression.kind === "duration") {
    c.value(expression, "duration");
    return Number.isSafeInteger(expression.micros) ? expression.micros : tooLong(c, expression);
  }
  if (expression.kind === "number") {
    const value = expression.unit === undefined ? expression.value : null;
    return c.report(expression, { code: "suspicious-unit", clause, value });
  }
  if (expression.kind === "unary" && expression.operator === "-" && expression.operand?.kind === "duration") {
    const [value, example] = [expression, expression.operand].map(({ start, end }) => c.text.slice(start, end));
    const what = "duration of zero or more";
    return c.report(expression, { code: "invalid-value", what, value: value!, allowed: [], example: example! });
  }
  const found = expression.kind === "string" ? typeName("string") : "something that is computed";
  return c.report(expression, {
    code: "type-mismatch",
    what: `\`${clause}\``,
    expected: "duration",
    found,
    hint: "for example `10m`",
  });
}

/** Times are whole microseconds, which are exact for so long and no longer. */
function tooLong(c: Lowering, { start, end }: Expression): null {
  const written = c.text.slice(start, end);
  const value = written.length > 24 ? `${written.slice(0, 20)}…${written.at(-1)}` : written;
  return c.report(
    { start, end },
    {
      code: "invalid-value",
      what: "duration of at most 285 years",
      value,
      allowed: [],
      example: "30d",
    },
  );
}

/** A duration with or without a sign. */
export function signedDuration(c: Lowering, expression: Expression | undefined, clause: string): Micros | null {
  const negative = expression?.kind === "unary" && expression.operator === "-";
  const value = duration(c, negative ? expression.operand : expression, clause);
  return value === null || !negative ? value : -value;
}

export function wholeNumber(
  c: Lowering,
  expression: Expression | undefined,
  what: string,
  example: string,
): number | null {
  if (expression === undefined) return c.absent();
  if (expression.kind === "number" && expression.integer && expression.unit === undefined) return expression.value;
  const value = c.text.slice(expression.start, expression.end);
  return c.report(expression, { code: "invalid-value", what, value, allowed: [], example });
}

/** A word of a closed list. */
export function oneOf<Word extends string>(
  c: Lowering,
  name: Name | undefined,
  allowed: readonly Word[],
  what: string,
): Word | null {
  if (name === undefined) return null;
  if ((allowed as readonly string[]).includes(name.text)) return name.text as Word;
  return c.report(name, { code: "invalid-value", what, value: name.text, allowed, example: null });
}

export function zoneName(c: Lowering, literal: StringLiteral): string | null {
  if (isZone(literal.value)) return literal.value;
  const allowed = Intl.supportedValuesOf("timeZone");
  return c.report(literal, {
    code: "invalid-value",
    what: "zone",
    value: literal.value,
    allowed,
    example: "Europe/Berlin",
  });
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false; // the only way to ask: Intl throws a RangeError for a zone it does not know
  }
}
