/**
 * Rules. Invariant: what comes back can run: its keys and labels exist, its severity is one, nothing in it awaits a
 * later version.
 */
import type { CallExpression, EventUse, Expression, Name, RuleDeclaration } from "../../../grammar/ast.ts";
import { DETECTION_FIELDS } from "../fieldDocs.ts";
import {
  findField,
  findInUnion,
  makeField,
  noFields,
  unionOf,
  withFields,
  type Field,
  type FieldSet,
} from "../fields.ts";
import { AGGREGATES } from "../functions.ts";
import { nodesOf } from "../nodes.ts";
import { SEVERITIES, type FieldAssignment, type Location, type RuleDefinition, type Term } from "../program.ts";
import type { Label, Leg, Scope } from "../scopes.ts";
import { LATER } from "../support.ts";
import { eventOf } from "./aggregate.ts";
import { carriedBy } from "./carried.ts";
import { duration, oneOf } from "./constant.ts";
import type { Lowering } from "./context.ts";
import { detectionFields } from "./detection.ts";
import { lowerIgnores } from "./ignore.ts";
import { lowerMemory, lowerMeta, lowerRisk } from "./clauses.ts";
import { pathText, singleWord } from "./path.ts";
import { unknownField } from "./unknown.ts";
import { boundLabels, lowerWhen, type RuleContext } from "./pattern.ts";
import { constant, type Typed } from "./typed.ts";
import { itemsOfName, itemsOfUse } from "./use.ts";

export interface LoweredRule {
  readonly keys: readonly Field[];
  readonly legs: readonly Leg[];
  readonly labels: ReadonlyMap<string, Label>;
  readonly fields: FieldSet;
  readonly definition: Omit<RuleDefinition, "depth"> | null;
}

const RULE_STATUS = ["building_block", "disabled", "deprecated"] as const;
const DEFAULT_SEVERITY = "medium";

export function lowerRule(c: Lowering, rule: RuleDeclaration): LoweredRule {
  const name = rule.name?.text ?? null;
  const keys = lowerKeys(c, rule);
  const keyFields = withFields(noFields(`the keys of ${name ?? "this rule"}`), keys.fields);
  const context: RuleContext = { rule: name, keys: keyFields, legs: [] };
  const when = rule.when === undefined ? missingWhen(c, rule) : lowerWhen(c, context, rule.when);
  const labels = rule.when === undefined ? new Map<string, Label>() : boundLabels(c.silent(), context, rule.when);
  if (rule.when?.kind === "use" || rule.when?.kind === "any") {
    for (const label of labels.values()) c.mention(label.definition.location, { kind: "label", label });
  }
  reportKeys(c, rule, context.legs);
  // What could not be read may be what has the labels.
  const item = rule.broken && rule.when === undefined ? { ...keyFields, open: true } : keyFields;
  const scope: Scope = { item, labels, hidden: new Map(), calls: "emit" };
  const emit = lowerEmit(c, rule, scope);
  const afterEmit: Scope = { ...scope, item: withFields(keyFields, emit.fields) };
  const severity = lowerSeverity(c, afterEmit, rule);
  const suppress = duration(c, rule.suppress, "suppress");
  const status = oneOf(c, rule.status, RULE_STATUS, "status");
  const risk = lowerRisk(c, rule, afterEmit);
  const memory = lowerMemory(c, rule);
  lowerMeta(c, rule);
  const ignore = lowerIgnores(c, rule, context.legs);
  const own = detectionFields(name ?? "this rule", keys.fields, emit.fields, c.at(rule.name ?? rule));
  const fields = { ...own, open: rule.broken };
  const rest = { keys: keys.fields, legs: context.legs, labels, fields };
  if (c.broken || rule.broken || rule.name === undefined || when === null || severity === null) {
    return { ...rest, definition: null };
  }
  const definition = {
    name: rule.name.text,
    doc: rule.doc ?? null,
    severity,
    risk,
    attack: rule.attack.map(({ text }) => text),
    tags: rule.tags.map(({ value }) => value),
    status: status === "building_block" ? status : status === "disabled" ? status : ("active" as const),
    by: keys.by,
    when,
    emit: emit.assignments,
    suppress,
    ignore,
    ...memory,
    location: c.at(rule),
    nameLocation: c.at(rule.name),
    ...whenAt(c, rule),
  };
  return { ...rest, definition };
}

function whenAt(c: Lowering, { clauses }: RuleDeclaration): { whenAt?: Location } {
  const clause = clauses.find(({ keyword }) => keyword.text === "when");
  return clause === undefined ? {} : { whenAt: c.at(clause.keyword) };
}

function missingWhen(c: Lowering, rule: RuleDeclaration): null {
  if (rule.broken) return c.absent();
  const example = 'when login where user == "root"';
  return c.report(rule.name ?? rule.keyword, { code: "missing-clause", of: "rule", clause: "when", example });
}

/** Keys are fields of the events of the pattern, which are looked at in silence: it is lowered after its keys. */
function lowerKeys(c: Lowering, rule: RuleDeclaration) {
  const found = rule.when === undefined ? [] : eventItems(c, rule.when);
  const items = found.length === 0 ? [noFields("nothing")] : found;
  const all = unionOf("the events of this rule", items);
  const scope: Scope = { item: all, labels: new Map(), hidden: new Map(), calls: "item" };
  for (const clause of rule.clauses) if (clause.keyword.text === "by") c.enter(clause, scope);
  const fields: Field[] = [];
  const by: { field: string; cased: boolean }[] = [];
  for (const key of rule.by) {
    const name = pathText(key.field);
    if (name === null) {
      c.later(key.field, LATER.index);
      continue;
    }
    const field = findInUnion(items, name);
    if (field !== undefined) c.mention(key.field, { kind: "field", field, label: null, type: field.type });
    fields.push(makeField(name, field?.type ?? "unknown", "key", { ...field, places: field?.places ?? [] }));
    by.push({ field: name, cased: key.cased });
  }
  return { fields, by };
}

