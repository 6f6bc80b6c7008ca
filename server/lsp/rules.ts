/**
 * The rules of a forest as the protocol has them. Invariant: the rules of a document are the same objects until they are said
 * otherwise, so that a glance tells whether something is new.
 */
import { rules } from "../features/rules.ts";
import type { RuleInfo as Rule } from "../model/analysis.ts";
import { groupBy } from "../model/group.ts";
import type { RuleInfo } from "../protocol.ts";
import { toPlace } from "./convert.ts";
import type { RuleDocument } from "./documents.ts";
import type { Forest } from "./forest.ts";
import { rulesBelow } from "./steps.ts";

export function rulesOf(forest: Forest): RuleInfo[] {
  const known = told.get(forest) ?? new Map<string, Told>();
  const now = new Map<string, Told>();
  const analysis = forest.model.analysis();
  for (const [key, own] of groupBy(analysis.rules, ({ document }) => document)) {
    const document = forest.find(key);
    if (document === undefined) continue;
    const before = known.get(key);
    const isSame = before?.document === document && sameElements(before.from, own);
    now.set(key, isSame ? before : { document, from: own, rules: kept(before, infosOf(forest, own)) });
  }
  told.set(forest, now);
  return [...now.values()].flatMap((each) => each.rules);
}

/** Whether both are the same objects. */
export function sameElements(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}

interface Told {
  readonly document: RuleDocument;
  readonly from: readonly Rule[];
  readonly rules: readonly RuleInfo[];
}

const told = new WeakMap<Forest, ReadonlyMap<string, Told>>();

function infosOf(forest: Forest, own: readonly Rule[]): readonly RuleInfo[] {
  const patterns = new Map(
    own.flatMap(({ definition, lowered }) => (definition && lowered ? [[definition.name, lowered.when] as const] : [])),
  );
  return rules({ rules: own }).flatMap(({ name, severity, doc, location, broken }) => {
    const place = toPlace(location, forest.find);
    const pattern = patterns.get(name);
    return place ? [{ name, severity, doc, place, broken, below: pattern ? rulesBelow(pattern) : [] }] : [];
  });
}

function kept(before: Told | undefined, now: readonly RuleInfo[]): readonly RuleInfo[] {
  return before !== undefined && JSON.stringify(before.rules) === JSON.stringify(now) ? before.rules : now;
}
