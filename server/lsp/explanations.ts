/**
 * What the last replay of each folder said of its rules. Invariant: of one replay, whole: a new one begins empty, so
 * nothing that is answered mixes two states of the rules.
 */
import type { ReplayEvent, RuleExplanation } from "../engine/events.ts";
import type { RuleBrief } from "../protocol.ts";

/** The nearest misses that go with a rule's brief. */
const NEAREST = 3;

export class Explanations {
  private readonly folders = new Map<string, Map<string, RuleExplanation>>();

  begin(folder: string): void {
    this.folders.set(folder, new Map());
  }

  take(folder: string, events: readonly ReplayEvent[]): void {
    const rules = this.folders.get(folder);
    for (const event of events) if (event.kind === "explanation") rules?.set(event.explanation.rule, event.explanation);
  }

  of(folder: string, rule: string): RuleExplanation | null {
    return this.folders.get(folder)?.get(rule) ?? null;
  }

  briefs(folder: string): readonly RuleBrief[] {
    const rules = [...(this.folders.get(folder)?.values() ?? [])];
    return rules.sort((a, b) => (a.rule < b.rule ? -1 : 1)).map(brief);
  }
}

function brief(explanation: RuleExplanation): RuleBrief {
  const { rule, when, detections, suppressed, keyless, ignored, ladder, nearMisses, missed } = explanation;
  return {
    rule,
    when,
    detections,
    suppressed,
    keyless,
    ignored,
    ladder,
    nearest: nearMisses.slice(0, NEAREST),
    missed,
  };
}
