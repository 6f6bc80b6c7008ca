/** Runs of playbooks as the command line writes them: a line each, their failures, the sums; or JSON. */
import type { PlaybookRun, PlaybookSummary, StepTrace } from "../engine/events.ts";
import { isoTime } from "../engine/normalize/json.ts";
import { duration } from "../engine/order/duration.ts";
import { number, plural, printable, show, type Clock } from "./print.ts";

/** Runs that are written out, and of one run the steps with trouble; the rest is counted. */
const MOST_RUNS = 12;
const MOST_STEPS = 5;

export class RunReport {
  /** The first ones of either kind: what went wrong is what somebody has to look at. */
  private readonly failed: PlaybookRun[] = [];
  private readonly done: PlaybookRun[] = [];
  private count = 0;
  private failures = 0;

  take(run: PlaybookRun): void {
    this.count++;
    if (run.result !== "done") this.failures++;
    const runs = run.result === "done" ? this.done : this.failed;
    if (runs.length < MOST_RUNS) runs.push(run);
  }

  /** Failures first. Empty where nothing ran. */
  lines(clock: Clock, summaries: Readonly<Record<string, PlaybookSummary>> = {}): readonly string[] {
    if (this.count === 0) return [];
    const runs = [...this.failed, ...this.done].slice(0, MOST_RUNS);
    const live = runs.some(({ mode }) => mode === "live");
    const failures = this.failures > 0 ? `; ${number(this.failures)} failed or stopped` : "";
    const head = `${plural(this.count, "playbook run")}${live ? "" : ", simulated: nothing left this machine"}${failures}`;
    const width = Math.max(...runs.map(({ playbook }) => playbook.length));
    const shown = runs.flatMap((run) => runLines(run, clock, width));
    return [head, ...shown, ...this.more(), ...sumLines(summaries), ""];
  }

  private more(): readonly string[] {
    if (this.count <= MOST_RUNS) return [];
    const hidden = this.failures - this.failed.length;
    const failed = hidden > 0 ? `, ${number(hidden)} of them failed or stopped` : "";
    return [`  ... ${number(this.count - MOST_RUNS)} more${failed}; --json lists all`];
  }
}

/** A run in one line, and what went wrong below it. */
export function runLines(run: PlaybookRun, clock: Clock, width = run.playbook.length): readonly string[] {
  return [lineOf(run, clock, width), ...troubles(run)];
}

/** What the playbooks that ran have done, a line for each. */
export const sumLines = (summaries: Readonly<Record<string, PlaybookSummary>>): readonly string[] =>
  Object.entries(summaries).flatMap(([name, sum]) => (sum.runs === 0 ? [] : [`  ${name}: ${sumOf(sum)}`]));

function lineOf(run: PlaybookRun, clock: Clock, width: number): string {
  const { playbook, raised, queued, started, ended, serial, result, steps } = run;
  const begun = steps.filter(({ begin }) => begin !== null).length;
  const waited = started - queued >= 1_000 ? `, waited ${briefly(started - queued)}` : "";
  const saved = begun > 1 ? `, one after the other ${briefly(serial)}` : "";
  const took = `${briefly(ended - started)}${saved}${waited}`;
  return `  ${clock.time(raised)}  ${playbook.padEnd(width)}  ${cause(run)}  ${result} in ${took}, ${plural(begun, "step")}`;
}

/** To the millisecond: nobody reads further. */
const briefly = (time: number): string => duration(Math.round(time / 1000) * 1000);

function cause({ on }: PlaybookRun): string {
  if (on.kind === "record") return `${on.source} ${on.file}:${on.line}`;
  return [on.rule, ...on.key.map(([, value]) => show(value))].join(" ");
}

/** What went wrong, and then what did only at a later attempt. */
function troubles({ result, error, steps }: PlaybookRun): readonly string[] {
  const failed = steps.filter(({ outcome }) => outcome === "failed");
  const late = steps.filter(({ outcome, attempts }) => outcome !== "failed" && attempts.length > 1);
  const lines = [
    ...failed.map((step) => `${step.title}: ${step.reason ?? "failed"}${tries(step)}`),
    ...late.map((step) => `${step.title}: done${tries(step)}`),
  ];
  const shown = lines.length > MOST_STEPS ? lines.slice(0, MOST_STEPS - 1) : lines;
  const left = lines.length - shown.length;
  const hidden = failed.length - Math.min(failed.length, shown.length);
  const more =
    left === 0 ? [] : [`... ${plural(left, "more step")}${hidden > 0 ? `, ${number(hidden)} of them failed` : ""}`];
  const own = result === "stopped" && error !== null ? [error] : [];
  return [...own, ...shown, ...more].map((line) => `            ${printable(line)}`);
}

const tries = ({ attempts }: StepTrace): string => (attempts.length > 1 ? ` at attempt ${attempts.length}` : "");

function sumOf({ runs, failed, stopped, calls, saved, retries }: PlaybookSummary): string {
  const others = [
    failed > 0 && `${number(failed)} failed`,
    stopped > 0 && `${number(stopped)} stopped`,
    plural(calls, "call"),
    saved > 0 && `${number(saved)} saved by \`once\``,
    retries > 0 && `${number(retries)} tried again`,
  ];
  return [plural(runs, "run"), ...others.filter(Boolean)].join(", ");
}

/** Times in ISO 8601, lengths in seconds. */
export function runJson(run: PlaybookRun): object {
  const { raised, queued, started, ended, serial, steps, on, ...rest } = run;
  const trigger = on.kind === "detection" ? { ...on, key: Object.fromEntries(on.key) } : on;
  return {
    kind: "run",
    ...rest,
    on: trigger,
    raised: isoTime(raised),
    queued: isoTime(queued),
    started: isoTime(started),
    took: (ended - started) / 1e6,
    serial: serial / 1e6,
    steps: steps.map((step) => stepJson(step, started)),
  };
}

/** `begin` and `took` are seconds, the former since the run has started. */
function stepJson({ begin, end, attempts, result, ...rest }: StepTrace, started: number): object {
  const since = (time: number | null): number | null => (time === null ? null : (time - started) / 1e6);
  return {
    ...rest,
    begin: since(begin),
    took: begin === null || end === null ? null : (end - begin) / 1e6,
    attempts: attempts.map((each) => ({ ...each, begin: since(each.begin), end: since(each.end) })),
    result: Object.fromEntries(result),
  };
}
