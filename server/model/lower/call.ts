/**
 * Calls: functions anywhere, aggregates in conditions, summaries of a label in `emit`. Invariant: a lowered call has every
 * argument of its function, those that were left out included.
 */
import type { CallExpression, Expression, Path } from "../../../grammar/ast.ts";
import { findField } from "../fields.ts";
import { AGGREGATES, signature, SUMMARIES, type FunctionInfo, type SummaryInfo } from "../functions.ts";
import { parseHours } from "../hours.ts";
import { FUNCTION_NAMES, functionNamed, LATER_FUNCTIONS } from "../laterFunctions.ts";
import type { Term, Type } from "../program.ts";
import type { Label, Scope } from "../scopes.ts";
import { assignable, elementOf, isNumber } from "../types.ts";
import { lowerAggregate } from "./aggregate.ts";
import { zoneName } from "./constant.ts";
import type { Lowering } from "./context.ts";
import { isMeasure, lowerMeasure } from "./measure.ts";
import { coerce } from "./operand.ts";
import { behindLabel, pathText } from "./path.ts";
import { unknownField } from "./unknown.ts";
import { constant, type Typed } from "./typed.ts";

export function lowerCall(c: Lowering, scope: Scope, call: CallExpression): Typed | null {
  const name = call.function.text;
  const summary = SUMMARIES.get(name);
  if (scope.calls === "emit" && summary !== undefined) return lowerSummary(c, scope, call, summary);
  if (scope.calls === "measure" && isMeasure(name)) return lowerMeasure(c, scope, call);
  const aggregate = AGGREGATES.get(name);
  if (aggregate !== undefined) {
    c.mention(call.function, { kind: "aggregate", info: aggregate });
    if (scope.aggregates !== undefined) return lowerAggregate(c, scope, scope.aggregates, call, aggregate);
    return c.report(call, { code: "misplaced-aggregate", name, where: scope.calls });
  }
  const info = functionNamed(name);
  if (info === undefined) {
    // Beside aggregates there is nothing to read, whatever the function was meant to be.
    if (scope.aggregates === undefined) for (const argument of call.arguments) c.expression(scope, argument);
    if (summary !== undefined) return c.report(call, { code: "misplaced-aggregate", name, where: scope.calls });
    const candidates = [...FUNCTION_NAMES, ...(scope.aggregates === undefined ? [] : AGGREGATES.keys())];
    return c.report(call.function, { code: "unknown-function", name, candidates });
  }
  c.mention(call.function, { kind: "function", info });
  if (LATER_FUNCTIONS.has(name)) c.later(call.function, `The function \`${name}\``);
  return lowerFunction(c, scope, call, info);
}

function lowerFunction(c: Lowering, scope: Scope, call: CallExpression, info: FunctionInfo): Typed | null {
  const given = call.arguments.map((argument) => c.expression(scope, argument));
  const least = info.parameters.filter(({ optional }) => optional === undefined).length;
  if (call.of !== undefined || call.where !== undefined)
    return c.wrongArguments(call, signature(info), "`of` and `where` stand in aggregates only");
  if (given.length < least || given.length > info.parameters.length) {
    const most = info.parameters.length;
    const wanted = least === most ? `${most}` : `${least} to ${most}`;
    return c.wrongArguments(
      call,
      signature(info),
      `it takes ${wanted} argument${wanted === "1" ? "" : "s"}, not ${given.length}`,
    );
  }
  const terms: Term[] = [];
  for (const [index, { name, type }] of info.parameters.entries()) {
    const raw = index < given.length ? given[index]! : constant(c.folder.zone, "string");
    if (raw === null) return null;
    const argument = coerce(raw, type);
    if (!assignable(argument.type, type)) {
      return c.mismatch(call.arguments[index]!, `\`${name}\` of \`${signature(info)}\``, type, argument.type);
    }
    terms.push(argument.term);
  }
  const zone = info.parameters.findIndex(({ name }) => name === "zone");
  const named = zone < 0 ? undefined : call.arguments[zone];
  if (named?.kind === "string" && zoneName(c, named) === null) return null;
  const hours = info.name === "during" ? terms[1] : undefined;
  if (hours?.kind === "constant" && typeof hours.value === "string" && parseHours(hours.value) === null) {
    const example = '"Mon-Fri 08:30-18:00"';
    const value = hours.value;
    return c.report(call.arguments[1]!, {
      code: "invalid-value",
      what: "set of hours of the week",
      value,
      allowed: [],
      example,
    });
  }
  return { term: { kind: "call", function: info.name, arguments: terms, type: info.result }, type: info.result };
}

function lowerSummary(c: Lowering, scope: Scope, call: CallExpression, info: SummaryInfo): Typed | null {
  c.mention(call.function, { kind: "summary", info });
  const [argument] = call.arguments;
  if (argument === undefined || call.arguments.length > 1 || call.of !== undefined || call.where !== undefined) {
    return c.wrongArguments(call, info.signature, "in `emit` it takes a label, or a field of one");
  }
  const target = labelOf(c, scope, call, argument, info);
  if (target === null) return null;
  const { label, field, type } = target;
  const result = resultOf(info, type);
  if (result === null) return c.mismatch(argument, `what \`${info.name}\` takes`, "a number, time or duration", type!);
  return { term: { kind: "summary", function: info.name, label: label.name, field, type: result }, type: result };
}

function labelOf(c: Lowering, scope: Scope, call: CallExpression, argument: Expression, info: SummaryInfo) {
  if (argument.kind !== "path")
    return c.wrongArguments(call, info.signature, "in `emit` it takes a label, or a field of one");
  const full = pathText(argument);
  const first = argument.parts[0];
  if (full === null || first?.kind !== "name")
    return c.wrongArguments(call, info.signature, "in `emit` it takes a label");
  const label = scope.labels.get(first.name.text);
  if (label === undefined) {
    const candidates = [...scope.labels.keys()];
    return c.report(first.name, { code: "unknown-label", name: first.name.text, candidates });
  }
  c.mention(first.name, { kind: "label", label });
  if (argument.parts.length === 1) {
    if (info.name === "count") return { label, field: null, type: null };
    return c.wrongArguments(call, info.signature, "it needs a field of the label");
  }
  return labelFieldOf(c, label, argument, full.slice(first.name.text.length + 1));
}

function labelFieldOf(c: Lowering, label: Label, path: Path, name: string) {
  const field = findField(label.items, name);
  const named = behindLabel(path);
  if (field === undefined) {
    return label.items.open ? c.absent() : c.report(named, unknownField(name, label.items, null));
  }
  c.mention(named, { kind: "field", field, label, type: field.type });
  return { label, field: name, type: field.type };
}

function resultOf(info: SummaryInfo, field: Type | null): Type | null {
  const element = field === null ? "unknown" : elementOf(field);
  switch (info.name) {
    case "count":
      return "int";
    case "values":
      return { list: element };
    case "first":
    case "last":
      return field ?? "unknown";
    case "min":
    case "max":
      return isNumber(element) || element === "time" || element === "duration" || element === "unknown"
        ? element
        : null;
    case "sum":
      return isNumber(element) || element === "duration" || element === "unknown" ? element : null;
  }
}
