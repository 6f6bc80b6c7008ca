/**
 * Items that were all but items of a step: its event's, refused by a part of the step's own `where`. Invariant: looked for
 * only where a match may wait for that step, so that what nobody asks for costs little.
 */
import type { Program } from "../../model/program.ts";
import { labelsOf } from "../../model/support.ts";
import { applyLeaf, LeafTable } from "../detect/leaf.ts";
import { keyId, keysOf } from "../detect/partition.ts";
import type { Plan } from "../detect/plan.ts";
import type { Item, Schema } from "../item.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import type { TermEnvironment } from "../terms/environment.ts";
import { conjunctsOf, type Conjunct } from "./conjuncts.ts";
import type { RuleExplainer } from "./rule.ts";
import type { Doorkeeper } from "./lost.ts";

interface Door {
  readonly rule: number;
  readonly slot: number;
  readonly explainer: Doorkeeper;
  readonly conjuncts: readonly Conjunct[];
}

export class Refused {
  private readonly plan: Plan;
  private readonly table: LeafTable;
  private readonly doors = new Map<number, Door[]>();
  private readonly bySchema = new Map<number, number[]>();

  /** `schemas`: those of the sources. */
  constructor(
    program: Program,
    plan: Plan,
    schemas: readonly Schema[],
    rules: readonly RuleExplainer[],
    environment: TermEnvironment,
  ) {
    this.plan = plan;
    this.table = new LeafTable(program, [...schemas, ...plan.rules.map(({ schema }) => schema)], environment);
    for (const { plan: rule, doorkeeper } of rules) {
      if (doorkeeper === null) continue;
      for (const { kind, step, written, slots } of doorkeeper.layout.rungs) {
        if (step < (kind === "member" ? 0 : 1) || written.kind !== "event") continue;
        const conjuncts = conjunctsOf(written.use, environment).filter(({ term }) => labelsOf(term).size === 0);
        if (conjuncts.length === 0) continue;
        const door = { rule: rule.index, slot: slots[0]!, explainer: doorkeeper, conjuncts };
        for (const { leaf } of this.table.leavesOf({ ...written.use, where: null }, rule.definition))
          this.open(leaf, door);
      }
    }
  }

  seen(item: Item): void {
    for (const leaf of this.bySchema.get(item.schema.index) ?? []) {
      const doors = this.doors.get(leaf)!.filter(({ explainer }) => explainer.busy);
      if (doors.length === 0) continue;
      const view = applyLeaf(this.table.leaves[leaf]!, item);
      if (view === null) continue;
      for (const { rule, slot, explainer, conjuncts } of doors) {
        const conjunct = conjuncts.find(({ holds }) => !holds(view, NO_BINDINGS));
        if (conjunct === undefined) continue;
        for (const key of keysOf(this.plan.rules[rule]!, view).values())
          explainer.exclude(keyId(key), { slot, view, conjunct });
      }
    }
  }

  private open(leaf: number, door: Door): void {
    const known = this.doors.get(leaf);
    if (known !== undefined) {
      known.push(door);
      return;
    }
    this.doors.set(leaf, [door]);
    const { schema } = this.table.leaves[leaf]!;
    this.bySchema.set(schema, [...(this.bySchema.get(schema) ?? []), leaf]);
  }
}
