/**
 * The stage between arrival and detection. Invariant: records are released in the order of their places, each once, and
 * none behind the watermark; what was late is said with how far it was.
 */
import type { Micros, Program } from "../../model/program.ts";
import type { Rejected } from "../events.ts";
import type { LogRecord } from "../item.ts";
import { duration } from "./duration.ts";
import { PlaceQueue } from "./queue.ts";
import { Watermark } from "./watermark.ts";

/** Released records of one instant, in the order of their places. */
export type Release = (instant: Micros, records: readonly LogRecord[]) => void;

export class Order {
  private readonly lateness: ReadonlyMap<string, Micros>;
  private readonly watermark: Watermark;
  private readonly queue = new PlaceQueue();
  private readonly behind = new Map<string, Micros>();

  constructor(program: Pick<Program, "sources" | "period">) {
    this.lateness = new Map(program.sources.map(({ name, lateness }) => [name, lateness]));
    this.watermark = new Watermark(program.sources, program.period);
  }

  /** W: all records with a smaller time that are not late have been released, once `drain` was called. */
  get time(): Micros {
    return this.watermark.value;
  }

  /** Records that wait. */
  get waiting(): number {
    return this.queue.size;
  }

  /** The largest lateness seen of a source, late records included. */
  largestLateness(source: string): Micros {
    return this.behind.get(source) ?? 0;
  }

  /** A record arrives, at its own `arrived`. Null: it waits; else it is late, and goes no further. */
  push(record: LogRecord): Rejected | null {
    const { source, arrived } = record;
    const { late, behind, bound } = this.watermark.arrive(source, record.time, arrived);
    if (behind > this.largestLateness(source)) this.behind.set(source, behind);
    if (!late) this.queue.push(record);
    this.watermark.advance(arrived);
    if (!late) return null;
    const lateness = this.lateness.get(source)!;
    const reason =
      behind > lateness
        ? `${duration(behind)} behind, lateness is ${duration(lateness)}`
        : `${duration(bound - record.time)} behind the watermark, which had moved on while its source was silent`;
    return { kind: "late", file: record.file, line: record.line, source, reason, lag: behind };
  }

  /** No further record of this source will come; `now` is system time. */
  end(source: string, now: Micros): void {
    this.watermark.end(source);
    this.watermark.advance(now);
  }

  /** Releases what lies below the watermark, instant by instant. */
  drain(release: Release): void {
    const limit = this.watermark.value;
    for (let next = this.queue.peek(); next !== undefined && next.time < limit; next = this.queue.peek()) {
      const instant = next.time;
      const records: LogRecord[] = [];
      for (; next !== undefined && next.time === instant; next = this.queue.peek()) records.push(this.queue.pop()!);
      release(instant, records);
    }
  }
}
