/**
 * A clock that stands still until somebody moves it, and what is to be done at its instants. Invariant: never goes back;
 * of two things at one instant the one that was asked for first comes first.
 */
import type { Micros } from "../../model/program.ts";

interface Alarm {
  readonly time: Micros;
  readonly number: number;
  run: (() => void) | null;
}

export class VirtualClock {
  now: Micros = -Infinity;
  private readonly heap: Alarm[] = [];
  private count = 0;

  /** At once, where it has passed already. */
  at(time: Micros, run: () => void): () => void {
    const alarm: Alarm = { time: Math.max(time, this.now), number: this.count++, run };
    this.push(alarm);
    return () => {
      alarm.run = null;
    };
  }

  /** Moves to the next instant and does what is due there; false: there is none, or it lies behind `limit`. */
  next(limit: Micros = Infinity): boolean {
    const [first] = this.heap;
    if (first === undefined || first.time > limit) return false;
    this.pop();
    this.now = first.time;
    first.run?.();
    return true;
  }

  advanceTo(time: Micros): void {
    while (this.next(time));
    this.now = Math.max(this.now, time);
  }

  private push(alarm: Alarm): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(alarm);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(alarm, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = alarm;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

const isBefore = (a: Alarm, b: Alarm): boolean => a.time < b.time || (a.time === b.time && a.number < b.number);
