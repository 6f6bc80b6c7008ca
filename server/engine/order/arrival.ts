/**
 * When the lines of a file arrive. Invariant: decided by the file alone. Line k arrives at
 * a(k) = max(a(k-1), t(k)); a line without a time inherits a.
 *
 * A record further than `ahead` in front of its source (in this file) is set aside and does not advance a. If the next
 * record of that source agrees with it, within `ahead`, it was a gap in the log, and both arrive; if not, it was a wrong
 * clock. A source's first record has nothing to be in front of: it waits for the second, and is the wrong one if that
 * lies further than `ahead` behind it.
 */
import type { Micros } from "../../model/program.ts";
import type { Rejected } from "../events.ts";
import type { Normalized } from "../normalize/normalize.ts";
import type { NormalizedRecord } from "../normalize/record.ts";
import { duration } from "./duration.ts";

/** What arrived, and when: `at` is system time; -Infinity before a file's first record. */
export type Arrival = { readonly at: Micros; readonly offset: number } & (
  | { readonly kind: "record"; readonly record: NormalizedRecord }
  | { readonly kind: "rejected"; readonly rejected: Rejected }
  | { readonly kind: "filtered"; readonly source: string }
);

interface SourceState {
  /** The largest record time so far; -Infinity before the first record that was sure. */
  newest: Micros;
  aside: NormalizedRecord | null;
}

export class FileArrivals {
  private readonly path: string;
  private readonly ahead: (source: string) => Micros;
  private readonly states = new Map<string, SourceState>();
  private at: Micros = -Infinity;

  constructor(path: string, ahead: (source: string) => Micros) {
    this.path = path;
    this.ahead = ahead;
  }

  /** What arrives with this line, in order: nothing while a record is set aside, more than one when it is judged. */
  push(line: Normalized, offset: number, out: Arrival[]): void {
    if (line.kind === "record") return this.record(line.record, out);
    if (line.kind === "filtered") out.push({ at: this.at, offset, kind: "filtered", source: line.source });
    else out.push({ at: this.at, offset, kind: "rejected", rejected: this.rejected("unparsed", line) });
  }

  /** The file's end: a record set aside was not confirmed, unless it is its source's only one. */
  end(out: Arrival[]): void {
    for (const state of this.states.values()) {
      const { aside } = state;
      state.aside = null;
      if (aside === null) continue;
      if (state.newest === -Infinity) this.accept(aside, state, out);
      else this.refuse(aside, state.newest, out);
    }
  }

  private record(record: NormalizedRecord, out: Arrival[]): void {
    const ahead = this.ahead(record.source);
    let state = this.states.get(record.source);
    if (state === undefined) {
      state = { newest: -Infinity, aside: record };
      this.states.set(record.source, state);
      return;
    }
    const { aside } = state;
    if (aside !== null) {
      state.aside = null;
      const agrees = Math.abs(record.time - aside.time) <= ahead;
      const first = state.newest === -Infinity;
      if (agrees || (first && record.time > aside.time)) this.accept(aside, state, out);
      else this.refuse(aside, first ? record.time : state.newest, out);
    }
    if (state.newest !== -Infinity && record.time - state.newest > ahead) state.aside = record;
    else this.accept(record, state, out);
  }

  private accept(record: NormalizedRecord, state: SourceState, out: Arrival[]): void {
    state.newest = Math.max(state.newest, record.time);
    this.at = Math.max(this.at, record.time);
    record.arrive(this.at);
    out.push({ at: this.at, offset: record.offset, kind: "record", record });
  }

  private refuse(record: NormalizedRecord, newest: Micros, out: Arrival[]): void {
    const allowed = duration(this.ahead(record.source));
    const reason = `${duration(record.time - newest)} ahead of its source, and no record after it agrees; ahead is ${allowed}`;
    const rejected = this.rejected("ahead", { line: record.line, source: record.source, reason });
    out.push({ at: this.at, offset: record.offset, kind: "rejected", rejected });
  }

  private rejected(
    kind: Rejected["kind"],
    { line, source, reason }: Pick<Rejected, "line" | "source" | "reason">,
  ): Rejected {
    return { kind, file: this.path, line, source, reason, lag: null };
  }
}
