/**
 * Which playbooks a detection or a record starts. Invariant: each playbook once for one of them, in the order of the
 * playbooks; what was not raised (suppressed, a building block) starts none.
 */
import type { Program } from "../../model/program.ts";
import { applyLeaf, LeafTable, type Leaf } from "../detect/leaf.ts";
import { isDetection, placeKey } from "../detect/detection.ts";
import { hash } from "../detect/hash.ts";
import type { Plan } from "../detect/plan.ts";
import type { Item } from "../item.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import { compileField, type Evaluate } from "../terms/compile.ts";
import { termEnvironment } from "../terms/environment.ts";
import { compilePlaybook } from "./plan.ts";
import type { Start } from "./start.ts";
import type { Trigger } from "./trace.ts";

interface Way {
  readonly playbook: string;
  readonly leaf: Leaf;
  /** Of the item as the playbook's `on` sees it. */
  readonly fields: readonly Evaluate[];
}

export class LookUp {
  /** By the schema of items. */
  private readonly ways = new Map<number, Way[]>();

  constructor(program: Program, plan: Pick<Plan, "schemas">) {
    const table = new LeafTable(program, [...plan.schemas], termEnvironment(program));
    for (const playbook of program.playbooks) {
      const fields = compilePlaybook(playbook, program).schema.fields.map(compileField);
      for (const use of playbook.on)
        for (const index of table.leavesAbove(use)) {
          const leaf = table.leaves[index]!;
          const ways = this.ways.get(leaf.schema) ?? [];
          ways.push({ playbook: playbook.name, leaf, fields });
          this.ways.set(leaf.schema, ways);
        }
    }
  }

  /** Whether items of this schema can start anything. */
  reads(schema: number): boolean {
    return this.ways.has(schema);
  }

  starts(item: Item, on: Trigger): readonly Start[] {
    const ways = this.ways.get(item.schema.index);
    if (ways === undefined || (isDetection(item) && item.fate !== "raised")) return [];
    const starts: Start[] = [];
    for (const { playbook, leaf, fields } of ways) {
      if (starts.some((start) => start.playbook === playbook)) continue;
      const view = applyLeaf(leaf, item);
      if (view === null) continue;
      const values = fields.map((field) => field(view, NO_BINDINGS));
      const id = hash([playbook, on.kind === "detection" ? on.id : placeKey(item)]);
      starts.push({ id, playbook, on, raised: item.time, values });
    }
    return starts;
  }
}
