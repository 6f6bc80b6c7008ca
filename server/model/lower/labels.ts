/**
 * The labels of a pattern and who may read them. Invariant: a `where` reads the labels of steps written before its own;
 * `no`, `until` and plain members of an `all` those of every other step; `until` none of an aggregate.
 */
import type { CallExpression, Expression, Name, Span, Step } from "../../../grammar/ast.ts";
import { noFields, openFields, unionOf, type FieldSet } from "../fields.ts";
import { AGGREGATES } from "../functions.ts";
import { MapView } from "../mapView.ts";
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

/** The scopes of the steps of a pattern: for step `index`, `outer` and the labels of its siblings that it may read. */
export function stepScopes(
  outer: Scope,
  steps: readonly Step[],
  labels: readonly (readonly Label[])[],
): (index: number) => Scope {
  const byName = new Map<string, [position: number, label: Label][]>();
  for (const [position, group] of labels.entries()) {
    for (const label of group) {
      const known = byName.get(label.name);
      if (known === undefined) byName.set(label.name, [[position, label]]);
      else known.push([position, label]);
    }
  }
  const names = [...byName.keys()];
  return (index) => {
    const reasonFor = (position: number) => hiddenFor(steps[index]!, steps[position]!, index, position, outer);
    const readable = (name: string): Label | undefined => {
      const own = byName.get(name)?.findLast(([position]) => reasonFor(position) === null);
      return own?.[1] ?? outer.labels.get(name);
    };
    const hidden = (name: string): Hidden | undefined => {
      if (readable(name) !== undefined) return undefined;
      const [position, label] = byName.get(name)?.at(-1) ?? [];
      if (position === undefined || label === undefined) return outer.hidden.get(name);
      return { label, reason: reasonFor(position)! };
    };
    return {
      ...outer,
      labels: new MapView(readable, () => writtenOut(outer.labels, names, readable)),
      hidden: new MapView(hidden, () => writtenOut(outer.hidden, names, hidden)),
    };
  };
}

type Hidden = NonNullable<ReturnType<Scope["hidden"]["get"]>>;

function writtenOut<Value>(
  outer: ReadonlyMap<string, Value>,
  names: readonly string[],
  get: (name: string) => Value | undefined,
): ReadonlyMap<string, Value> {
  const all = new Map<string, Value>();
  for (const name of [...outer.keys(), ...names]) {
    const value = get(name);
    if (value !== undefined) all.set(name, value);
  }
  return all;
}

function hiddenFor(step: Step, other: Step, index: number, position: number, outer: Scope) {
  if (index === position) return "own";
  if (other.kind === "no" || other.kind === "until") return "own";
  if (step.kind === "until" && other.kind === "aggregate") return "counted-by-until";
  const readsAll = step.kind === "no" || step.kind === "until" || (outer.inAll === true && step.kind === "use");
  return readsAll || position < index ? null : "written-later";
}
