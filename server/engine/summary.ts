/** What became of each rule's matches, for the end of a replay. Invariant: a value of the state, which it does not change. */
import type { Plan } from "./detect/plan.ts";
import type { DetectState } from "./detect/state.ts";
import { statistics } from "./detect/statistics.ts";
import type { RuleSummary } from "./events.ts";
import { NOTHING_LEARNED, type Learning } from "./learn.ts";

/** By the rules' names. */
export function summariesOf(
  plan: Plan,
  state: DetectState,
  learning: Learning | null,
): Readonly<Record<string, RuleSummary>> {
  return Object.fromEntries(
    statistics(plan, state).map(({ rule, raised, suppressed, keyless, ignored, forgotten, limited, cut }) => {
      const learned = learning?.of(rule) ?? NOTHING_LEARNED;
      return [rule, { detections: raised, suppressed, keyless, ignored, forgotten, limited, cut, ...learned }];
    }),
  );
}
