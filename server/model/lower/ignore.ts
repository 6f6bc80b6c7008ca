/**
 * `ignore where x`: a condition that joins, negated, every event of a pattern it can be judged on. Invariant: what it reads
 * exists somewhere in the pattern; one that no event can be judged by is told, since it does nothing.
 */
import type { Expression, IgnoreDeclaration, RuleDeclaration, Span } from "../../../grammar/ast.ts";
import { findField, openFields, unionOf } from "../fields.ts";
import { itemScope, type Leg } from "../scopes.ts";
import type { Term } from "../program.ts";
import { fieldsOf } from "../reads.ts";
import type { Lowering } from "./context.ts";

/** Those of a rule. */
export function lowerIgnores(c: Lowering, rule: RuleDeclaration, legs: readonly Leg[]): readonly Term[] {
  const terms: Term[] = [];
  for (const condition of rule.ignore) {
    const term = termOf(c, condition, legs);
    if (term === null) continue;
    terms.push(term);
    const fields = sortedFields(term);
    if (!appliesTo(legs, fields)) c.note(condition, { code: "ignore-never-applies", rule: null, fields });
  }
  return terms;
}

export interface LoweredIgnore {
  readonly rules: readonly string[];
  readonly where: Term;
}

/** One that names its rules; null: it is wrong. */
export function lowerIgnore(c: Lowering, ignore: IgnoreDeclaration): LoweredIgnore | null {
  const legs: Leg[] = [];
  const named: { readonly at: Span; readonly name: string; readonly legs: readonly Leg[] }[] = [];
  for (const name of ignore.rules) {
    const definition = c.folder.names.byName.get(name.text);
    if (definition?.kind !== "rule") {
      if (definition !== undefined) c.mention(name, { kind: "definition", definition });
      const candidates = c.folder.namesOf(["rule"]);
      const found = definition?.kind ?? null;
      c.report(name, { code: "unknown-name", name: name.text, wanted: ["rule"], found, candidates });
      continue;
    }
    c.mention(name, { kind: "definition", definition });
    const own = c.folder.legsOf(definition);
    if (own === null) continue;
    legs.push(...own);
    named.push({ at: name, name: name.text, legs: own });
  }
  const where = ignore.where === undefined ? null : termOf(c, ignore.where, legs);
  if (where === null) return null;
  const fields = sortedFields(where);
  for (const { at, name, legs: own } of named) {
    if (!appliesTo(own, fields)) c.note(at, { code: "ignore-never-applies", rule: name, fields });
  }
  return c.broken || ignore.broken ? null : { rules: named.map(({ name }) => name), where };
}

/** Null: it is wrong. */
function termOf(c: Lowering, condition: Expression, legs: readonly Leg[]): Term | null {
  const sets = legs.map(({ items }) => items);
  const items = sets.length === 0 ? openFields("this rule") : unionOf("the events of this rule", sets);
  return c.condition(c.enter(condition, itemScope(items)), condition);
}

const sortedFields = (term: Term): readonly string[] => [...fieldsOf(term)].sort();

const appliesTo = (legs: readonly Leg[], fields: readonly string[]): boolean =>
  legs.length === 0 ||
  legs.some(({ items }) => items.open || fields.every((field) => findField(items, field) !== undefined));
