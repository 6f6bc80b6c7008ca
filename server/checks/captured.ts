/**
 * Fields that every item of an event has, since it stands for templates that all capture them. Invariant: says only what is
 * certain; where a condition, a `map` or a text that means "no value" may decide otherwise, it says nothing.
 */
import type { CallExpression, CompareExpression, Declaration, EventUse, Expression } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Field } from "../model/fields.ts";
import type { SourceDefinition, TemplateDefinition } from "../model/program.ts";
import { nodesOf } from "./nodes.ts";
import { usesIn } from "./throughEvents.ts";

/** What an item may be: a record of a source with one of these codes; null: with any, or none. */
interface Kind {
  readonly source: SourceDefinition;
  readonly codes: ReadonlySet<number> | null;
}

type Use = Pick<EventUse, "where"> & { readonly name?: EventUse["name"]; readonly with: EventUse["with"] };

/** Whether the items that a comparison is asked of all have a field. */
export function alwaysCaptured(
  analysis: Analysis,
  declaration: Declaration,
  compare: CompareExpression,
  field: Field,
): boolean {
  const use = useAround(declaration, compare);
  const kinds = use === null ? null : kindsOf(analysis, use, new Set());
  return kinds !== null && kinds.length > 0 && kinds.every((kind) => captures(kind, field));
}

/** The use in whose `where` it stands. */
function useAround(declaration: Declaration, { start, end }: CompareExpression): Use | null {
  for (const node of nodesOf(declaration) as readonly (EventUse | CallExpression)[]) {
    if (node.kind !== "use" && node.kind !== "call") continue;
    const { where } = node;
    if (where === undefined || where.start > start || end > where.end) continue;
    return node.kind === "use" ? node : { name: node.of ?? counted(node), where, with: [] };
  }
  return null;
}

/** `count(E where x)` has no `of`. */
function counted({ arguments: [first] }: CallExpression): EventUse["name"] {
  const part = first?.kind === "path" && first.parts.length === 1 ? first.parts[0] : undefined;
  return part?.kind === "name" ? part.name : undefined;
}

function kindsOf(analysis: Analysis, use: Use, around: ReadonlySet<string>): readonly Kind[] | null {
  const name = use.name?.text;
  // What `with` sets may hide a capture.
  if (name === undefined || around.has(name) || use.with.length > 0) return null;
  const kinds = kindsOfName(analysis, name, new Set([...around, name]));
  const codes = use.where === undefined ? null : codesOf(use.where);
  if (kinds === null || codes === null) return kinds;
  return kinds.map((kind) => ({ source: kind.source, codes: both(kind.codes, codes) }));
}

function kindsOfName(analysis: Analysis, name: string, around: ReadonlySet<string>): readonly Kind[] | null {
  const source = analysis.program.sources.find((each) => each.name === name);
  if (source !== undefined) return [{ source, codes: null }];
  const declared = analysis.names.declared.find(({ definition }) => definition?.name === name)?.declaration;
  if (declared?.kind !== "event" || declared.body === undefined) return null;
  const kinds = usesIn(declared.body).map((use) => kindsOf(analysis, use, around));
  return kinds.includes(null) ? null : kinds.flatMap((each) => each ?? []);
}

/** Which templates a condition admits at most; null: it does not say. */
function codesOf(condition: Expression): ReadonlySet<number> | null {
  if (condition.kind === "binary" && condition.operator === "and") {
    const [left, right] = [condition.left, condition.right].map((side) => (side === undefined ? null : codesOf(side)));
    return both(left ?? null, right ?? null);
  }
  if (condition.kind !== "compare" || condition.negated || condition.left?.kind !== "path") return null;
  const [first, ...deeper] = condition.left.parts;
  if (first?.kind !== "name" || first.name.text !== "template" || deeper.length > 0) return null;
  const { operator, right } = condition;
  if (operator === "==" && right?.kind === "number") return new Set([right.value]);
  if (operator !== "in" || right?.kind !== "list") return null;
  const numbers = right.items.flatMap((item) => (item.kind === "number" ? [item.value] : []));
  return numbers.length === right.items.length ? new Set(numbers) : null;
}

function both(a: ReadonlySet<number> | null, b: ReadonlySet<number> | null): ReadonlySet<number> | null {
  return a !== null && b !== null ? new Set([...a].filter((code) => b.has(code))) : (a ?? b);
}

function captures({ source, codes }: Kind, field: Field): boolean {
  if (codes === null || source.missing.length > 0) return false;
  if (source.map.some(({ field: target }) => target === field.name)) return false;
  const among = source.templates.filter(({ code }) => codes.has(code));
  return among.length > 0 && among.every((template) => captureOf(template, field));
}

/** Without a type written behind it, a capture of text that is none of the field's type is missing. */
const captureOf = ({ parts }: TemplateDefinition, { name, type }: Field): boolean =>
  parts.some((part) => part.kind === "capture" && part.field === name && (part.type !== null || type === "string"));
