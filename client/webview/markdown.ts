/** A detection as Markdown, for a ticket: what fired, on whom, and the lines that prove it. */
import type { Detection, EvidenceRecord, EvidenceStep } from "../panel/messages.ts";
import type { Clock } from "./clock.ts";
import { counted, fields, keptOf, value } from "./format.ts";

export function asMarkdown(detection: Detection, clock: Clock): string {
  const { rule, severity, key, emit, attack, first, last, shortened } = detection;
  const facts = [
    `- severity: ${severity}`,
    ...key.map(([field, held]) => `- ${field}: ${value(held)}`),
    ...emit.map(([field, held]) => `- ${field}: ${value(held)}`),
    `- from ${clock.dated(first)} to ${clock.dated(last)}`,
    ...(shortened ? [`- evidence: ${keptOf(shortened)}`] : []),
    ...(attack.length > 0 ? [`- ATT&CK: ${attack.join(", ")}`] : []),
  ];
  const lines = detection.evidence.flatMap(stepLines);
  const fence = "`".repeat(
    Math.max(3, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length + 1)),
  );
  return [`**${rule}**`, "", ...facts, "", fence, ...lines, fence, ""].join("\n");
}

/** A row as text: what the list shows. */
export function asText(row: Pick<Detection, "rule" | "severity" | "key" | "emit" | "time">, clock: Clock): string {
  return [row.severity, clock.dated(row.time), row.rule, fields(row.key), fields(row.emit)].join("\t");
}

function stepLines(step: EvidenceStep): string[] {
  const missing = step.total - step.records.length;
  return [
    ...step.records.map(recordLine),
    ...(missing > 0 && step.kind === "counted" ? [`(${counted(missing, "more record")})`] : []),
    ...step.steps.flatMap(stepLines),
  ];
}

const recordLine = ({ file, line, text }: EvidenceRecord): string => `${file}:${line}: ${text}`;
