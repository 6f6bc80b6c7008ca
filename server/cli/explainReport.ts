/** An explanation as a person reads it: the ladder with its counts, the near misses, or one line leaf by leaf. */
import { styleText } from "node:util";
import type { LadderStep, Losses, NearMiss, RecordExplanation, RuleExplanation } from "../engine/events.ts";
import type { Workspace } from "./load.ts";
import { number, placed, plural, printable, show, type Clock } from "./print.ts";

const INDENT = "  ";
/** Patterns inside patterns are moved in no further: of fifty each line would begin behind the window's edge. */
const DEEPEST = INDENT.repeat(12);

const LOST: Readonly<Record<keyof Losses, string>> = {
  expired: "expired",
  ended: "ended by a `no` or `until`",
  ties: "lost to ties",
  used: "used up by a detection",
  open: "still open when the logs ended",
  unfollowed: "not followed, too many at once",
};

export class ExplanationReport {
  private readonly out: NodeJS.WriteStream;
  private readonly clock: Clock;
  private readonly workspace: Pick<Workspace, "place">;

  constructor(out: NodeJS.WriteStream, clock: Clock, workspace: Pick<Workspace, "place">) {
    this.out = out;
    this.clock = clock;
    this.workspace = workspace;
  }

  rule(explanation: RuleExplanation): void {
    const { rule, by, when, detections, suppressed, keyless, ignored, ladder, fired } = explanation;
    const unraised = fired > 0 && suppressed === 0 ? `fired ${plural(fired, "time")}, raised none` : "never fired";
    const made = detections === 0 ? unraised : plural(detections, "detection");
    this.line(`${this.style("bold", rule)}  ${made}${suppressed > 0 ? `, ${number(suppressed)} suppressed` : ""}`);
    this.line(by.length === 0 ? when : `by ${by.join(", ")}, ${when}`);
    const aside = [
      keyless > 0 && `${plural(keyless, "record")} without a key field took no part`,
      ignored > 0 && `${plural(ignored, "record")} ignored`,
    ].filter((each) => each !== false);
    if (aside.length > 0) this.line(aside.join(", "));
    this.line("");
    this.ladder(ladder, INDENT);
    this.line(`${INDENT}fired  ${number(fired)}`);
    this.misses(explanation);
    this.load(explanation);
  }

  private ladder(steps: readonly LadderStep[], indent: string): void {
    const names = steps.map(nameOf);
    const width = Math.min(60, Math.max(0, ...names.map((name) => name.length)));
    const stop = steps.findIndex(({ reached }) => reached === 0);
    for (const [index, step] of steps.entries()) {
      const { kind, reached, kills, records, nearest, lost } = step;
      const counts = [
        plural(records, "record").padStart(14),
        kind === "no" || kind === "until" ? `ended ${number(kills)}` : "",
        reached === null ? "" : kind === "condition" ? `held ${number(reached)}` : `reached ${number(reached)}`,
      ].filter((part) => part !== "");
      const stops = index === stop ? this.style("yellow", "  <- stops here") : "";
      this.line(`${indent}${printable(names[index]!).padEnd(width)}  ${counts.join("  ")}${stops}`);
      const ends = Object.entries(lost).filter(([, count]) => count > 0);
      const parts = ends.map(([loss, count]) => `${number(count)} ${LOST[loss as keyof Losses]}`);
      if (nearest !== null && reached === 0) parts.push(`nearest ${nearest}`);
      if (parts.length > 0) this.line(`${indent}${INDENT}${this.style("dim", parts.join(", "))}`);
      if (step.inner.length > 0) this.ladder(step.inner, indent === DEEPEST ? indent : `${indent}${INDENT}`);
    }
  }

  private misses({ nearMisses, missed, unknownKey }: RuleExplanation): void {
    if (unknownKey === true) {
      this.line("");
      this.line("No record of the rule's steps has this key. Is it spelled as in the logs?");
    }
    if (nearMisses.length === 0) return;
    this.line("");
    this.line(`Near misses, best ${number(nearMisses.length)} of ${number(missed)}`);
    for (const miss of nearMisses) this.miss(miss);
  }

  private miss({ key, reached, steps, text, fix, because, records, first, deadline }: NearMiss): void {
    const of = key.map(([field, value]) => `${field} ${show(value)}`).join(", ");
    this.line("");
    this.line(`${INDENT}${reached} of ${steps}  ${this.style("bold", printable(text))}`);
    const fires =
      fix === null ? "" : `fires with \`${printable(fix.text.trim())}\` at ${this.workspace.place(fix.location)}`;
    const about = [of, fires].filter((part) => part !== "").join(", ");
    if (about !== "") this.line(`${INDENT}        ${about}`);
    if (because !== undefined) this.line(`${INDENT}        ${printable(because)}`);
    const width = Math.max(8, ...records.map(({ label }) => label?.length ?? 0));
    const lines = records.map(({ label, role, record }) => ({
      time: record.time,
      text: `${(label ?? "").padEnd(width)}  ${this.clock.time(record.time)}  ${placed(record)}  ${printable(record.text.slice(record.message))}${role === "part" ? "" : this.style("dim", `  (${role})`)}`,
    }));
    const end = {
      time: deadline,
      text: this.style("dim", `${"deadline".padEnd(width)}  ${this.clock.time(deadline)}`),
    };
    if (deadline > first) lines.push(end);
    for (const line of lines.toSorted((a, b) => a.time - b.time)) this.line(`${INDENT}        ${line.text}`);
  }

  private load({ load }: RuleExplanation): void {
    const { keys, partials, bytes, forgotten, limited } = load;
    const parts = [
      `${plural(keys, "key")} at most`,
      `${plural(partials, "item")} waiting`,
      `about ${number(Math.ceil(bytes / 1024))} KiB`,
      forgotten > 0 && `${number(forgotten)} forgotten`,
      limited > 0 && `${number(limited)} over the limit`,
    ].filter((part) => part !== false);
    this.line("");
    this.line(this.style("dim", `held ${parts.join(", ")}`));
  }

  record({ record, key, verdict, leaves, waiting }: RecordExplanation, asked: string): void {
    const of = key.map(([field, value]) => `${field} ${show(value)}`).join(", ");
    const when = record === null ? "" : `  ${this.clock.date(record.time)}`;
    this.line(`${this.style("bold", asked)}${when}${of === "" ? "" : `  ${of}`}`);
    this.line(verdict);
    if (record !== null) this.line(printable(record.text.slice(record.message)));
    if (leaves.length > 0) this.line("");
    const steps = Math.max(0, ...leaves.map(({ step }) => step.length));
    const terms = Math.min(50, Math.max(0, ...leaves.map(({ term }) => term.length)));
    for (const { step, term, holds, found } of leaves) {
      const mark = holds ? "+" : this.style("red", "x");
      this.line(`${INDENT}${mark} ${step.padEnd(steps)}  ${printable(term).padEnd(terms)}  ${printable(found)}`);
    }
    if (waiting.length > 0) this.line("");
    for (const { step, since } of waiting) this.line(`A match waited for ${step} then, begun at ${placed(since)}.`);
  }

  private line(text: string): void {
    this.out.write(`${text}\n`);
  }

  private style(format: Parameters<typeof styleText>[0], text: string): string {
    return styleText(format, text, { stream: this.out });
  }
}

function nameOf({ label, step }: LadderStep): string {
  return label === null ? step : `${label}: ${step}`;
}
