/**
 * A replay whose playbooks run for real. Invariant: nothing is called that is not on the list that a person has agreed to; the
 * outcome comes after the last run, and of a replay that is cancelled nothing that it has started lives on.
 */
import type { PlaybookRun, ReplayEvent } from "../engine/events.ts";
import type { Decision, Question } from "../engine/respond/executor.ts";
import { addRun, noRuns } from "../engine/respond/respond.ts";
import type { Start } from "../engine/respond/start.ts";
import type { Outcome } from "../host/notes.ts";
import { startReplay, type OnEvents, type ReplayRequest, type RunningReplay } from "../host/replay.ts";
import { LiveResponder } from "../host/respond/pool.ts";
import { wallClock } from "../host/respond/time.ts";
import type { PlannedCall } from "../protocol.ts";
import { notAgreed } from "./planned.ts";

export interface LiveRequest extends ReplayRequest {
  /** As `PLANNED_CALLS` gave it. */
  readonly agreed: readonly PlannedCall[];
  /** Asks a person. */
  readonly ask: (question: Question) => Promise<Decision>;
}

/** Milliseconds between two batches of runs: thousands may end in a second. */
const BETWEEN_BATCHES = 100;
const NOTHING_UNLISTED = { detections: {}, rejected: {} };

export function startLiveReplay({ agreed, ask, ...request }: LiveRequest, onEvents: OnEvents): RunningReplay {
  const { root, program, limits } = request;
  const refusal = notAgreed(program, agreed);
  if (refusal !== null) return { outcome: Promise.resolve({ ok: false, message: refusal }), cancel: () => undefined };

  const report = new RunReport(program.playbooks, limits?.runs ?? limits?.detections ?? Infinity, onEvents);
  const open = new Map<string, Start>();
  const responder = new LiveResponder({
    ...{ root, program, agreed, ask },
    run: (run) => {
      open.delete(run.id);
      report.take(run);
    },
  });
  let offered: Promise<void> = Promise.resolve();
  const replay = startReplay({ ...request, live: true }, (events, unlisted) => {
    const starts = events.flatMap((event) => (event.kind === "start" ? [event.start] : []));
    const others = events.filter(({ kind }) => kind !== "start");
    offered = offered.then(async () => {
      for (const start of starts) {
        open.set(start.id, start);
        await responder.offer(start);
      }
    });
    // The replay goes no further ahead than the queue of the playbooks has room.
    return Promise.all([onEvents(others, unlisted), offered]);
  });
  let stopped = false;
  const all = async (): Promise<Outcome> => {
    try {
      const outcome = await replay.outcome;
      await offered;
      await responder.settled();
      for (const start of open.values()) report.take(cutOff(start));
      await report.flush();
      if (!outcome.ok) return outcome;
      const cancelled = stopped || outcome.summary.cancelled;
      return { ...outcome, summary: { ...outcome.summary, cancelled, playbooks: report.summary() } };
    } finally {
      responder.close();
    }
  };
  return {
    outcome: all(),
    cancel: () => {
      stopped = true;
      replay.cancel();
      responder.close();
    },
  };
}

/** Hands runs on as they end, some at a time, and counts them. */
class RunReport {
  private readonly counts = new Map<string, ReturnType<typeof noRuns>>();
  private readonly most: number;
  private readonly onEvents: OnEvents;
  private listed = 0;
  private ended: ReplayEvent[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(playbooks: readonly { readonly name: string }[], most: number, onEvents: OnEvents) {
    for (const { name } of playbooks) this.counts.set(name, noRuns());
    this.most = most;
    this.onEvents = onEvents;
  }

  take(run: PlaybookRun): void {
    addRun(this.counts.get(run.playbook)!, run);
    if (this.listed++ >= this.most) return;
    this.ended.push({ kind: "run", run });
    this.timer ??= setTimeout(() => void this.flush(), BETWEEN_BATCHES);
  }

  async flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const runs = this.ended.splice(0);
    if (runs.length > 0) await this.onEvents(runs, NOTHING_UNLISTED);
  }

  summary() {
    return Object.fromEntries(this.counts);
  }
}

/** Its process was killed with it: what it had done by then nobody knows. */
function cutOff({ id, playbook, on, raised }: Start): PlaybookRun {
  const now = wallClock();
  const known = { id, playbook, on, raised, mode: "live", serial: 0, steps: [] } as const;
  return { ...known, queued: now, started: now, ended: now, result: "stopped", error: "the replay was stopped" };
}
