/**
 * A path with an index: `groups[0]`, `roles[0].name`. Invariant: a field of one object in a list is read off that object, never
 * off the list of what all of them have, in which those without it have no place.
 */
import type { Path } from "../../../grammar/ast.ts";
import { findField, type FieldOrigin } from "../fields.ts";
import type { Term } from "../program.ts";
import type { Scope } from "../scopes.ts";
import { LATER } from "../support.ts";
import { elementOf } from "../types.ts";
import type { Lowering } from "./context.ts";
import type { Typed } from "./typed.ts";

type FieldTerm = Extract<Term, { kind: "field" | "label" }>;

/** `whole`: the path without its index. */
export function elementAt(c: Lowering, scope: Scope, path: Path, whole: Typed, index: Term): Typed | null {
  const { term } = whole;
  const of = inside(path);
  if (isField(term) && term.field.endsWith(`.${of}`) && mayHoldObjects(scope, term))
    return ofObject(c, path, term, index, of);
  const type = elementOf(whole.type);
  return { ...whole, term: { kind: "index", list: term, index, type }, type };
}

/** The words behind the index. */
const inside = ({ parts }: Path): string =>
  parts
    .slice(parts.findIndex(({ kind }) => kind === "index") + 1)
    .flatMap((part) => (part.kind === "name" ? [part.name.text] : []))
    .join(".");

const isField = (term: Term): term is FieldTerm => term.kind === "field" || term.kind === "label";

/** What the program itself gives an item: values, and lists of values. */
const FLAT: ReadonlySet<FieldOrigin> = new Set(["builtin", "capture", "map", "with", "key", "emit"]);

/** Records that name their fields themselves may have lists of objects. */
function mayHoldObjects(scope: Scope, term: FieldTerm): boolean {
  const items = term.kind === "field" ? scope.item : scope.labels.get(term.label)?.items;
  return items?.schema === true && !FLAT.has(findField(items, term.field)?.origin ?? "sample");
}

/** A field of its own, which the format reads by this name. */
function ofObject(c: Lowering, path: Path, term: FieldTerm, index: Term, of: string): Typed | null {
  if (index.kind !== "constant" || typeof index.value !== "number" || index.value < 0) {
    c.later(path, LATER.index);
    return null;
  }
  const element = elementOf(term.type);
  const type = term.kind === "label" && term.many ? { list: element } : element;
  const field = `${term.field.slice(0, -of.length - 1)}[${index.value}].${of}`;
  return { term: { ...term, field, type }, type };
}
