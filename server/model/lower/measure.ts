/**
 * Aggregates in the measures of a score and the features of a baseline: `count()`, `distinct(port)`, `ratio(code >= 500)`.
 * They are about the items that the declaration reads and take an expression where those of a rule take a field of an event.
 * Invariant: what comes back has the right type and no more: nothing here can run yet.
 */
import type { CallExpression } from "../../../grammar/ast.ts";
import { AGGREGATES } from "../functions.ts";
import type { Type } from "../program.ts";
import type { Scope } from "../scopes.ts";
import { elementOf, isNumber } from "../types.ts";
import type { Lowering } from "./context.ts";
import { constant, type Typed } from "./typed.ts";

const RATIO = "ratio";

export const isMeasure = (name: string): boolean => name === RATIO || AGGREGATES.has(name);

export function lowerMeasure(c: Lowering, scope: Scope, call: CallExpression): Typed | null {
  const name = call.function.text;
  const info = AGGREGATES.get(name);
  const signature = signatureOf(name);
  if (info !== undefined) c.mention(call.function, { kind: "aggregate", info });
  const inner: Scope = { ...scope, calls: "item" };
  if (name === "count" && call.arguments.length > 0)
    return c.wrongArguments(call, signature, "it counts the items of this declaration: leave its arguments out");
  const given = call.arguments.map((argument) =>
    name === RATIO ? (c.condition(inner, argument), null) : c.expression(inner, argument),
  );
  if (call.where !== undefined) c.condition(inner, call.where);
  if (call.of !== undefined)
    return c.wrongArguments(call, signature, "it is about the items of this declaration: leave `of` out");
  if (name === "first" || name === "seen") return c.report(call, { code: "misplaced-aggregate", name, where: "item" });
  const wanted = name === "count" ? 0 : name === "percentile" ? 2 : 1;
  if (given.length !== wanted) {
    return c.wrongArguments(
      call,
      signature,
      `it takes ${wanted} argument${wanted === 1 ? "" : "s"}, not ${given.length}`,
    );
  }
  const type = elementOf(given[0]?.type ?? "unknown");
  if (info?.numeric === true && !isNumber(type) && type !== "duration" && type !== "time" && type !== "unknown")
    return c.mismatch(call.arguments[0]!, `what \`${name}\` takes`, "a number or duration", type);
  const result: Type = info === undefined ? "float" : (info.result ?? type);
  return constant(null, result);
}

function signatureOf(name: string): string {
  if (name === RATIO) return "ratio(condition)";
  if (name === "count") return "count()";
  return name === "percentile" ? "percentile(f, rank)" : `${name}(f)`;
}
