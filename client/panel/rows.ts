/** Detections as the list shows them. Invariant: nothing of the evidence goes to the panel before somebody asks for it. */
import type { Detection, EvidenceStep, Row, TechniqueInfo } from "./messages.ts";

export function toRow(detection: Detection, techniques: Readonly<Record<string, TechniqueInfo>>): Row {
  const { evidence, records: _, ...row } = detection;
  const sources = new Set<string>();
  const recordCount = look(evidence, sources);
  // What was left out has sources too, and who looks for them must find the detection.
  for (const source of detection.shortened?.sources ?? []) sources.add(source);
  const took = evidence.flatMap(({ used }) => used ?? []);
  return { ...row, recordCount, sources: [...sources], took, tactic: tacticOf(detection, techniques) };
}

/** How many records there are; notes their sources. */
function look(steps: readonly EvidenceStep[], sources: Set<string>): number {
  let records = 0;
  for (const step of steps) {
    for (const { source } of step.records) sources.add(source);
    const below = look(step.steps, sources);
    records += step.kind === "detection" ? below : step.total;
  }
  return records;
}

/** A tactic that the rule names goes before those that a technique may serve. */
function tacticOf({ attack }: Detection, techniques: Readonly<Record<string, TechniqueInfo>>): string | null {
  const known = attack.flatMap((id) => (Object.hasOwn(techniques, id) ? [{ id, ...techniques[id]! }] : []));
  const named = known.find(({ id }) => id.startsWith("TA"));
  return (named ?? known[0])?.tactics[0] ?? null;
}
