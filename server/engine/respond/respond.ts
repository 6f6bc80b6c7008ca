/**
 * What a replay does about what it finds: looks the playbooks up and runs them on the virtual clock, or hands over what
 * would start. Invariant: none of it reaches back; detections are the same with and without playbooks.
 */
import type { Program } from "../../model/program.ts";
import type { RawDetection } from "../detect/detection.ts";
import type { Plan } from "../detect/plan.ts";
import type { Detection } from "../events.ts";
import type { LogRecord } from "../item.ts";
import { LookUp } from "./lookup.ts";
import type { Start } from "./start.ts";
import type { PlaybookRun, PlaybookSummary } from "./trace.ts";
import { VirtualResponder } from "./virtual.ts";

export interface Respond {
  /** A run has ended. */
  readonly run: (run: PlaybookRun) => void;
  /** Takes what starts, to run it for real; absent: it is simulated. */
  readonly start?: (start: Start) => void;
}

export class Responses {
  private readonly lookUp: LookUp;
  private readonly virtual: VirtualResponder | null;
  private readonly take: (start: Start) => void;
  private readonly counts: Map<string, Mutable<PlaybookSummary>>;

  constructor(program: Program, plan: Plan, { run, start }: Respond) {
    this.lookUp = new LookUp(program, plan);
    this.counts = new Map(program.playbooks.map(({ name }) => [name, noRuns()]));
    const ended = (each: PlaybookRun): void => {
      addRun(this.counts.get(each.playbook)!, each);
      run(each);
    };
    const virtual = start === undefined ? new VirtualResponder(program, ended) : null;
    this.virtual = virtual;
    this.take = start ?? ((each) => virtual?.take(each));
  }

  /** Whether a record of this schema can start anything. */
  reads(record: LogRecord): boolean {
    return this.lookUp.reads(record.schema.index);
  }

  record(record: LogRecord): void {
    const { source, file, line } = record;
    for (const start of this.lookUp.starts(record, { kind: "record", source, file, line })) this.take(start);
  }

  detection(raw: RawDetection, { id, rule, severity, key }: Detection): void {
    for (const start of this.lookUp.starts(raw, { kind: "detection", id, rule, severity, key })) this.take(start);
  }

  /** Nothing more comes. */
  finish(): void {
    this.virtual?.finish();
  }

  /** Of the simulated runs. */
  summary(): Readonly<Record<string, PlaybookSummary>> {
    return Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export const noRuns = (): Mutable<PlaybookSummary> => ({
  runs: 0,
  done: 0,
  failed: 0,
  stopped: 0,
  calls: 0,
  saved: 0,
  retries: 0,
});

/** Counts a run in. */
export function addRun(counts: Mutable<PlaybookSummary>, { result, steps }: PlaybookRun): void {
  counts.runs++;
  counts[result]++;
  for (const { attempts, once } of steps) {
    if (once !== null) counts.saved++;
    else if (attempts.length > 0) counts.calls++;
    counts.retries += Math.max(0, attempts.length - 1);
  }
}
