/** What the parts of one rule's explanation share. Invariant: nothing in it depends on what is explained first. */
import { recordsOf } from "../detect/detection.ts";
import type { Key, RulePlan } from "../detect/plan.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import { foldKey } from "../terms/fold.ts";
import type { EvidenceRecord } from "../evidence.ts";
import type { Item, LogRecord } from "../item.ts";
import type { TermEnvironment } from "../terms/environment.ts";
import type { NearMiss, NearRecord } from "./explanation.ts";
import type { NearMisses } from "./nearest.ts";
import type { Quiet } from "./quiet.ts";

export interface RuleContext {
  readonly rule: RulePlan;
  readonly environment: TermEnvironment;
  readonly describe: (record: LogRecord) => EvidenceRecord;
  readonly misses: NearMisses;
  readonly keyless: Keyless;
  readonly quiet: Quiet;
}

export function namedKey({ rule }: RuleContext, key: Key): NearMiss["key"] {
  return rule.definition.by.map(({ field }, index) => [field, key[index] ?? null]);
}

/** An item of a near miss: of a detection its first record. */
export function nearRecord(
  { describe }: RuleContext,
  item: Item,
  about: Pick<NearRecord, "label" | "step" | "role">,
): readonly NearRecord[] {
  const [record] = recordsOf([item]);
  return record === undefined ? [] : [{ ...about, record: describe(record) }];
}

/** Items that a step's leaf accepted and that lack a key field: the last ones of each slot. */
export class Keyless {
  private readonly rule: RulePlan;
  private readonly bySlot = new Map<number, Item[]>();

  constructor(rule: RulePlan) {
    this.rule = rule;
  }

  take(slot: number, view: Item): void {
    if (this.missing(view) === null) return;
    let known = this.bySlot.get(slot);
    if (known === undefined) this.bySlot.set(slot, (known = []));
    known.push(view);
    if (known.length > 2 * MOST_KEYLESS) known.splice(0, MOST_KEYLESS);
  }

  /** The first of a slot in a span of time that may be of this key, and the field that it lacks. */
  find(slot: number, key: Key, since: number, until: number): { readonly item: Item; readonly field: string } | null {
    for (const item of this.bySlot.get(slot) ?? []) {
      if (item.time < since || item.time > until || !this.mayBe(item, key)) continue;
      return { item, field: this.missing(item)! };
    }
    return null;
  }

  private missing(view: Item): string | null {
    const index = this.rule.keys.findIndex(({ read }) => read(view, NO_BINDINGS) === null);
    return index < 0 ? null : this.rule.definition.by[index]!.field;
  }

  private mayBe(view: Item, key: Key): boolean {
    return this.rule.keys.every(({ read, cased }, index) => {
      const values = [read(view, NO_BINDINGS)].flat();
      return values[0] === null || values.some((value) => foldKey(value, cased) === key[index]);
    });
  }
}

const MOST_KEYLESS = 200;
