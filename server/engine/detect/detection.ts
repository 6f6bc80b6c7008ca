/**
 * A detection as the engine holds it: an item for the rules above, with the match behind it. Invariant: complete and
 * unchanged from the moment at which it is made; a nested pattern's has no fate of its own and is never listed.
 */
import type { Micros, RuleDefinition, Severity, Value } from "../../model/program.ts";
import type { Item, LogRecord, Rank } from "../item.ts";
import type { Risk } from "./risk.ts";

export interface RawDetection extends Item, Risk {
  readonly rank: Rank;
  readonly rule: RuleDefinition;
  readonly severity: Severity;
  /** In the order of the rule's `by`. */
  readonly key: readonly Value[];
  /** In the order of the rule's `emit`. */
  readonly emit: readonly Value[];
  /** Only raised ones are listed; all feed the rules above. Nested: of a pattern inside a rule. */
  readonly fate: "raised" | "suppressed" | "building_block" | "nested";
  /** System time of arrival: that of its cause. */
  readonly arrived: Micros;
  /** Of the first and last record of the evidence. */
  readonly first: Micros;
  readonly last: Micros;
  /** Positive and aggregate steps in the order written. */
  readonly steps: readonly RawStep[];
}

export interface RawStep {
  readonly label: string | null;
  /** `taken`: the one item of a positive step; `counted`: those that aggregates looked at. */
  readonly kind: "taken" | "counted";
  readonly text: string;
  readonly total: number;
  /** In place order; of more than 100 the first and the last 50. */
  readonly items: readonly Item[];
}

export function isDetection(item: Item): item is RawDetection {
  return item.rank !== null;
}

/** The records listed below items, through detections too, each once. */
export function recordsOf(items: Iterable<Item>): readonly LogRecord[] {
  const records = new Map<string, LogRecord>();
  const visit = (item: Item): void => {
    if (isDetection(item)) for (const step of item.steps) step.items.forEach(visit);
    else if (isRecord(item)) records.set(placeKey(item), item);
  };
  for (const item of items) visit(item);
  return [...records.values()];
}

export function isRecord(item: Item): item is LogRecord {
  return item.rank === null;
}

/** A record's place as text: the same for the same record, whatever `with` added to it. */
export function placeKey(record: Item): string {
  return `${record.time} ${record.position} ${record.source} ${record.file}`;
}
