/**
 * What the clauses of a rule can read that stand in front of its `when`, while one of them is being typed: its next word,
 * `when`, is then taken for a field, and the model sees no pattern. Invariant: the rule is read as if a word stood at the
 * cursor; nothing is known here that the model would not know of that text.
 */
import type { CallExpression, EventUse, RuleDeclaration, Step } from "../../../grammar/ast.ts";
import { parse } from "../../../grammar/parse.ts";
import type { Analysis, Document } from "../../model/analysis.ts";
import { findField, makeField, noFields, unionOf, withFields, type FieldSet } from "../../model/fields.ts";
import { AGGREGATES } from "../../model/functions.ts";
import { eventOf } from "../../model/lower/aggregate.ts";
import { pathText } from "../../model/lower/path.ts";
import { nodesOf } from "../../model/nodes.ts";
import { itemScope, type Label, type Scope } from "../../model/scopes.ts";
import { READING, type Cursor } from "./cursor.ts";

/** The name of a key is to be written. */
const isKey = ({ expected }: Cursor): boolean =>
  expected.some(({ kind, clause }) => kind === "name" && clause === "by");

export function ruleScope(cursor: Cursor, analysis: Analysis, document: Document): Scope | undefined {
  const origin = cursor.before[0];
  const reads = cursor.expected.some(({ clause }) => clause !== undefined && READING.has(clause));
  if (origin?.text !== "rule" || !(reads || isKey(cursor))) return undefined;
  const end = document.tree.declarations.find(({ start }) => start > cursor.offset)?.start ?? document.text.length;
  const text = `${document.text.slice(origin.start, cursor.replace.start)} x ${document.text.slice(cursor.pathEnd, end)}`;
  const rule = parse(text).declarations.find((declaration) => declaration.kind === "rule");
  if (rule?.when === undefined) return undefined;
  if (!reads) return itemScope(together(eventsOf(rule.when), analysis));
  const labels = labelsOf(rule, analysis, document.uri);
  return { item: keysOf(rule, analysis), labels, hidden: new Map(), calls: "emit" };
}

/** A label stands for the items of its step: of its event, or of those that it counts or chooses among. */
function labelsOf({ when, name }: RuleDeclaration, analysis: Analysis, uri: string): ReadonlyMap<string, Label> {
  const labels = new Map<string, Label>();
  for (const step of when === undefined ? [] : stepsOf(when)) {
    if (step.label === undefined || step.kind === "no" || step.kind === "until") continue;
    const { text, start, end } = step.label;
    const location = { document: uri, start, end };
    const owner = name?.text ?? null;
    const definition = { kind: "label", name: text, location, extent: location, doc: null, owner } as const;
    const many = step.kind === "aggregate" || step.kind === "condition";
    labels.set(text, { name: text, definition, many, items: together(eventsOf(step), analysis) });
  }
  return labels;
}

function keysOf({ by, when }: RuleDeclaration, analysis: Analysis): FieldSet {
  const all = together(when === undefined ? [] : eventsOf(when), analysis);
  const keys = by.flatMap(({ field }) => {
    const name = pathText(field);
    return name === null
      ? []
      : [{ ...(findField(all, name) ?? makeField(name, "unknown", "key")), origin: "key" as const }];
  });
  return withFields(noFields("the keys of this rule"), keys);
}

/** The step and those inside of it whose labels are seen. */
function stepsOf(step: Step): readonly Step[] {
  switch (step.kind) {
    case "sequence":
      return [step, ...step.steps.flatMap(outerOf)];
    case "all":
    case "any":
      return [step, ...step.members.flatMap(outerOf)];
    default:
      return [step];
  }
}

/** Of a nested pattern the labels are seen inside only. */
const outerOf = (step: Step): readonly Step[] =>
  step.kind === "sequence" || step.kind === "all" ? [step] : stepsOf(step);

/** The names of the events below a step. */
function eventsOf(step: Step): readonly string[] {
  return nodesOf(step).flatMap((node) => {
    if (isUse(node)) return node.name?.text ?? [];
    if (!isCall(node)) return [];
    const info = AGGREGATES.get(node.function.text);
    return (info && eventOf(node, info)?.text) ?? [];
  });
}

const isUse = (node: object): node is EventUse => "kind" in node && node.kind === "use";
const isCall = (node: object): node is CallExpression => "kind" in node && node.kind === "call";

function together(events: readonly string[], analysis: Analysis): FieldSet {
  const sets = events.flatMap((name) => analysis.fieldsOf(name) ?? []);
  return sets.length === 0 ? noFields("this") : unionOf("the events of this rule", sets);
}
