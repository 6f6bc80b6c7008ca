/**
 * Uses: `login where x with a = b`. Invariant: `with` is read before `where`, so that `where`, keys and labels see its
 * fields; a use that comes back names something that exists.
 */
import type { Assignment, EventUse, Expression, Name, Pattern, Span } from "../../../grammar/ast.ts";
import { makeField, openFields, unionOf, withFields, type Field, type FieldSet } from "../fields.ts";
import type { FieldAssignment, Term, Use } from "../program.ts";
import { itemScope, type Leg, type Scope } from "../scopes.ts";
import { carriedBy } from "./carried.ts";
import type { Lowering } from "./context.ts";
import { pathText } from "./path.ts";

const USABLE = ["event", "source", "rule", "baseline", "score", "cluster"] as const;
/** What most patterns name: the others would make a message long. */
const USUAL = ["event", "source", "rule"] as const;

/** What a name in a pattern refers to. */
export function lowerName(c: Lowering, name: Name | undefined): Pick<Use, "kind" | "name"> | null {
  if (name === undefined) return c.absent();
  if (name.text === "detection") return { kind: "detection", name: "detection" };
  const definition = c.folder.names.byName.get(name.text);
  if (definition !== undefined && isUsable(definition.kind)) {
    c.need(name, definition);
    return { kind: definition.kind, name: name.text };
  }
  if (definition !== undefined) c.mention(name, { kind: "definition", definition });
  if (definition === undefined && c.isCutLabel(name)) return c.absent();
  const candidates = c.folder.namesOf(USABLE);
  const found = definition?.kind ?? null;
  return c.report(name, { code: "unknown-name", name: name.text, wanted: USUAL, found, candidates });
}

const isUsable = (kind: string): kind is (typeof USABLE)[number] => (USABLE as readonly string[]).includes(kind);

/** The fields of what a name refers to; open where it refers to nothing. */
export function itemsOfName(c: Lowering, name: Name | undefined): FieldSet {
  if (name === undefined) return openFields("this");
  if (name.text === "detection") return c.folder.detections();
  const definition = c.folder.names.byName.get(name.text);
  return definition !== undefined && isUsable(definition.kind) ? c.folder.itemsOf(definition) : openFields(name.text);
}

/** The fields of a use's items, its `with` included. Says nothing. */
export function itemsOfUse(c: Lowering, use: EventUse): FieldSet {
  const items = itemsOfName(c, use.name);
  return use.with.length === 0 ? items : lowerWith(c.silent(), itemScope(items), use.with).items;
}

/** The uses of a pattern that may be an event or a union; null: there is something else in it. */
export function usesOf(pattern: Pattern | undefined): readonly EventUse[] | null {
  if (pattern?.kind === "use") return [pattern];
  if (pattern?.kind !== "any") return null;
  const members = pattern.members.map(usesOf);
  return members.includes(null) ? null : members.flatMap((uses) => uses ?? []);
}

export const itemsOfUses = (c: Lowering, uses: readonly EventUse[], of: string): FieldSet =>
  uses.length === 0
    ? openFields(of)
    : unionOf(
        of,
        uses.map((use) => itemsOfUse(c, use)),
      );

export function lowerUse(
  c: Lowering,
  scope: Scope,
  use: EventUse,
  legs?: Leg[],
  role: Leg["role"] = "step",
): Use | null {
  const target = lowerName(c, use.name);
  const base = itemsOfName(c, use.name);
  const { items, assignments } = lowerWith(c, { ...scope, item: base }, use.with);
  const where = lowerWhere(c, { ...scope, item: items }, use.where, use);
  if (use.name !== undefined) legs?.push({ role, name: use.name.text, location: c.at(use.name), items });
  if (target === null || assignments === null || where === undefined) return null;
  return { ...target, with: assignments, where, location: c.at(use) };
}

/** Null: there is no `where`. Undefined: it is wrong. */
export function lowerWhere(
  c: Lowering,
  scope: Scope,
  where: Expression | undefined,
  at: Span,
): Term | null | undefined {
  c.enter(at, scope);
  return where === undefined ? null : (c.condition(scope, where) ?? undefined);
}

function lowerWith(c: Lowering, scope: Scope, clauses: readonly Assignment[]) {
  const assignments: FieldAssignment[] = [];
  const added: Field[] = [];
  let failed = false;
  for (const { target, value } of clauses) {
    const name = pathText(target);
    const typed = c.expression(scope, value);
    if (name === null || typed === null) {
      failed = true;
      if (name !== null) added.push(makeField(name, "unknown", "with", { places: [c.at(target)] }));
      continue;
    }
    const sources = scope.item.sources;
    const like = carriedBy(typed.term, scope);
    const field = makeField(name, typed.type, "with", { places: [c.at(target)], sources, like });
    c.mention(target, { kind: "field", field, label: null, type: field.type });
    added.push(field);
    assignments.push({ field: name, value: typed.term });
  }
  const items = added.length === 0 ? scope.item : withFields(scope.item, added);
  return { items, assignments: failed ? null : assignments };
}
