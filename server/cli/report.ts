/** The report a person reads: every detection with its evidence lines, then what did not take part, then the sums. */
import { styleText } from "node:util";
import type { Detection, EvidenceStep, Rejected, ReplayEvent, Summary } from "../engine/events.ts";
import { isRejected } from "../engine/events.ts";
import { arrivalWords } from "../engine/order/words.ts";
import { present } from "../engine/present.ts";
import { Digest } from "./digest.ts";
import { RunReport } from "./runs.ts";
import { number, placed, plural, printable, show, type Clock } from "./print.ts";

/** Evidence lines of one step, and rejected lines of one kind, that are written out; the rest is counted. */
const MOST_LINES = 12;

/** Everything below a detection's first line stands under its rule. */
const MARGIN = " ".repeat(10);

const COLOURS = {
  critical: "red",
  high: "red",
  medium: "yellow",
  low: "blue",
  informational: "gray",
} as const;

export class Report {
  private readonly out: NodeJS.WriteStream;
  private readonly clock: Clock;
  private readonly zone: string;
  private readonly rejected: Rejected[] = [];
  private readonly dropped = new Map<string, number>();
  private readonly runs = new RunReport();
  private readonly digest = new Digest();

  constructor(out: NodeJS.WriteStream, clock: Clock, zone: string) {
    this.out = out;
    this.clock = clock;
    this.zone = zone;
  }

  take(event: ReplayEvent): void {
    if (event.kind === "detection") this.detection(event.detection);
    else if (event.kind === "run") this.runs.take(event.run);
    else if (event.kind === "ranking") this.digest.rank(event.ranking);
    else if (isRejected(event)) this.reject(event);
  }

  private reject(event: Rejected): void {
    const known = this.dropped.get(event.kind) ?? 0;
    this.dropped.set(event.kind, known + 1);
    if (known < MOST_LINES) this.rejected.push(event);
  }

  private detection(detection: Detection): void {
    this.digest.take(detection);
    const { rule, severity, risk, riskParts, key, first, last, evidence } = detection;
    const title = [
      this.style(COLOURS[severity], severity.padEnd(MARGIN.length - 2)),
      this.style("bold", rule),
      key.map(([field, value]) => `${field} ${show(value)}`).join(", "),
    ];
    this.line(title.filter(Boolean).join("  "));
    const facts = present(detection, "words").map(([field, value]) => `${field} ${show(value)}`);
    this.line(`${MARGIN}${[this.clock.span(first, last), ...facts].join(", ")}`);
    if (risk !== null) {
      const parts = riskParts.filter(([, value]) => value !== 0).map(([text, value]) => partOf(text, value));
      this.line(`${MARGIN}risk ${number(risk)}${parts.length > 1 ? this.dim(` = ${parts.join(" + ")}`) : ""}`);
    }
    if (detection.attack.length > 0) this.line(`${MARGIN}${this.dim(`ATT&CK ${detection.attack.join(", ")}`)}`);
    this.steps(evidence, MARGIN);
    this.line("");
  }

  private steps(steps: readonly EvidenceStep[], indent: string): void {
    for (const step of steps) {
      const name = [step.label, step.step].filter((part) => part !== null && part !== "").join(": ");
      const count = step.kind === "counted" ? `  ${plural(step.total, "record")}` : "";
      this.line(`${indent}${name}${this.dim(count)}`);
      if (step.kind === "detection") this.steps(step.steps, `${indent}  `);
      else this.records(step, indent);
    }
  }

  private records(step: EvidenceStep, indent: string): void {
    const head = step.records.length > MOST_LINES ? MOST_LINES - 2 : MOST_LINES;
    const shown = [...step.records.slice(0, head), ...(step.records.length > head ? step.records.slice(-1) : [])];
    const width = Math.max(...shown.map((record) => placed(record).length));
    shown.forEach((record, i) => {
      if (i === head) this.line(this.dim(`${indent}  ... ${number(step.total - head - 1)} more`));
      const message = record.text.slice(record.message);
      this.line(
        `${indent}  ${this.clock.time(record.time)}  ${this.dim(placed(record).padEnd(width))}  ${printable(message)}`,
      );
    });
  }

  end(summary: Summary): void {
    for (const line of this.runs.lines(this.clock, summary.playbooks)) this.line(line);
    for (const kind of ["late", "unparsed", "ahead", "duplicate"] as const) this.rejects(kind);
    const { records, rules, first, last, files } = summary;
    const raised = Object.values(rules).reduce((sum, rule) => sum + rule.detections, 0);
    const span = first === null || last === null ? "" : `, ${this.clock.span(first, last)} ${this.zone}`;
    this.line(`${plural(raised, "detection")} in ${plural(records.in, "line")} of ${plural(files, "file")}${span}`);
    const { in: all, ...parts } = records;
    const sum = Object.entries(parts).filter(([name, count]) => count > 0 || name === "released");
    this.line(`  ${plural(all, "line")} = ${sum.map(([name, count]) => `${number(count)} ${name}`).join(" + ")}`);
    const width = Math.max(0, ...Object.keys(rules).map((name) => name.length));
    for (const [name, rule] of Object.entries(rules)) {
      const extra = [
        rule.suppressed > 0 && `${number(rule.suppressed)} suppressed`,
        rule.keyless > 0 && `${plural(rule.keyless, "record")} without its key`,
        rule.ignored > 0 && `${plural(rule.ignored, "record")} ignored`,
        rule.forgotten > 0 && `${number(rule.forgotten)} let go by \`forget\``,
        rule.learned > 0 && `learned from ${plural(rule.learned, "older record")}`,
        rule.unlearned > 0 && `${plural(rule.unlearned, "record")} to learn from no older than the logs`,
        rule.limited > 0 && `${number(rule.limited)} let go by \`limit\``,
        rule.cut > 0 && `${plural(rule.cut, "item")} with too many possible matches to look at all`,
      ].filter(Boolean);
      const rest = extra.length > 0 ? this.dim(`  (${extra.join(", ")})`) : "";
      this.line(`  ${name.padEnd(width)}  ${number(rule.detections)}${rest}`);
    }
    this.arrival(summary);
    for (const line of this.digest.lines(this.clock)) this.line(line);
  }

  /** How the sources' records came, where there is something to say. */
  private arrival({ sources, dropped }: Summary): void {
    if (dropped > 0) this.line(`  ${plural(dropped, "record")} dropped on purpose, not counted above`);
    for (const [name, source] of Object.entries(sources)) {
      const said = arrivalWords(source);
      if (said.length > 0) this.line(`  source ${name}: ${said.join("; ")}`);
    }
  }

  private rejects(kind: Rejected["kind"]): void {
    const total = this.dropped.get(kind) ?? 0;
    if (total === 0) return;
    this.line(`${kind}: ${plural(total, "line")}`);
    for (const each of this.rejected.filter((one) => one.kind === kind)) {
      this.line(`  ${placed(each)}  ${printable(each.reason)}`);
    }
    if (total > MOST_LINES) this.line(this.dim(`  ... ${number(total - MOST_LINES)} more; --json lists all`));
    this.line("");
  }

  private line(text: string): void {
    this.out.write(`${text}\n`);
  }

  private dim(text: string): string {
    return text === "" ? "" : this.style("dim", text);
  }

  private style(format: Parameters<typeof styleText>[0], text: string): string {
    return styleText(format, text, { stream: this.out });
  }
}

/** `30 (rows > 1000000)`; a number that stands for itself is said once. */
const partOf = (text: string, value: number): string =>
  text === String(value) ? number(value) : `${number(value)} (${printable(text)})`;
