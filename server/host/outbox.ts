/**
 * What the replay's thread has to say until the next post. Invariant: so many detections, and so many rejected lines of each kind,
 * are handed on in full, and all others are counted, so that a log whose every line is late costs no more than a few of them.
 */
import { isRejected, type Counts, type ReplayEvent, type Unlisted } from "../engine/events.ts";

/** How many are handed on in full: detections in all, runs of playbooks in all, rejected lines of each kind. */
export interface Limits {
  readonly detections: number;
  readonly rejected: number;
  /** Keys of each ranking; absent: as many as the engine lists. */
  readonly ranked?: number;
}

export class Outbox {
  private readonly limits: Limits;
  private events: ReplayEvent[] = [];
  private unlisted: Unlisted = { detections: {}, rejected: {} };
  private detections = 0;
  private runs = 0;
  private readonly rejected: Counts = {};

  constructor(limits: Limits) {
    this.limits = limits;
  }

  get length(): number {
    return this.events.length;
  }

  put(event: ReplayEvent): void {
    const { limits, unlisted } = this;
    if (event.kind === "detection") {
      if (this.detections++ < limits.detections) this.events.push(event);
      else add(unlisted.detections, event.detection.rule);
    } else if (event.kind === "run") {
      // All of them are in the summary.
      if (this.runs++ < limits.detections) this.events.push(event);
    } else if (!isRejected(event)) {
      this.events.push(event);
    } else if (add(this.rejected, event.kind) <= limits.rejected) {
      this.events.push(event);
    } else {
      add(unlisted.rejected, event.kind);
    }
  }

  /** Empties it. */
  take(): { readonly events: readonly ReplayEvent[]; readonly unlisted: Unlisted } {
    const { events, unlisted } = this;
    this.events = [];
    this.unlisted = { detections: {}, rejected: {} };
    return { events, unlisted };
  }
}

/** The count with it. */
function add(counts: Counts, name: string): number {
  return (counts[name] = (counts[name] ?? 0) + 1);
}
