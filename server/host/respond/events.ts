/**
 * Events from outside on their way into the event queue. Invariant: what is answered for is in the queue; an event that
 * comes again under its own id, as after an answer that was lost, starts nothing a second time.
 */
import { Receiver } from "../../engine/respond/received.ts";
import type { Start } from "../../engine/respond/start.ts";
import type { Program } from "../../model/program.ts";
import { wallClock } from "./time.ts";

/** Events whose ids are remembered; of older ones nobody waits for an answer any more. */
const MOST_IDS = 10_000;

export interface Taken {
  /** Of the event: the one that runs are shown under. */
  readonly event: string;
  /** What it starts; empty: no playbook is `on` such an event. */
  readonly runs: readonly { readonly playbook: string; readonly run: string }[];
}

export class Events {
  private readonly receiver: Receiver;
  private readonly offer: (start: Start) => Promise<void> | void;
  private readonly known = new Map<string, Promise<Taken>>();
  private count = 0;

  /** `offer` resolves when the queue has taken it. */
  constructor(program: Program, offer: (start: Start) => Promise<void> | void) {
    this.receiver = new Receiver(program);
    this.offer = offer;
  }

  /** A text says why it is not taken. */
  take(event: unknown): Promise<Taken> | string {
    const received = this.receiver.take(event, wallClock(), this.count++);
    if (!received.ok) return received.message;
    const { id, starts } = received;
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size >= MOST_IDS) this.known.delete(oldest);
    const taken = this.queue(id, starts);
    this.known.set(id, taken);
    return taken;
  }

  private async queue(event: string, starts: readonly Start[]): Promise<Taken> {
    for (const start of starts) await this.offer(start);
    return { event, runs: starts.map(({ playbook, id: run }) => ({ playbook, run })) };
  }
}
