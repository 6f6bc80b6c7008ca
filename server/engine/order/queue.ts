/**
 * The queue in which records wait for the watermark. Invariant: records leave in the order of their places, whatever
 * order they came in.
 *
 * Most records come in order: those go into a ring, at the cost of one comparison. The others go into a small heap, and
 * the two are merged on the way out.
 */
import type { Micros } from "../../model/program.ts";
import { comparePlaces, type LogRecord } from "../item.ts";

const FIRST_SIZE = 1024;

export class PlaceQueue {
  private ring: (LogRecord | undefined)[] = new Array<LogRecord | undefined>(FIRST_SIZE);
  private head = 0;
  private count = 0;
  private readonly heap: LogRecord[] = [];

  get size(): number {
    return this.count + this.heap.length;
  }

  push(record: LogRecord): void {
    if (this.count > 0 && comparePlaces(this.at(this.count - 1), record) > 0) return this.pushHeap(record);
    if (this.count === this.ring.length) this.grow();
    this.ring[(this.head + this.count++) & (this.ring.length - 1)] = record;
  }

  /** The first record; undefined if there is none. */
  peek(): LogRecord | undefined {
    const late = this.heap[0];
    if (this.count === 0) return late;
    const first = this.at(0);
    return late !== undefined && comparePlaces(late, first) < 0 ? late : first;
  }

  /** Takes away the records of the first instant, if it is before `limit`; null: it is not, or there are none. */
  takeInstant(limit: Micros): LogRecord[] | null {
    const first = this.peek();
    if (first === undefined || first.time >= limit) return null;
    const records: LogRecord[] = [];
    for (let next: LogRecord | undefined = first; next?.time === first.time; next = this.peek())
      records.push(this.pop()!);
    return records;
  }

  /** Takes the first record away. */
  pop(): LogRecord | undefined {
    const first = this.peek();
    if (first === undefined) return undefined;
    if (first === this.heap[0]) this.popHeap();
    else {
      this.ring[this.head] = undefined;
      this.head = (this.head + 1) & (this.ring.length - 1);
      this.count--;
    }
    return first;
  }

  private at(index: number): LogRecord {
    return this.ring[(this.head + index) & (this.ring.length - 1)]!;
  }

  private grow(): void {
    const ordered = Array.from({ length: this.count }, (_, index) => this.at(index));
    this.ring = ordered;
    this.ring.length = ordered.length * 2;
    this.head = 0;
  }

  /** Four children per node: fewer levels, and a cache line holds the siblings. */
  private pushHeap(record: LogRecord): void {
    const { heap } = this;
    let index = heap.length;
    heap.push(record);
    while (index > 0) {
      const parent = (index - 1) >> 2;
      if (comparePlaces(heap[parent]!, record) <= 0) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = record;
  }

  private popHeap(): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      const from = index * 4 + 1;
      if (from >= heap.length) break;
      let least = from;
      for (let child = from + 1; child < Math.min(from + 4, heap.length); child++)
        if (comparePlaces(heap[child]!, heap[least]!) < 0) least = child;
      if (comparePlaces(last, heap[least]!) <= 0) break;
      heap[index] = heap[least]!;
      index = least;
    }
    heap[index] = last;
  }
}
