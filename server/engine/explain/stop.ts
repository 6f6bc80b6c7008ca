/** An explanation in one sentence, for where there is room for no more. */
import type { LadderStep, RuleExplanation } from "./explanation.ts";

/** Of a rule that raised nothing: its nearest miss, else the step at which it stopped. Null: neither is known. */
export function stopOf({ ladder, nearMisses, keyless }: RuleExplanation): string | null {
  const nearest = nearMisses[0];
  if (nearest !== undefined) {
    const fix = nearest.fix === null ? "" : `; it would fire with \`${nearest.fix.text.trim()}\``;
    return `${nearest.text} (${nearest.reached} of ${nearest.steps} steps)${fix}`;
  }
  const stop = ladder.find(({ reached }) => reached === 0);
  if (stop === undefined) return null;
  const none = stop.records === 0;
  const lacks = keyless > 0 ? `; ${keyless} lacked a key field` : "";
  return `${nameOf(stop)} ${none ? "matched no line" : `matched ${stop.records} lines, none where it was waited for`}${lacks}`;
}

const nameOf = ({ label, step }: LadderStep): string => `\`${label === null ? "" : `${label}: `}${step}\``;
