/**
 * The labels of a pattern and who may read them. Invariant: a `where` reads the labels of steps written before its own;
 * `no`, `until` and plain members of an `all` those of every other step; `until` none of an aggregate.
 */
import type { CallExpression, Expression, Name, Span, Step } from "../../../grammar/ast.ts";
import { noFields, openFields, unionOf, type FieldSet } from "../fields.ts";
import { AGGREGATES } from "../functions.ts";
import type { Label, Scope } from "../scopes.ts";
import { eventOf } from "./aggregate.ts";
import type { Lowering } from "./context.ts";
import { itemsOfName, itemsOfUse } from "./use.ts";

/** A step's labels: its own, and of a union those of its members. */
export function labelsOf(c: Lowering, step: Step, keys: FieldSet, rule: string | null): readonly Label[] {
  const make = (name: Name | undefined, extent: Span, many: boolean, items: FieldSet): Label[] => {
    if (name === undefined) return [];
    const location = c.at(name);
    const definition = {
      kind: "label",
      name: name.text,
      location,
      extent: c.at(extent),
      doc: null,
      owner: rule,
    } as const;
    return [{ name: name.text, definition, many, items }];
  };
  switch (step.kind) {
    case "use":
      return make(step.label, step, false, itemsOfUse(c, step));
    case "any":
      return [
        ...make(step.label, step, false, itemsOf(c, step, keys)),
        ...step.members.flatMap((member) => labelsOf(c, member, keys, rule)),
      ];
    case "sequence":
    case "all":
      return make(step.label, step, false, keys);
    case "aggregate":
    case "condition":
      return make(step.label, step, true, countedItems(c, step.condition));
    case "no":
    case "until":
      return make(step.label, step, false, openFields("this"));
  }
}

/** What can be read of the item that a step takes. */
function itemsOf(c: Lowering, step: Step, keys: FieldSet): FieldSet {
  if (step.kind === "use") return itemsOfUse(c, step);
  if (step.kind === "any") {
    const members = step.members.map((member) => itemsOf(c, member, keys));
    return members.length === 0 ? noFields("any") : unionOf("any", members);
  }
  return keys;
}

/** The items of the first aggregate of a condition. */
function countedItems(c: Lowering, condition: Expression | undefined): FieldSet {
  const call = firstAggregate(condition);
  const info = call === null ? undefined : AGGREGATES.get(call.function.text);
  const event = call === null || info === undefined ? null : eventOf(call, info);
  return event === null ? openFields("this") : itemsOfName(c, event);
}

function firstAggregate(expression: Expression | undefined): CallExpression | null {
  switch (expression?.kind) {
    case "call":
      return AGGREGATES.has(expression.function.text) ? expression : null;
    case "compare":
    case "binary":
      return firstAggregate(expression.left) ?? firstAggregate(expression.right);
    case "unary":
      return firstAggregate(expression.operand);
    default:
      return null;
  }
}

/** The scope of step `index`: `outer` and the labels of its siblings that it may read. */
export function stepScope(
  outer: Scope,
  steps: readonly Step[],
  labels: readonly (readonly Label[])[],
  index: number,
): Scope {
  const step = steps[index]!;
  const readable = new Map(outer.labels);
  const hidden = new Map(outer.hidden);
  labels.forEach((group, other) => {
    for (const label of group) {
      const reason = hiddenFor(step, steps[other]!, index, other, outer);
      if (reason === null) {
        readable.set(label.name, label);
        hidden.delete(label.name);
      } else if (!readable.has(label.name)) hidden.set(label.name, { label, reason });
    }
  });
  return { ...outer, labels: readable, hidden };
}

function hiddenFor(step: Step, other: Step, index: number, position: number, outer: Scope) {
  if (index === position) return "own";
  if (other.kind === "no" || other.kind === "until") return "own";
  if (step.kind === "until" && other.kind === "aggregate") return "counted-by-until";
  const readsAll = step.kind === "no" || step.kind === "until" || (outer.inAll === true && step.kind === "use");
  return readsAll || position < index ? null : "written-later";
}