function eventItems(c: Lowering, pattern: NonNullable<RuleDeclaration["when"]>): readonly FieldSet[] {
  const silent = c.silent();
  const named = namedIn(pattern);
  if (named !== null) return named.map((name) => itemsOfName(silent, name));
  const rule: RuleContext = { rule: null, keys: { ...noFields("keys"), open: true }, legs: [] };
  if (pattern.kind === "use") return [itemsOfUse(silent, pattern)];
  lowerWhen(silent, rule, pattern);
  return rule.legs.map(({ items }) => items);
}

/**
 * The events of steps and aggregates, in the order in which they are written: a glance, where the whole pattern would be
 * lowered twice. Null: a `with` adds fields, for which it must be.
 */
function namedIn(pattern: object): readonly Name[] | null {
  const names: Name[] = [];
  for (const node of nodesOf(pattern)) {
    if (isUse(node)) {
      if (node.with.length > 0) return null;
      if (node.name !== undefined) names.push(node.name);
    } else if (isCall(node)) {
      const info = AGGREGATES.get(node.function.text);
      const event = info === undefined ? null : eventOf(node, info);
      if (event !== null) names.push(event);
    }
  }
  return names.sort((one, other) => one.start - other.start);
}

const isUse = (node: object): node is EventUse => "kind" in node && node.kind === "use";
const isCall = (node: object): node is CallExpression => "kind" in node && node.kind === "call";

/** A key that no event of the pattern has can never match anything. */
function reportKeys(c: Lowering, rule: RuleDeclaration, legs: readonly Leg[]): void {
  if (legs.length === 0 || legs.some(({ items }) => items.open)) return;
  for (const { field } of rule.by) {
    const name = pathText(field);
    if (name === null || legs.some(({ items }) => findField(items, name) !== undefined)) continue;
    const of = legs.length === 1 ? legs[0]!.name : "any of its events";
    const all = unionOf(
      of,
      legs.map(({ items }) => items),
    );
    c.report(field, unknownField(name, all, null));
  }
}

function lowerEmit(c: Lowering, rule: RuleDeclaration, scope: Scope) {
  const fields: Field[] = [];
  const assignments: FieldAssignment[] = [];
  let item = scope.item;
  for (const clause of rule.clauses) if (clause.keyword.text === "emit") c.enter(clause, scope);
  for (const { target, value } of rule.emit) {
    const name = pathText(target);
    const typed = c.expression({ ...scope, item }, value);
    if (name === null) {
      c.later(target, LATER.index);
      continue;
    }
    const reason = reservedEmit(name, rule, fields);
    if (reason !== null) c.report(target, { code: "reserved-emit", name, reason });
    const like = typed === null ? undefined : carriedBy(typed.term, { ...scope, item });
    const field = makeField(name, typed?.type ?? "unknown", "emit", { places: [c.at(target)], like });
    c.mention(target, { kind: "field", field, label: null, type: field.type });
    fields.push(field);
    item = withFields(item, [field]);
    if (typed !== null) assignments.push({ field: name, value: typed.term });
  }
  return { fields, assignments };
}

/** Unified fields of records may be emitted (`user`, `ip`): a detection has none of them. Its time and id are its own. */
function reservedEmit(
  name: string,
  rule: RuleDeclaration,
  earlier: readonly Field[],
): "key" | "builtin" | "twice" | null {
  if (rule.by.some(({ field }) => pathText(field) === name)) return "key";
  if (DETECTION_FIELDS.has(name) || name === "time" || name === "id") return "builtin";
  return earlier.some((field) => field.name === name) ? "twice" : null;
}

function lowerSeverity(c: Lowering, scope: Scope, rule: RuleDeclaration): Term | null {
  for (const clause of rule.clauses) if (clause.keyword.text === "severity") c.enter(clause, scope);
  if (rule.severity === undefined) return constant(DEFAULT_SEVERITY, "string").term;
  return severityTerm(c, scope, rule.severity)?.term ?? null;
}

function severityTerm(c: Lowering, scope: Scope, expression: Expression | undefined): Typed | null {
  if (expression === undefined) return c.absent();
  if (expression.kind === "if") {
    const condition = c.condition(scope, expression.condition);
    const then = severityTerm(c, scope, expression.then);
    const otherwise = severityTerm(c, scope, expression.else);
    if (condition === null || then === null || otherwise === null) return null;
    return { term: { kind: "if", condition, then: then.term, else: otherwise.term, type: "string" }, type: "string" };
  }
  const word =
    expression.kind === "path" ? singleWord(expression) : expression.kind === "string" ? expression.value : null;
  if (word !== null && (SEVERITIES as readonly string[]).includes(word)) {
    c.value(expression, "string");
    return constant(word, "string");
  }
  const value = word ?? c.text.slice(expression.start, expression.end);
  return c.report(expression, { code: "invalid-value", what: "severity", value, allowed: SEVERITIES, example: null });
}
