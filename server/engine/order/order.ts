/**
 * The stage between arrival and detection. Invariant: records are released in the order of their places, each once, and
 * none behind the watermark; what was late is said with how far it was.
 */
import type { Micros, Program } from "../../model/program.ts";
import type { LatenessSummary, SilenceSummary } from "../events.ts";
import type { LogRecord } from "../item.ts";
import { duration } from "./duration.ts";
import { LatenessStatistics } from "./lateness.ts";
import { PlaceQueue } from "./queue.ts";
import { Watermark } from "./watermark.ts";

/** Released records of one instant, in the order of their places. */
export type Release = (instant: Micros, records: readonly LogRecord[]) => void;

/** Why a record was late, and how far behind the newest one of its source. */
export interface Late {
  readonly reason: string;
  readonly lag: Micros;
}

export class Order {
  private readonly allowed: ReadonlyMap<string, Micros>;
  private readonly watermark: Watermark;
  private readonly queue = new PlaceQueue();
  private readonly statistics: ReadonlyMap<string, LatenessStatistics>;

  constructor(program: Pick<Program, "sources" | "period">) {
    this.allowed = new Map(program.sources.map(({ name, lateness }) => [name, lateness]));
    this.statistics = new Map(program.sources.map(({ name }) => [name, new LatenessStatistics()]));
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

  /** The source that holds the watermark back at system time `now`; null: none does. */
  waitsFor(now: Micros): string | null {
    return this.watermark.holder(now);
  }

  /** How late a source's records came. */
  lateness(source: string): LatenessSummary {
    return this.statistics.get(source)!.summary();
  }

  /** When a source was silent for longer than its `idle`. */
  silence(source: string): SilenceSummary {
    return this.watermark.silences(source).summary();
  }

  /** A record arrives. Null: it waits; else it is late, and goes no further. */
  push(record: LogRecord, now: Micros = record.arrived): Late | null {
    const { source } = record;
    const { late, behind, bound, needed } = this.watermark.arrive(source, record.time, now);
    this.statistics.get(source)!.add(needed);
    if (!late) this.queue.push(record);
    this.watermark.advance(now);
    if (!late) return null;
    const allowed = this.allowed.get(source)!;
    const reason =
      behind > allowed
        ? `${duration(behind)} behind, lateness is ${duration(allowed)}`
        : `${duration(bound - record.time)} behind the watermark, which had moved on while its source was silent`;
    return { reason, lag: behind };
  }

  /** No further record of this source will come; `now` is system time. */
  end(source: string, now: Micros): void {
    this.watermark.end(source, now);
    this.watermark.advance(now);
  }

  /** Releases what lies below the watermark, instant by instant. */
  drain(release: Release): void {
    const limit = this.watermark.value;
    for (let records = this.queue.takeInstant(limit); records !== null; records = this.queue.takeInstant(limit))
      release(records[0]!.time, records);
  }
}
