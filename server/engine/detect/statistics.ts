/** What detection counted, for the summary and for "why did it not fire". Invariant: a value, taken at any time. */
import type { Plan } from "./plan.ts";
import type { Count, DetectState } from "./state.ts";

export interface RuleStatistics extends Readonly<Record<Count, number>> {
  readonly rule: string;
  /** Partial matches that wait for a deadline, and keys that are remembered. */
  readonly waiting: number;
  readonly keys: number;
  /** By step, aggregate or absence, in the order written, inner patterns first: how many items came to it. */
  readonly steps: readonly { readonly text: string; readonly items: number }[];
}

export function statistics(plan: Plan, state: DetectState): readonly RuleStatistics[] {
  return plan.rules.map(({ index, definition, slots }) => {
    const { counts, partitions, slots: items } = state.rules[index]!;
    return {
      rule: definition.name,
      ...counts,
      waiting: state.waits.filter(({ rule }) => rule === index).length,
      keys: partitions.size,
      steps: slots.map(({ text }, slot) => ({ text, items: items[slot]! })),
    };
  });
}
