/**
 * When the lines of a file arrive. Invariant: decided by the file alone. Line k arrives at
 * a(k) = max(a(k-1), t(k)); a line without a time inherits a.
 *
 * A record further than `ahead` in front of its source (in this file; of a source's first record: in front of a) is set
 * aside and does not advance a. If the next record of that source agrees with it, within `ahead`, it was a gap in the
 * log, and both arrive; if not, it was a wrong clock. The file's first record has nothing to be in front of: it waits
 * for the second, of whatever source, and is the wrong one if that lies further than `ahead` behind it.
 */
import type { Micros } from "../../model/program.ts";
import type { RawLine } from "../intake/lines.ts";
import type { Normalized } from "../normalize/normalize.ts";
import type { NormalizedRecord } from "../normalize/record.ts";
import { duration } from "./duration.ts";

/** What arrived, and when: `at` is system time; -Infinity before a file's first record. */
export type Arrival = { readonly at: Micros; readonly offset: number } &
  /** `again`: it was delivered before. */
  (
    | { readonly kind: "record"; readonly record: NormalizedRecord; readonly again?: true }
    | { readonly kind: "ahead"; readonly record: NormalizedRecord; readonly reason: string }
    | {
        readonly kind: "unparsed";
        readonly source: string;
        readonly line: number;
        readonly reason: string;
        readonly text: string;
      }
    | { readonly kind: "filtered"; readonly source: string }
  );

interface SourceState {
  /** The largest record time so far; before the source's first record what had arrived by then. */
  newest: Micros;
  aside: NormalizedRecord | null;
}

export class FileArrivals {
  private readonly ahead: (source: string) => Micros;
  private readonly states = new Map<string, SourceState>();
  private at: Micros = -Infinity;
  /** The file's first record, while there is no second. */
  private first: NormalizedRecord | null = null;
  private begun = false;

  constructor(ahead: (source: string) => Micros) {
    this.ahead = ahead;
  }

  /** What arrives with this line, in order: nothing while a record is set aside, more than one when it is judged. */
  push(line: Normalized, { offset, text }: Pick<RawLine, "offset" | "text">, out: Arrival[]): void {
    if (line.kind === "record") return this.record(line.record, out);
    if (line.kind === "filtered") out.push({ at: this.at, offset, kind: "filtered", source: line.source });
    else {
      const { source, line: number, reason } = line;
      out.push({ at: this.at, offset, kind: "unparsed", source, line: number, reason, text: text ?? "" });
    }
  }

  /** The file's end: no record that is set aside was confirmed. The only record of a file is no worse than none. */
  end(out: Arrival[]): void {
    if (this.first !== null) this.accept(this.first, this.state(this.first), out);
    this.first = null;
    for (const state of this.states.values()) {
      if (state.aside !== null) this.refuse(state.aside, state.newest, out);
      state.aside = null;
    }
  }

  private record(record: NormalizedRecord, out: Arrival[]): void {
    if (!this.begun && !this.begin(record, out)) return;
    const ahead = this.ahead(record.source);
    const state = this.state(record);
    const { aside } = state;
    if (aside !== null) {
      state.aside = null;
      if (Math.abs(record.time - aside.time) <= ahead) this.accept(aside, state, out);
      else this.refuse(aside, state.newest, out);
    }
    if (state.newest !== -Infinity && record.time - state.newest > ahead) state.aside = record;
    else this.accept(record, state, out);
  }

  /** Judges the file's first record by its second; true once that is done. */
  private begin(record: NormalizedRecord, out: Arrival[]): boolean {
    const { first } = this;
    this.begun = first !== null;
    this.first = first === null ? record : null;
    if (first === null) return false;
    if (first.time - record.time > this.ahead(first.source)) this.refuse(first, record.time, out);
    else this.accept(first, this.state(first), out);
    return true;
  }

  private state({ source }: NormalizedRecord): SourceState {
    let state = this.states.get(source);
    if (state === undefined) {
      state = { newest: this.at, aside: null };
      this.states.set(source, state);
    }
    return state;
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
    out.push({ at: this.at, offset: record.offset, kind: "ahead", record, reason });
  }
}
