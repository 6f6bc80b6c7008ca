/** `grove replay`: the logs through the whole path, as a report or as JSON lines. */
import { isRejected, type Detection, type ReplayEvent, type SourceSummary, type Summary } from "../engine/events.ts";
import { isoTime } from "../engine/normalize/json.ts";
import type { Start } from "../engine/respond/start.ts";
import { present } from "../engine/present.ts";
import { startReplay } from "../host/replay.ts";
import { SEVERITIES, type Severity } from "../model/program.ts";
import { readDisturbance, withSkews } from "./disturb.ts";
import { load, sayDiagnostics, sayNotes } from "./load.ts";
import { readOptions, relativeFile, UsageError } from "./options.ts";
import { Clock, keepGoingUnread, printJson } from "./print.ts";
import { LivePlaybooks, readLive, sayBroken, sayPlanned } from "./live.ts";
import { runJson } from "./runs.ts";
import { plannedCalls } from "../engine/respond/planned.ts";
import { ProgressBar } from "./progress.ts";
import { Report } from "./report.ts";

export async function runReplay(args: readonly string[]): Promise<number> {
  const options = readOptions("replay", args, [
    ...(["rule", "file", "fail-on", "shuffle", "duplicate", "drop", "seed", "skew", "live", "yes"] as const),
  ]);
  if (!options) return 0;
  const { root, values } = options;
  const failOn = readSeverity(values["fail-on"]);
  const file = relativeFile(root, values.file);
  const disturb = readDisturbance(values);
  const workspace = load(root);
  const program = withSkews(workspace.program, values.skew ?? []);
  sayDiagnostics(workspace, "errors");

  const { zone } = program;
  const sink = values.json ? new JsonSink() : new Report(process.stdout, new Clock(zone), zone);
  // Somebody waits for the exit code, whoever reads the detections.
  if (failOn !== null) keepGoingUnread();
  const bar = new ProgressBar(process.stderr);
  let failed = false;
  const wish = readLive(values, program);
  if (wish?.agreed && workspace.errors > 0) {
    sayBroken(workspace.errors);
    return 2;
  }
  if (wish !== null) sayPlanned(plannedCalls(program), wish.agreed);
  const take = (event: ReplayEvent): void => sink.take(event);
  const live = wish?.agreed ? new LivePlaybooks(root, program, (run) => take({ kind: "run", run })) : null;
  const request = { root, program, rule: values.rule, file, disturb, live: live !== null };
  let offered: Promise<void> = Promise.resolve();
  const running = startReplay(request, (events) => {
    const starts: Start[] = [];
    for (const event of events) {
      if (event.kind === "progress") bar.show(event.progress);
      else if (event.kind === "start") starts.push(event.start);
      else take(event);
      if (event.kind === "detection" && failOn !== null) failed ||= reaches(event.detection, failOn);
    }
    if (live === null || starts.length === 0) return undefined;
    // The replay goes no further ahead than the queue of the playbooks has room.
    offered = offered.then(async () => {
      for (const start of starts) await live.offer(start);
    });
    return offered;
  });
  const interrupt = (): void => {
    running.cancel();
    live?.close();
  };
  process.once("SIGINT", interrupt);
  const outcome = await running.outcome;
  await offered;
  const playbooks = await live?.end();
  process.off("SIGINT", interrupt);
  bar.clear();
  sayNotes(workspace, outcome.ok ? outcome.notes : [{ severity: "error", ...outcome }]);
  if (!outcome.ok) return 2;
  sink.end(playbooks === undefined ? outcome.summary : { ...outcome.summary, playbooks });
  if (outcome.summary.cancelled) {
    process.stderr.write("cancelled: the numbers are of what had been read\n");
    return 130;
  }
  if (workspace.errors > 0 || outcome.notes.some((note) => note.severity === "error")) return 2;
  if (wish?.agreed === false) return 2;
  return failed ? 1 : 0;
}

function readSeverity(text: string | undefined): Severity | null {
  if (text === undefined) return null;
  const severity = SEVERITIES.find((each) => each === text.toLowerCase());
  if (!severity) throw new UsageError(`"${text}" is no severity; there are ${SEVERITIES.join(", ")}`);
  return severity;
}

function reaches(detection: Detection, severity: Severity): boolean {
  return SEVERITIES.indexOf(detection.severity) >= SEVERITIES.indexOf(severity);
}

/** JSON lines as they become known, the summary last. */
class JsonSink {
  take(event: ReplayEvent): void {
    if (event.kind === "detection") printJson(detectionJson(event.detection));
    else if (event.kind === "run") printJson(runJson(event.run));
    else if (isRejected(event)) {
      const { kind, file, line, reason, text } = event;
      printJson({ kind, file, line, reason, text });
    }
  }

  end(summary: Summary): void {
    const rules = Object.entries(summary.rules).map(
      ([name, { detections, suppressed, keyless: _keyless, ...more }]) => {
        const others = Object.entries(more).filter(([, count]) => count > 0);
        return [name, { detections, suppressed, ...Object.fromEntries(others) }] as const;
      },
    );
    const sources = Object.entries(summary.sources).map(([name, source]) => [name, arrivalJson(source)] as const);
    const stopped = summary.cancelled ? { cancelled: true } : {};
    const playbooks = summary.playbooks === undefined ? {} : { playbooks: summary.playbooks };
    const dropped = summary.dropped > 0 ? { dropped: summary.dropped } : {};
    printJson({
      kind: "summary",
      records: summary.records,
      rules: Object.fromEntries(rules),
      sources: Object.fromEntries(sources),
      ...playbooks,
      ...dropped,
      ...stopped,
    });
  }
}

/** How a source's records came; durations in seconds. */
function arrivalJson({ records, latenesses, silence }: SourceSummary): object {
  const { all, most, lost } = latenesses;
  return {
    records,
    lateness: { all: all / 1e6, most: most / 1e6, lost },
    silence: {
      count: silence.count,
      total: silence.total / 1e6,
      longest: silence.longest.map(([from, to]) => ({ from: isoTime(from), to: isoTime(to) })),
    },
  };
}

function detectionJson(detection: Detection): object {
  const { id, rule, severity, key, time, first, last } = detection;
  return {
    kind: "detection",
    id,
    rule,
    severity,
    key: Object.fromEntries(key),
    time: isoTime(time),
    first: isoTime(first),
    last: isoTime(last),
    emit: Object.fromEntries(present(detection, "seconds")),
    ...(detection.risk === null ? {} : { risk: detection.risk }),
    records: detection.records.map((record) => ({ file: record.file, line: record.line, time: isoTime(record.time) })),
  };
}
