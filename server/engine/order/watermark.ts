/**
 * How far the sources have come. Invariant: neither a source's bound nor the watermark ever goes back, and what is late
 * is decided by the record's own source alone.
 *
 * - M(s): the largest record time of source s so far; L(s): its `lateness`. Bound(s) = M(s) - L(s).
 * - Without a record for `idle` of system time a source is presumed to go on:
 *   Bound(s) = M(s) + (system time since its last record) - L(s).
 * - One never seen holds the watermark back until `idle` has passed since the first arrival, then bounds nothing; an
 *   ended one bounds nothing.
 * - W = the least bound, but not above system time while a source has not ended: of a source that bounds nothing, a
 *   record may still come. All ended: W = +infinity.
 * - The one record that another source's progress can make late is the first of a source that was never seen while
 *   `idle` passed: what it would have to stand before has been released.
 */
import type { Micros, SourceDefinition } from "../../model/program.ts";
import { Silences } from "./silence.ts";

class SourceProgress {
  readonly lateness: Micros;
  readonly idle: Micros;
  readonly silences = new Silences();
  /** -Infinity: never seen. */
  newest: Micros = -Infinity;
  /** System time of the last record. */
  lastSeen: Micros = -Infinity;
  ended = false;
  /** How far the source was known or presumed to be, at most. */
  private reach: Micros = -Infinity;
  /** What the bound is at least, whatever the lateness. */
  private floor: Micros = -Infinity;

  constructor(definition: Pick<SourceDefinition, "lateness" | "idle">) {
    this.lateness = definition.lateness;
    this.idle = definition.idle ?? Infinity;
  }

  get seen(): boolean {
    return this.newest !== -Infinity;
  }

  /** How far the source is known or presumed to be. */
  reached(now: Micros): Micros {
    const quiet = now - this.lastSeen;
    const presumed = this.seen && quiet >= this.idle ? quiet : 0;
    return Math.max(this.reach, this.newest + presumed);
  }

  bound(now: Micros): Micros {
    return Math.max(this.floor, this.reached(now) - this.lateness);
  }

  record(time: Micros, now: Micros, least: Micros): void {
    this.reach = this.reached(now);
    this.floor = Math.max(this.floor, least);
    this.newest = Math.max(this.newest, time);
    this.lastSeen = now;
  }
}

/** How a record came: how far behind its source's newest one, and whether that was too far. */
export interface Lateness {
  readonly late: boolean;
  readonly behind: Micros;
  /** The bound that it came too late for. */
  readonly bound: Micros;
  /** The `lateness` with which it would have been on time. */
  readonly needed: Micros;
}

export class Watermark {
  /** All records with a smaller time have been, or may be, released. */
  value: Micros = -Infinity;
  private readonly sources: ReadonlyMap<string, SourceProgress>;
  private readonly period: Micros;
  private started: Micros = NaN;
  private determined: Micros = -Infinity;

  constructor(sources: readonly Pick<SourceDefinition, "name" | "lateness" | "idle">[], period: Micros) {
    this.sources = new Map(sources.map((source) => [source.name, new SourceProgress(source)]));
    this.period = period;
  }

  /** A record of this source and time arrives. */
  arrive(source: string, time: Micros, now: Micros): Lateness {
    if (Number.isNaN(this.started)) this.started = now;
    const progress = this.sources.get(source)!;
    const least = progress.seen || !this.overdue(progress, now) ? -Infinity : this.value;
    const bound = Math.max(progress.bound(now), least);
    this.heard(progress, now);
    progress.record(time, now, least);
    const needed = time < least ? Infinity : progress.reached(now) - time;
    return { late: time < bound, behind: progress.newest - time, bound, needed };
  }

  /** No further record of this source will come. */
  end(source: string, now: Micros): void {
    const progress = this.sources.get(source)!;
    this.heard(progress, now);
    progress.ended = true;
    this.determined = -Infinity;
  }

  /** When a source was silent for longer than its `idle`. */
  silences(source: string): Silences {
    return this.sources.get(source)!.silences;
  }

  /** Determines W, if a period has passed since it was; true if it moved. */
  advance(now: Micros): boolean {
    if (now - this.determined < this.period) return false;
    this.determined = now;
    const before = this.value;
    this.value = Math.max(before, this.least(now));
    return this.value > before;
  }

  private least(now: Micros): Micros {
    let least = Infinity;
    let open = false;
    for (const progress of this.sources.values()) {
      if (progress.ended) continue;
      open = true;
      if (progress.seen) least = Math.min(least, progress.bound(now));
      else if (!this.overdue(progress, now)) return -Infinity;
    }
    return open ? Math.min(least, now) : Infinity;
  }

  /** The source of the least bound, the first of several in the program's order; null: none bounds the watermark. */
  holder(now: Micros): string | null {
    let holder: string | null = null;
    let least = Infinity;
    for (const [name, progress] of this.sources) {
      if (progress.ended || (!progress.seen && this.overdue(progress, now))) continue;
      const bound = progress.seen ? progress.bound(now) : -Infinity;
      if (holder === null || bound < least) [holder, least] = [name, bound];
    }
    return holder;
  }

  private overdue(progress: SourceProgress, now: Micros): boolean {
    return now - this.started >= progress.idle;
  }

  private heard(progress: SourceProgress, now: Micros): void {
    const from = progress.seen ? progress.lastSeen : this.started;
    if (now - from >= progress.idle) progress.silences.add(from, now);
  }
}
