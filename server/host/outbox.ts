/**
 * What the replay's thread has to say until the next post. Invariant: so many detections, and so many rejected lines of each kind,
 * are handed on in full, and all others are counted, so that a log whose every line is late costs no more than a few of them.
 */
import { isRejected, type Counts, type Detection, type ReplayEvent, type Unlisted } from "../engine/events.ts";
import type { Note } from "./notes.ts";
import { shortened, sizeOf } from "./shorten.ts";

/** How many are handed on: detections in all, rejected lines of each kind. */
export interface Limits {
  readonly detections: number;
  readonly rejected: number;
  /** Characters of evidence that are handed on whole; behind them so many again of shorter ones, then none. Absent: all. */
  readonly evidence?: number;
  /** Runs of playbooks in all; absent: as many as detections. */
  readonly runs?: number;
  /** Keys of each ranking; absent: as many as the engine lists. */
  readonly ranked?: number;
}

export class Outbox {
  private readonly limits: Limits;
  private events: ReplayEvent[] = [];
  private unlisted: Unlisted = { detections: {}, rejected: {} };
  private detections = 0;
  /** So many of them were handed on with all of their evidence, with its ends, without any. */
  private readonly handed = { whole: 0, ends: 0, none: 0 };
  /** Characters of evidence so far. */
  private evidence = 0;
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
      if (this.detections++ < limits.detections)
        this.events.push({ ...event, detection: this.bounded(event.detection) });
      else add(unlisted.detections, event.detection.rule);
    } else if (event.kind === "run") {
      // All of them are in the summary.
      if (this.runs++ < (limits.runs ?? limits.detections)) this.events.push(event);
    } else if (!isRejected(event)) {
      this.events.push(event);
    } else if (add(this.rejected, event.kind) <= limits.rejected) {
      this.events.push(event);
    } else {
      add(unlisted.rejected, event.kind);
    }
  }

  /** In the order of detections: first whole ones, then shorter ones, then bare ones. */
  private bounded(detection: Detection): Detection {
    const { evidence: most = Infinity } = this.limits;
    if (this.evidence < most) {
      this.handed.whole++;
      this.evidence += sizeOf(detection.evidence);
      return detection;
    }
    const keep = this.evidence < 2 * most ? "ends" : "none";
    const short = shortened(detection, keep);
    // Evidence of so few lines that its ends are all of it.
    this.handed[short.shortened === undefined ? "whole" : keep]++;
    this.evidence += sizeOf(short.evidence);
    return short;
  }

  /** What somebody should know who looks for evidence; null: it is all there. */
  note(): Note | null {
    const { whole, ends, none } = this.handed;
    if (ends + none === 0) return null;
    const [all, some, bare] = [whole, ends, none].map((count) => count.toLocaleString("en-US"));
    const message = `Not all evidence is listed, because it would not fit into memory: of ${all} detections it is whole, of ${some} there are the first and the last line of each step, of ${bare} none. "grove replay --json" names every line of it; a narrower rule, replayed alone, shows the lines here.`;
    return { severity: "information", message };
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
