/** Where `until` may cut a sequence. Invariant: the place at which it does cut is among those that are answered. */
import type { Entry, SequencePlan, Slot } from "./plan.ts";
import type { SequenceState } from "./state.ts";
import { firstBehind, firstSince } from "./window.ts";

/**
 * The place of the last X before the completing item that is not of the match itself. As at most
 * every positive step can be an X, only so many of the last ones come into question, if no label decides what is one.
 */
export function untilBounds(
  plan: SequencePlan,
  slots: readonly Slot[],
  state: SequenceState,
  completing: Entry,
): readonly number[] {
  if (plan.until === null) return [-1];
  const window = state.windows.get(plan.until);
  const to = firstBehind(window, completing.at - 1);
  const from = Math.min(to, firstSince(window, completing.time - plan.within));
  const fixed = slots[plan.until]!.alternatives.every(({ cross }) => cross === null);
  // Without counts the cut decides nothing but which steps' items lie behind it, and that can be told from a match.
  if (!fixed && plan.counts.length === 0) return [-1];
  const first = fixed ? Math.max(from, to - plan.steps.length - 1) : from;
  const bounds = window.entries.slice(first, to).map(({ at }) => at);
  return first === from ? [-1, ...bounds] : bounds;
}
