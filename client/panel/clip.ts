/** Log lines on their way to the panel. Invariant: a line may be a megabyte long, no panel is that wide: it gets a beginning. */
import type { EvidenceRecord, EvidenceStep, ExplainResult } from "./messages.ts";

/** In characters. */
const LONGEST_LINE = 4_000;

export const clipEvidence = (step: EvidenceStep): EvidenceStep => ({
  ...step,
  records: step.records.map(clip),
  steps: step.steps.map(clipEvidence),
});

export function clipExplanation(answer: ExplainResult): ExplainResult {
  if (!answer.ok) return answer;
  const { explanation, record } = answer;
  const nearMisses = explanation.nearMisses.map((miss) => ({
    ...miss,
    records: miss.records.map((near) => ({ ...near, record: clip(near.record) })),
  }));
  return {
    ok: true,
    explanation: { ...explanation, nearMisses },
    record: record && { ...record, record: record.record && clip(record.record) },
  };
}

function clip(record: EvidenceRecord): EvidenceRecord {
  if (record.text.length <= LONGEST_LINE) return record;
  return {
    ...record,
    text: `${record.text.slice(0, LONGEST_LINE)}…`,
    captures: record.captures.filter(({ end }) => end <= LONGEST_LINE),
  };
}
