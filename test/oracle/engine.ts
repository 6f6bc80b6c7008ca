/** The engine's answer in the oracle's form. */
import type { Program } from "../../server/model/program.ts";
import { advance, advanceTo } from "../../server/engine/detect/advance.ts";
import { compilePlan } from "../../server/engine/detect/compile.ts";
import { isDetection, type RawDetection } from "../../server/engine/detect/detection.ts";
import { createState } from "../../server/engine/detect/state.ts";
import type { Item, LogRecord, Schema } from "../../server/engine/item.ts";
import { SCHEMAS } from "./build.ts";
import { recordId, type Outcome } from "./oracle.ts";

export function runEngine(
  program: Program,
  records: readonly LogRecord[],
  schemas: readonly Schema[] = SCHEMAS,
): readonly Outcome[] {
  const plan = compilePlan(program, schemas);
  const state = createState(plan);
  const ids = new Map<Item, string>();
  const numbers = new Map<string, number>();
  const outcomes: Outcome[] = [];
  const idOf = (item: Item): string => {
    if (!isDetection(item)) return recordId(item as LogRecord);
    return ids.get(item) ?? `(${item.steps.map((step) => step.items.map(idOf).join()).join("|")})`;
  };
  const take = (raw: RawDetection): void => {
    const partition = `${raw.rule.name}${JSON.stringify(raw.key)}`;
    const number = numbers.get(partition) ?? 0;
    numbers.set(partition, number + 1);
    const pattern = raw.rule.when.kind === "condition" ? "" : `.${raw.rank.pattern}`;
    ids.set(raw, `${partition}${pattern}#${number}`);
    const { fate } = raw;
    if (fate === "nested") throw new Error("a nested detection is no detection of a rule");
    outcomes.push({
      rule: raw.rule.name,
      key: raw.key,
      time: raw.time,
      fate,
      emit: raw.emit,
      steps: raw.steps.map(({ items }) => items.map(idOf)),
    });
  };
  for (let i = 0; i < records.length;) {
    const { time } = records[i]!;
    const instant = records.slice(i).filter((record) => record.time === time);
    advance(plan, state, time, instant, take);
    i += instant.length;
  }
  advanceTo(plan, state, Infinity, take);
  return outcomes;
}
