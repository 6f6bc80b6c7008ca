/**
 * Items as plain JSON: records whole, detections with the numbers of what they hold. Invariant: what a number names was
 * written before it.
 */
import type { Deadline, Item, LogRecord, Rank } from "../item.ts";
import { isDetection, type RawDetection, type RawStep } from "./detection.ts";
import type { Plan } from "./plan.ts";

export type PackedItem = PackedRecord | PackedDetection;

interface PackedRecord extends Omit<LogRecord, "schema"> {
  readonly kind: "record";
  /** Index of the schema. */
  readonly schema: number;
}

interface PackedDetection extends Omit<RawDetection, "schema" | "rule" | "rank" | "steps"> {
  readonly kind: "detection";
  /** Index of the rule in the plan. */
  readonly rule: number;
  readonly rank: Omit<Rank, "deadline"> & {
    readonly deadline: (Omit<Deadline, "completing"> & { readonly completing: number }) | null;
  };
  readonly steps: readonly (Omit<RawStep, "items"> & { readonly items: readonly number[] })[];
}

/** `put` writes an item and answers its number. */
export function writeItem(plan: Plan, item: Item, put: (item: Item) => number): PackedItem {
  if (!isDetection(item)) {
    const { schema, ...rest } = item as LogRecord;
    return { kind: "record", ...rest, schema: schema.index };
  }
  const { schema: _schema, rule, rank, steps, ...rest } = item;
  const { deadline } = rank;
  return {
    kind: "detection",
    ...rest,
    rule: plan.rules.findIndex(({ definition }) => definition === rule),
    rank: { ...rank, deadline: deadline === null ? null : { ...deadline, completing: put(deadline.completing) } },
    steps: steps.map((step) => ({ ...step, items: step.items.map(put) })),
  };
}

export function readItem(plan: Plan, packed: PackedItem, items: readonly Item[]): Item {
  if (packed.kind === "record") {
    const { kind: _kind, ...rest } = packed;
    const record: LogRecord = { ...rest, schema: plan.schemas[packed.schema]! };
    return record;
  }
  const { kind: _kind, rank, ...rest } = packed;
  const rule = plan.rules[packed.rule]!;
  const { deadline } = rank;
  const detection: RawDetection = {
    ...rest,
    schema: packed.fate === "nested" ? rule.nestedSchema : rule.schema,
    rule: rule.definition,
    rank: { ...rank, deadline: deadline === null ? null : { ...deadline, completing: items[deadline.completing]! } },
    steps: packed.steps.map((step) => ({ ...step, items: step.items.map((number) => items[number]!) })),
  };
  return detection;
}
