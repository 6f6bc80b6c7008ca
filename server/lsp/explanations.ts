/**
 * What the last replay of each folder said of its rules. Invariant: of one replay, whole: a new one begins empty, so
 * nothing that is answered mixes two states of the rules.
 */
import type { ReplayEvent, RuleExplanation } from "../engine/events.ts";
import type { RuleBrief, RuleText } from "../protocol.ts";

/** The nearest misses that go with a rule's brief. */
const NEAREST = 3;

interface Told {
  readonly texts: ReadonlyMap<string, RuleText>;
  readonly rules: Map<string, RuleExplanation>;
}

export class Explanations {
  private readonly folders = new Map<string, Told>();

  /** `texts`: where the rules stand that are replayed. */
  begin(folder: string, texts: ReadonlyMap<string, RuleText>): void {
    this.folders.set(folder, { texts, rules: new Map() });
  }

  take(folder: string, events: readonly ReplayEvent[]): void {
    const told = this.folders.get(folder);
    for (const event of events)
      if (event.kind === "explanation") told?.rules.set(event.explanation.rule, event.explanation);
  }

  of(folder: string, rule: string): RuleExplanation | null {
    return this.folders.get(folder)?.rules.get(rule) ?? null;
  }

  briefs(folder: string): readonly RuleBrief[] {
    const told = this.folders.get(folder);
    if (told === undefined) return [];
    const rules = [...told.rules.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1));
    return rules.map((rule) => brief(rule, told.texts.get(rule.rule) ?? null));
  }
}

function brief(explanation: RuleExplanation, text: RuleText | null): RuleBrief {
  const { rule, when, by, detections, fired, suppressed, keyless, ignored, ladder, nearMisses, missed } = explanation;
  const nearest = nearMisses.slice(0, NEAREST);
  return { rule, text, when, by, detections, fired, suppressed, keyless, ignored, ladder, nearest, missed };
}
