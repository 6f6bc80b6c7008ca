/**
 * What items fill in the patterns of one rule, as slots: positive steps, what is counted, the Xs of `no` and `until`.
 * Invariant: the alternatives of a slot stand in the order in which its events are listed.
 */
import type { Aggregate, AggregateStep, NoStep, Pattern, RuleDefinition, Term, Use } from "../../model/program.ts";
import { labelsOf } from "../../model/support.ts";
import { compileField, compilePredicate } from "../terms/compile.ts";
import type { TermEnvironment } from "../terms/environment.ts";
import { describeStep, describeUses } from "./describe.ts";
import type { LeafTable } from "./leaf.ts";
import { grows, leastOf } from "./monotone.ts";
import type { AbsencePlan, Alternative, Counting, CountPlan, Slot } from "./plan.ts";

export class SlotCompiler {
  readonly slots: Slot[] = [];
  private readonly rule: RuleDefinition;
  private readonly table: LeafTable;
  private readonly environment: TermEnvironment;

  constructor(rule: RuleDefinition, table: LeafTable, environment: TermEnvironment) {
    this.rule = rule;
    this.table = table;
    this.environment = environment;
  }

  positive(step: Pattern, pattern: number, nested: ReadonlyMap<Pattern, number>): Slot {
    return this.push(pattern, describeStep(step), this.alternatives(step, [], nested));
  }

  count(step: AggregateStep, after: number, pattern: number): CountPlan {
    const { label, within } = step;
    const counting = this.counting(step, pattern);
    const cross = labelsOf(step.condition).size > 0 || counting.slots.some((slot) => this.crosses(slot));
    const growing = !cross && grows(step);
    return {
      kind: "count",
      label,
      text: describeStep(step),
      after,
      within,
      cross,
      growing,
      least: leastOf(step),
      ...counting,
    };
  }

  absence(step: NoStep, kind: AbsencePlan["kind"], after: number, pattern: number): AbsencePlan {
    const slot = this.slot(pattern, step.of, describeUses(step.of));
    return { slot: slot.index, kind, after, within: step.within ?? 0, cross: this.crosses(slot.index) };
  }

  slot(pattern: number, uses: readonly Use[], text: string): Slot {
    const leaves = uses.flatMap((use) => this.table.leavesOf(use, this.rule));
    return this.push(
      pattern,
      text,
      leaves.map((leaf) => ({ ...leaf, nested: -1, labels: [] })),
    );
  }

  counting(
    { aggregates, condition }: { aggregates: readonly Aggregate[]; condition: Term },
    pattern: number,
  ): Counting {
    const known = new Map<string, number>();
    const plans = aggregates.map((aggregate) => {
      const { location: _location, ...use } = aggregate.use;
      const key = JSON.stringify(use);
      const slot = known.get(key) ?? this.slot(pattern, [aggregate.use], describeUses([aggregate.use])).index;
      known.set(key, slot);
      return { function: aggregate.function, slot, fields: aggregate.fields.map(compileField), rank: aggregate.rank };
    });
    return {
      aggregates: plans,
      condition: compilePredicate(condition, this.environment),
      slots: [...new Set(known.values())],
    };
  }

  crosses(slot: number): boolean {
    return this.slots[slot]!.alternatives.some((alternative) => alternative.cross !== null);
  }

  /** What an item may be to count as `pattern`; `labels`: those of the `any` members on the way to it. */
  private alternatives(
    pattern: Pattern,
    labels: readonly string[],
    nested: ReadonlyMap<Pattern, number>,
  ): readonly Alternative[] {
    switch (pattern.kind) {
      case "event":
        return this.table.leavesOf(pattern.use, this.rule).map((leaf) => ({ ...leaf, nested: -1, labels }));
      case "any":
        return pattern.members.flatMap((member) =>
          this.alternatives(member, member.label === null ? labels : [...labels, member.label], nested),
        );
      default:
        return [
          {
            leaf: -1,
            nested: nested.get(pattern)!,
            cross: null,
            crossLabels: NONE,
            derive: null,
            joins: [],
            memberships: [],
            orders: [],
            labels,
          },
        ];
    }
  }

  private push(pattern: number, text: string, alternatives: readonly Alternative[]): Slot {
    const slot: Slot = { index: this.slots.length, pattern, text, alternatives };
    this.slots.push(slot);
    return slot;
  }
}

const NONE: ReadonlySet<string> = new Set();
