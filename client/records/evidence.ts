/** Which lines of a log are evidence, of what. Invariant: so many lines at most; those of the worst detections come first. */
import type { Detection, EvidenceStep, Severity } from "../../server/protocol.ts";

export interface EvidenceLine {
  /** Of the worst detection. */
  readonly severity: Severity;
  /** Each rule with what the line is to it, once. */
  readonly of: readonly EvidenceOf[];
}
export interface EvidenceOf {
  readonly rule: string;
  readonly severity: Severity;
  /** The label of the step, or the step. */
  readonly step: string;
}

export const WORST_FIRST: readonly Severity[] = ["critical", "high", "medium", "low", "informational"];

const MOST_LINES = 5_000;
/** Of one line. */
const MOST_RULES = 6;

/** By 1-based line number. */
export function evidenceIn(file: string, detections: readonly Detection[]): ReadonlyMap<number, EvidenceLine> {
  const lines = new Map<number, { severity: Severity; of: EvidenceOf[] }>();
  const take = (rule: string, severity: Severity, { label, step, records, steps }: EvidenceStep): void => {
    for (const record of records) {
      if (record.file !== file) continue;
      const known = lines.get(record.line);
      if (known === undefined && lines.size >= MOST_LINES) continue;
      const of = { rule, severity, step: label ?? step };
      if (known === undefined) lines.set(record.line, { severity, of: [of] });
      else if (known.of.length < MOST_RULES && !known.of.some((each) => isSame(each, of))) known.of.push(of);
    }
    for (const each of steps) take(rule, severity, each);
  };
  for (const severity of WORST_FIRST) {
    const of = detections.filter((detection) => detection.severity === severity);
    for (const { rule, evidence } of of) for (const step of evidence) take(rule, severity, step);
  }
  return lines;
}

const isSame = (a: EvidenceOf, b: EvidenceOf): boolean => a.rule === b.rule && a.step === b.step;
