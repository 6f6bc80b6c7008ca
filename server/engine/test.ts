/**
 * Runs one `test` block: its lines as the logs of its sources, its expectations against what is raised. Pure, like the
 * replay that it runs. A line that no rule sees fails it (unparsed, late, ahead): a
 * test must not pass because it tested nothing.
 */
import type { Detection, ReplayEvent } from "./events.ts";
import { stopOf } from "./explain/stop.ts";
import { isoTime } from "./normalize/json.ts";
import { present } from "./present.ts";
import type { Expectation, Location, Program, TestDefinition } from "../model/program.ts";
import { narrow } from "./narrow.ts";
import { Replay, type ReplayFile } from "./replay.ts";
import { detectionFilter } from "./detect/filter.ts";

export interface TestFailure {
  /** Of the expectation that does not hold, or of the lines that no rule sees. */
  readonly location: Location;
  readonly message: string;
  /** Of an expectation: what its rule raised instead, one line each; absent where a line failed the test. */
  readonly found?: readonly string[];
}

export function runTest(program: Program, test: TestDefinition): TestFailure[] {
  const failures: TestFailure[] = [];
  const detections: Detection[] = [];
  const texts = test.given.map(({ text }) => new TextEncoder().encode(text));
  const files = test.given.map(({ source }, i) => ({
    // Sorted as given, whatever the sources' names are.
    path: `given ${String(i + 1).padStart(3, "0")}`,
    sources: [source],
    size: texts[i]!.length,
  }));
  const take = (event: ReplayEvent): void => {
    if (event.kind === "detection") detections.push(event.detection);
    if (event.kind === "unparsed" || event.kind === "late" || event.kind === "ahead") {
      const given = test.given[files.findIndex((file) => file.path === event.file)]!;
      const what =
        event.kind === "unparsed" ? "is no record" : event.kind === "late" ? "is late" : "is ahead of its time";
      const message = `line ${event.line} of the ${given.source} lines ${what}, so no rule sees it: ${event.reason}`;
      failures.push({ location: given.location, message });
    }
  };
  run(new Replay({ program, files, emit: take }), texts);
  for (const expectation of test.expect) {
    const verdict = judge(program, expectation, detections);
    if (verdict === null) continue;
    const { rule, location } = expectation;
    const raised = detections.filter((detection) => detection.rule === rule);
    const why = raised.length === 0 ? whyNot({ program, files, texts }, rule) : null;
    const message = why === null ? verdict : `${verdict}: ${why}`;
    failures.push({ location, message, found: raised.map(lineOf) });
  }
  return failures;
}

function run(replay: Replay, texts: readonly Uint8Array[]): void {
  const pushed = new Set<number>();
  for (;;) {
    const wanted = replay.wants();
    if (wanted === null) {
      if (!replay.step(Infinity)) return;
    } else if (pushed.has(wanted)) replay.end(wanted);
    else {
      pushed.add(wanted);
      replay.push(wanted, texts[wanted]!);
    }
  }
}

interface Given {
  readonly program: Program;
  readonly files: readonly ReplayFile[];
  readonly texts: readonly Uint8Array[];
}

/** How far the rule came, in a replay that looks at nothing else; null: there is nothing to say. */
function whyNot({ program, files, texts }: Given, rule: string): string | null {
  let why: string | null = null;
  const emit = (event: ReplayEvent): void => {
    if (event.kind === "explanation") why = stopOf(event.explanation);
  };
  run(new Replay({ program: narrow(program, rule), files, emit, explain: { rule } }), texts);
  return why;
}

function lineOf(detection: Detection): string {
  const pairs = [...detection.key, ...present(detection, "words")];
  const values = pairs.map(([field, value]) => `${field} ${Array.isArray(value) ? value.join(", ") : String(value)}`);
  return [detection.rule, isoTime(detection.time), ...new Set(values)].join("  ");
}

/** Null: it holds. */
function judge(program: Program, expectation: Expectation, detections: readonly Detection[]): string | null {
  const { rule, negated, times, where } = expectation;
  const raised = detections.filter((detection) => detection.rule === rule);
  const filter = where === null ? null : detectionFilter(program, rule, where);
  const found = filter === null ? raised.length : raised.filter(filter).length;
  const holds = negated ? found === 0 : times === null ? found > 0 : found === times;
  if (holds) return null;
  const wanted = negated ? "no detection" : times === null ? "a detection" : count(times);
  const others =
    filter !== null && raised.length > found ? `; ${count(raised.length - found)} did not satisfy \`where\`` : "";
  return `expected ${wanted} of ${rule}${filter ? " that satisfies `where`" : ""}, found ${count(found)}${others}`;
}

function count(n: number): string {
  return n === 0 ? "none" : n === 1 ? "1 detection" : `${n} detections`;
}
