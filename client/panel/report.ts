/** The Markdown report of what is listed: sums first, then each detection with the lines that prove it. Log text stays text. */
import type { Detection, EvidenceStep, Micros, Severity, TechniqueInfo, Value } from "./messages.ts";

export interface Exported {
  readonly detections: readonly Detection[];
  /** What narrowed the list; empty: nothing. */
  readonly query: string;
  /** Of the times in the report; files for programs have UTC. */
  readonly zone: string;
  readonly techniques: Readonly<Record<string, TechniqueInfo>>;
  /** Name of the folder that was replayed. */
  readonly folder: string;
}

const WORST: readonly Severity[] = ["critical", "high", "medium", "low", "informational"];
/** Lines of evidence of one step that are written out. */
const MOST_LINES = 12;

export function report({ detections, query, zone, techniques, folder }: Exported): string {
  const time = timesOf(zone);
  const rules = new Map<string, Detection[]>();
  for (const detection of detections) rules.set(detection.rule, [...(rules.get(detection.rule) ?? []), detection]);
  const worst = (of: readonly Detection[]): number => Math.min(...of.map(({ severity }) => WORST.indexOf(severity)));
  const sums = [...rules].sort(([a, of], [b, other]) => worst(of) - worst(other) || (a < b ? -1 : 1));
  const head = [
    `# Detections${folder === "" ? "" : ` in ${text(folder)}`}`,
    "",
    `${plural(detections.length, "detection")} of ${plural(rules.size, "rule")}${period(detections, time)}. Times are ${zone}.`,
    ...(query === "" ? [] : ["", `Narrowed by ${code(query)}.`]),
    "",
    "| Rule | Severity | Detections | ATT&CK |",
    "|---|---|---:|---|",
    ...sums.map(
      ([rule, of]) => `| ${code(rule)} | ${WORST[worst(of)]!} | ${of.length} | ${attackOf(of, techniques)} |`,
    ),
  ];
  return `${[...head, ...detections.flatMap((of) => ["", ...section(of, time)])].join("\n")}\n`;
}

function section(of: Detection, time: (at: Micros) => string): readonly string[] {
  const { rule, severity, risk, riskParts, key, emit, first, last, shortened } = of;
  const parts = riskParts.length > 1 ? ` (${riskParts.map(([name, points]) => `${points} ${name}`).join(" + ")})` : "";
  const lines = of.evidence.flatMap((step) => evidence(step, time, 0));
  // A fence that no line of a log can close.
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return [
    `## ${text(rule)}${key.map(([field, held]) => ` ${text(field)} ${text(show(held))}`).join("")}`,
    "",
    `- severity: ${severity}`,
    ...(risk === null ? [] : [`- risk: ${risk}${text(parts)}`]),
    `- from ${time(first)} to ${time(last)}`,
    ...emit.map(([field, held]) => `- ${text(field)}: ${text(show(held))}`),
    ...(shortened
      ? [`- evidence: ${shortened.kept} of ${plural(shortened.of, "record")} kept, the others are not here`]
      : []),
    "",
    fence,
    ...lines,
    fence,
  ];
}

function evidence(step: EvidenceStep, time: (at: Micros) => string, depth: number): readonly string[] {
  const indent = "  ".repeat(depth);
  const name = [step.label, step.rule ?? step.step].filter((part) => part !== null).join(": ");
  const shown = step.records.slice(0, MOST_LINES);
  const more = step.kind === "detection" ? 0 : step.total - shown.length;
  return [
    `${indent}${name}`,
    ...shown.map((record) => `${indent}  ${time(record.time)}  ${record.file}:${record.line}  ${visible(record.text)}`),
    ...(more > 0 ? [`${indent}  ${more} more`] : []),
    ...step.steps.flatMap((inner) => evidence(inner, time, depth + 1)),
  ];
}

function attackOf(detections: readonly Detection[], techniques: Readonly<Record<string, TechniqueInfo>>): string {
  const ids = [...new Set(detections.flatMap(({ attack }) => attack))].sort();
  return ids.map((id) => (Object.hasOwn(techniques, id) ? `${id} ${techniques[id]!.name}` : id)).join(", ");
}

function period(detections: readonly Detection[], time: (at: Micros) => string): string {
  if (detections.length === 0) return "";
  const [first, last] = detections.reduce(
    ([from, to], of) => [Math.min(from, of.first), Math.max(to, of.time)],
    [Infinity, -Infinity],
  );
  return `, from ${time(first)} to ${time(last)}`;
}

/** `2026-06-14 15:46:10`; an unknown zone is UTC. */
function timesOf(zone: string): (at: Micros) => string {
  const form = { dateStyle: "short", timeStyle: "medium" } as const;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("sv-SE", { ...form, timeZone: zone });
  } catch {
    format = new Intl.DateTimeFormat("sv-SE", { ...form, timeZone: "UTC" });
  }
  return (at) => format.format(Math.floor(at / 1_000));
}

const plural = (n: number, noun: string): string => `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
const show = (of: Value): string => (of === null ? "-" : Array.isArray(of) ? of.map(show).join(", ") : String(of));
/** Nothing in it is markup, and it is of one line. */
const text = (of: string): string => visible(of).replace(/[\\`*_{}[\]<>()#+!|~&]/g, "\\$&");
const code = (of: string): string => `\`\` ${visible(of).replaceAll("`", "'").replaceAll("|", "\\|")} \`\``;
const visible = (of: string): string => of.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, "\ufffd");
