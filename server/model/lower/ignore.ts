/**
 * `ignore where x`: a condition that joins, negated, every event of a pattern it can be judged on. Invariant: what it reads
 * exists somewhere in the pattern; one that no event can be judged by is told, since it does nothing.
 */
import type { Expression, IgnoreDeclaration, RuleDeclaration, Span } from "../../../grammar/ast.ts";
import { findField, openFields, unionOf } from "../fields.ts";
import { itemScope, type Leg } from "../scopes.ts";
import { LATER } from "../support.ts";
import type { Term } from "../program.ts";
import type { Lowering } from "./context.ts";

/** Those of a rule. */
export function lowerIgnores(c: Lowering, rule: RuleDeclaration, legs: readonly Leg[]): void {
  for (const condition of rule.ignore) {
    const around = rule.clauses.find(({ start, end }) => start <= condition.start && condition.end <= end);
    c.later(around?.keyword ?? condition, LATER.ignore);
    const fields = readsOf(c, condition, legs);
    if (fields !== null && !appliesTo(legs, fields)) {
      c.note(condition, { code: "ignore-never-applies", rule: null, fields });
    }
  }
}

/** One that names its rules. `legsOf`: the events of a rule's pattern; null: nothing is known of it. */
export function lowerIgnore(
  c: Lowering,
  ignore: IgnoreDeclaration,
  legsOf: (rule: string) => readonly Leg[] | null,
): void {
  c.later(ignore.keyword, LATER.ignore, false);
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
    const own = legsOf(name.text);
    if (own === null) continue;
    legs.push(...own);
    named.push({ at: name, name: name.text, legs: own });
  }
  if (ignore.where === undefined) return;
  const fields = readsOf(c, ignore.where, legs);
  for (const { at, name, legs: own } of fields === null ? [] : named) {
    if (!appliesTo(own, fields!)) c.note(at, { code: "ignore-never-applies", rule: name, fields: fields! });
  }
}

/** The fields that a condition reads; null: it is wrong. */
function readsOf(c: Lowering, condition: Expression, legs: readonly Leg[]): readonly string[] | null {
  const sets = legs.map(({ items }) => items);
  const items = sets.length === 0 ? openFields("this rule") : unionOf("the events of this rule", sets);
  const term = c.condition(c.enter(condition, itemScope(items)), condition);
  return term === null ? null : [...fieldsOf(term)].sort();
}

const appliesTo = (legs: readonly Leg[], fields: readonly string[]): boolean =>
  legs.length === 0 ||
  legs.some(({ items }) => items.open || fields.every((field) => findField(items, field) !== undefined));

function fieldsOf(term: Term): ReadonlySet<string> {
  const found = new Set<string>();
  const stack: unknown[] = [term];
  while (stack.length > 0) {
    const part = stack.pop();
    if (typeof part !== "object" || part === null) continue;
    if ("kind" in part && part.kind === "field") found.add((part as Extract<Term, { kind: "field" }>).field);
    else stack.push(...Object.values(part));
  }
  return found;
}
