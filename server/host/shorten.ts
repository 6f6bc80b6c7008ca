/**
 * Evidence that takes less room. Invariant: how many records there are, and of which sources, stays true; of what is kept each
 * line is whole; a detection that lost a line says so, one that lost none does not.
 */
import type { Detection, EvidenceStep, Shortened } from "../engine/events.ts";

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
  const [before, after] = [countOf(detection.evidence), countOf(evidence)];
  if (after.lines === before.lines) return detection;
  const sources = new Set<string>();
  addSources(detection.evidence, sources);
  const lost: Shortened = { kept: after.lines, of: before.records, sources: [...sources] };
  const records = detection.records.filter(({ file, line }) => kept.has(`${line} ${file}`));
  return { ...detection, evidence, records, shortened: lost };
}

/** Lines that are there, and records that there are; a nested detection has those of its steps. */
function countOf(steps: readonly EvidenceStep[]): { readonly lines: number; readonly records: number } {
  let [lines, records] = [0, 0];
  for (const step of steps) {
    const inner = countOf(step.steps);
    lines += step.records.length + inner.lines;
    records += inner.records + (step.kind === "detection" ? 0 : step.total);
  }
  return { lines, records };
}

function addSources(steps: readonly EvidenceStep[], sources: Set<string>): void {
  for (const { records, steps: inner } of steps) {
    for (const { source } of records) sources.add(source);
    addSources(inner, sources);
  }
}

function shorter(step: EvidenceStep, keep: "ends" | "none"): EvidenceStep {
  const { records, steps } = step;
  const few = keep === "none" ? [] : records.length > 2 ? [records[0]!, records.at(-1)!] : records;
  return { ...step, records: few, steps: steps.map((inner) => shorter(inner, keep)) };
}
