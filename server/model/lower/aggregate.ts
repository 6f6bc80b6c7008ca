/**
 * Aggregates: `count(E where x)`, `distinct(f of E)`. Invariant: a condition's aggregates are numbered in the order in
 * which they are written, and its terms read them by that number.
 */
import type { CallExpression, Expression, Name } from "../../../grammar/ast.ts";
import { findField } from "../fields.ts";
import { AGGREGATES, type AggregateInfo } from "../functions.ts";
import type { Aggregate, Term, Type } from "../program.ts";
import type { AggregateSink, Scope } from "../scopes.ts";
import { elementOf, isNumber } from "../types.ts";
import type { Lowering } from "./context.ts";
import { pathText, singleWord } from "./path.ts";
import { unknownField } from "./unknown.ts";
import type { Typed } from "./typed.ts";
import { itemsOfName, lowerName, lowerWhere } from "./use.ts";

export function lowerAggregate(
  c: Lowering,
  scope: Scope,
  sink: AggregateSink,
  call: CallExpression,
  info: AggregateInfo,
): Typed | null {
  const event = eventOf(call, info);
  if (event === null) {
    return c.wrongArguments(call, info.signature, withoutEvent(call, info));
  }
  const target = lowerName(c, event);
  const items = itemsOfName(c, event);
  // It judges one record, which has nothing to aggregate.
  const judged: Scope = { ...scope, item: items, calls: "item", aggregates: undefined };
  const where = lowerWhere(c, judged, call.where, call);
  sink.legs.push({ role: "aggregate", name: event.text, location: c.at(event), items });
  const fields = info.fields === 0 ? [] : fieldsOf(c, scope, call, info, items);
  const rank = rankOf(c, call, info);
  if (target === null || where === undefined || fields === null || rank === undefined) return null;
  const use = { ...target, with: [], where, location: c.at(call) };
  const aggregate: Aggregate = { function: info.name, fields: fields.map(({ name }) => name), use, rank };
  sink.aggregates.push(aggregate);
  const type = info.result ?? fields[0]?.type ?? "unknown";
  return { term: { kind: "aggregate", index: sink.aggregates.length - 1, type }, type };
}

function withoutEvent({ arguments: [first, ...more] }: CallExpression, info: AggregateInfo): string {
  if (first?.kind === "call" && AGGREGATES.has(first.function.text))
    return "it cannot be made of another aggregate, but of what the detections of a rule that counts `emit`";
  if (info.fields === 0 && more.length > 0) return "it takes one event; how many is compared behind it, as in `>= 5`";
  return "it does not say of which event";
}

/** The event that a call aggregates: `count(E)` or `f(... of E)`. */
export function eventOf(call: CallExpression, info: AggregateInfo): Name | null {
  if (info.fields !== 0) return call.of ?? null;
  const [argument] = call.arguments;
  if (call.of !== undefined || argument?.kind !== "path" || call.arguments.length !== 1) return null;
  const word = singleWord(argument);
  return word === null ? null : { text: word, start: argument.start, end: argument.end };
}

function fieldsOf(c: Lowering, scope: Scope, call: CallExpression, info: AggregateInfo, items: Scope["item"]) {
  if (call.arguments.length === 0 || (info.fields !== null && call.arguments.length !== info.fields)) {
    const wanted = info.fields === null ? "one field or more" : "one field";
    return c.wrongArguments(call, info.signature, `it takes ${wanted} before \`of\``);
  }
  c.enter(call, { ...scope, item: items });
  const fields = call.arguments.map((argument) => fieldOf(c, argument, info, items));
  const whole = fields.filter((field) => field !== null);
  return whole.length < fields.length ? null : whole;
}

function fieldOf(c: Lowering, argument: Expression, info: AggregateInfo, items: Scope["item"]) {
  const name = argument.kind === "path" ? pathText(argument) : null;
  if (name === null) return c.mismatch(argument, `what \`${info.name}\` takes`, "a field", "unknown");
  const field = findField(items, name);
  if (field === undefined) return items.open ? c.absent() : c.report(argument, unknownField(name, items, null));
  c.mention(argument, { kind: "field", field, label: null, type: field.type });
  const type: Type = elementOf(field.type);
  if (info.numeric && !isNumber(type) && type !== "duration" && type !== "time" && type !== "unknown") {
    return c.mismatch(argument, `what \`${info.name}\` takes`, "a number or duration", type);
  }
  return { name, type };
}

/** undefined: it was wrong. */
function rankOf(c: Lowering, call: CallExpression, info: AggregateInfo): number | null | undefined {
  const [rank, ...more] = call.rest;
  if (info.name !== "percentile") {
    if (rank === undefined) return null;
    c.wrongArguments(call, info.signature, "nothing may stand behind its event");
    return undefined;
  }
  if (rank?.kind === "number" && rank.value >= 0 && rank.value <= 100 && more.length === 0) return rank.value;
  c.wrongArguments(call, info.signature, "it needs a rank from 0 to 100 behind its event");
  return undefined;
}

/** Whether a term reads an aggregate. */
export function readsAggregate(term: Term): boolean {
  switch (term.kind) {
    case "aggregate":
      return true;
    case "and":
    case "or":
      return term.terms.some(readsAggregate);
    case "not":
    case "negate":
      return readsAggregate(term.term);
    case "compare":
    case "arithmetic":
      return readsAggregate(term.left) || readsAggregate(term.right);
    default:
      return false;
  }
}
