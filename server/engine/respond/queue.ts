/**
 * The event queue in front of the playbooks. Invariant: bounded, and nothing is lost: what does not fit is refused, and who
 * offers it waits; a playbook whose places are taken holds up no other while there is room in the queue.
 */
import type { Micros } from "../../model/program.ts";
import type { Start } from "./start.ts";

export interface QueueLimits {
  /** Starts that wait, of all playbooks. */
  readonly waiting: number;
  /** Runs of one playbook at a time. */
  readonly running: number;
}

export const QUEUE_LIMITS: QueueLimits = { waiting: 10_000, running: 100 };

export interface Queued {
  readonly start: Start;
  readonly queued: Micros;
}

interface Lane {
  running: number;
  readonly waiting: Queued[];
  /** How many of `waiting` have gone. */
  gone: number;
}

export class EventQueue {
  private readonly limits: QueueLimits;
  private readonly begin: (queued: Queued) => void;
  private readonly lanes = new Map<string, Lane>();
  private size = 0;

  constructor(limits: QueueLimits, begin: (queued: Queued) => void) {
    this.limits = limits;
    this.begin = begin;
  }

  get hasRoom(): boolean {
    return this.size < this.limits.waiting;
  }

  get isIdle(): boolean {
    return this.size === 0 && [...this.lanes.values()].every(({ running }) => running === 0);
  }

  /** Begins it where its playbook has a place. Only where there is room. */
  offer(queued: Queued): void {
    const lane = this.lane(queued.start.playbook);
    if (lane.running < this.limits.running) {
      lane.running++;
      this.begin(queued);
    } else {
      this.size++;
      lane.waiting.push(queued);
    }
  }

  /** A run of a playbook has ended: the next of that playbook begins. */
  ended(playbook: string): void {
    const lane = this.lane(playbook);
    const next = lane.waiting[lane.gone];
    if (next === undefined) {
      lane.running--;
      return;
    }
    this.size--;
    if (++lane.gone === lane.waiting.length || lane.gone > 1024) {
      lane.waiting.splice(0, lane.gone);
      lane.gone = 0;
    }
    this.begin(next);
  }

  private lane(playbook: string): Lane {
    let lane = this.lanes.get(playbook);
    if (lane === undefined) this.lanes.set(playbook, (lane = { running: 0, waiting: [], gone: 0 }));
    return lane;
  }
}
