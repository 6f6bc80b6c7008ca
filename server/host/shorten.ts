/** Evidence that takes less room. Invariant: how many records there are stays true, and of what is kept each line is whole. */
import type { Detection, EvidenceStep } from "../engine/events.ts";

/** What a record costs besides its text, in characters. */
const BESIDES = 200;

/** About how many characters the evidence takes. */
export function sizeOf(steps: readonly EvidenceStep[]): number {
  let size = 0;
  for (const { records, steps: inner } of steps) {
    for (const { text } of records) size += text.length + BESIDES;
    size += sizeOf(inner);
  }
  return size;
}

/** Of each step the first and the last record; `none`: none at all. */
export function shortened(detection: Detection, keep: "ends" | "none"): Detection {
  const evidence = detection.evidence.map((step) => shorter(step, keep));
  const kept = new Set<string>();
  const note = ({ records, steps }: EvidenceStep): void => {
    for (const { file, line } of records) kept.add(`${line} ${file}`);
    steps.forEach(note);
  };
  evidence.forEach(note);
  return { ...detection, evidence, records: detection.records.filter(({ file, line }) => kept.has(`${line} ${file}`)) };
}

function shorter(step: EvidenceStep, keep: "ends" | "none"): EvidenceStep {
  const { records, steps } = step;
  const few = keep === "none" ? [] : records.length > 2 ? [records[0]!, records.at(-1)!] : records;
  return { ...step, records: few, steps: steps.map((inner) => shorter(inner, keep)) };
}
