/**
 * The plan as plain data: what the engine made of the rules, what they share, and what a rule costs and why. Invariant:
 * read off the compiled plan, so it says what runs and not what was meant to run.
 */
import type { Micros } from "../../model/program.ts";
import type { Leaf } from "../detect/leaf.ts";
import type { PatternPlan, Plan, RulePlan, SequencePlan } from "../detect/plan.ts";
import { conjunction, isWeak } from "../detect/route/witness.ts";
import type { Schema } from "../item.ts";
import { duration } from "../order/duration.ts";
import { layoutsOf, type Layout } from "./rungs.ts";

export interface ForestPlan {
  readonly rules: readonly RuleShape[];
  readonly leaves: readonly LeafShape[];
}

export interface RuleShape {
  readonly rule: string;
  readonly depth: number;
  readonly by: readonly string[];
  /** Inner ones first. */
  readonly patterns: readonly PatternShape[];
  /** Indexes of its leaves. */
  readonly leaves: readonly number[];
  /** How long a quiet key is remembered. */
  readonly memory: Micros;
  readonly costs: readonly string[];
}

export interface PatternShape {
  readonly kind: PatternPlan["kind"];
  readonly within: Micros;
  /** As written, each with what it is in the state machine. */
  readonly states: readonly string[];
}

export interface LeafShape {
  readonly index: number;
  /** The source or rule whose items it takes. */
  readonly of: string;
  /** Names of the rules that read it. */
  readonly rules: readonly string[];
  /** What of an item finds it, each enough by itself, the best guess first; empty: every item is tried. */
  readonly found: readonly string[];
  /** The fields that the first of them looks at. */
  readonly anchor: readonly string[];
  /** The best of them is so weak that most items may have it. */
  readonly weak: boolean;
}

/** `sources`: their schemas, as the plan was compiled with. */
export function forestOf(plan: Plan, sources: readonly Schema[]): ForestPlan {
  const names = [...sources, ...plan.rules.map(({ schema }) => schema)].map(({ name }) => name);
  const leaves = plan.leaves.map((leaf): LeafShape => {
    const readers = new Set(plan.readers[leaf.index]!.map(({ rule }) => plan.rules[rule]!.definition.name));
    return { index: leaf.index, of: names[leaf.schema] ?? "", rules: [...readers], ...findingOf(leaf) };
  });
  return { rules: plan.rules.map((rule) => shapeOf(rule, leaves)), leaves };
}

/** Before the first record the texts alone tell which is best; then the records do. */
function findingOf({ witnesses }: Leaf): Pick<LeafShape, "found" | "anchor" | "weak"> {
  const best = conjunction(witnesses);
  if (best === null) return { found: [], anchor: [], weak: false };
  const others = witnesses.filter((each) => each !== best);
  return {
    found: [best, ...others].map(witness),
    anchor: [...new Set(best.map(({ field }) => field))],
    weak: isWeak(best),
  };
}

function shapeOf(rule: RulePlan, leaves: readonly LeafShape[]): RuleShape {
  const { definition, slots, memory } = rule;
  const own = new Set(
    slots.flatMap(({ alternatives }) => alternatives.flatMap(({ leaf }) => (leaf < 0 ? [] : [leaf]))),
  );
  const layouts = layoutsOf(rule);
  return {
    rule: definition.name,
    depth: definition.depth,
    by: definition.by.map(({ field }) => field),
    patterns: layouts.map(patternOf),
    leaves: [...own].sort((a, b) => a - b),
    memory,
    costs: [
      ...layouts.flatMap(({ plan }) => costsOf(rule, plan)),
      ...findingCosts([...own].map((index) => leaves[index]!)),
    ],
  };
}

function patternOf({ plan, rungs }: Layout): PatternShape {
  const states = rungs.map(({ label, text, kind, step }) => {
    const name = label === null ? text : `${label}: ${text}`;
    if (plan.kind !== "sequence" || step < 0) return kind === "step" ? name : `${name} (${kind})`;
    return plan.steps[step]!.kept ? `${name} (waits)` : `${name} (completes)`;
  });
  return { kind: plan.kind, within: plan.within, states };
}

/** Why an item costs what it does, one sentence each. */
function costsOf(rule: RulePlan, plan: PatternPlan): readonly string[] {
  if (plan.kind === "condition") return [`each item: its tallies, over ${duration(plan.within)}`];
  if (plan.kind === "all") return ["each item: one look into the window of each member"];
  return sequenceCosts(rule, plan);
}

function sequenceCosts({ slots }: RulePlan, plan: SequencePlan): readonly string[] {
  const { joins, counts, wait, every } = plan;
  const crosses = slots.some(
    ({ pattern, alternatives }) => pattern === plan.index && alternatives.some(({ cross }) => cross !== null),
  );
  const costs: string[] = [];
  const probes = joins.bound.length + joins.asked.length + joins.counted.length + joins.members.length;
  if (!crosses) costs.push("each item: a binary search per step");
  else if (probes > 0)
    costs.push(`joined by value: ${joins.indexes.length} indexes, items that share no value are not tried`);
  else costs.push("a `where` across labels that no index helps: items in the window are tried one by one");
  if (counts.some(({ growing }) => !growing))
    costs.push("a count that more items can make false is judged anew at each try");
  if (wait !== null) costs.push(`waits ${duration(wait)} for absence after each completing item`);
  if (every) costs.push("every match is made: as many as there are");
  return costs;
}

function findingCosts(leaves: readonly LeafShape[]): readonly string[] {
  const tried = new Set(leaves.filter(({ found }) => found.length === 0).map(({ of }) => of));
  const weak = new Map(leaves.filter((leaf) => leaf.weak).map(({ of, found }) => [found[0]!, of]));
  return [
    ...(tried.size === 0
      ? []
      : [`tried on every item of ${[...tried].join(", ")}: nothing in its \`where\` can be looked up`]),
    ...[...weak].map(
      ([found, of]) =>
        `tried on each item of ${of} whose ${found}, which may be most of them: a longer text would find it`,
    ),
  ];
}

/** `EventID is 4688 or 4689`, `path ends with .php`. */
function witness(facts: Leaf["witnesses"][number]): string {
  const shown = facts.slice(0, MOST_FACTS).map((fact) => {
    const value = fact.kind === "number" ? String(fact.value) : JSON.stringify(fact.text);
    return `${fact.field} ${fact.kind === "number" ? "is" : ANCHORS[fact.at]} ${value}`;
  });
  const more = facts.length - shown.length;
  return facts.length === 0 ? "never" : `${shown.join(" or ")}${more > 0 ? ` or ${more} more` : ""}`;
}

const MOST_FACTS = 3;
const ANCHORS = { whole: "is", start: "begins with", end: "ends with", anywhere: "contains" } as const;
