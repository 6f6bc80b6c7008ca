/**
 * When the lines of a file arrive. Invariant: decided by the file alone. Line k arrives at
 * a(k) = max(a(k-1), t(k)); a line without a time inherits a.
 *
 * A record further than `ahead` in front of a, so of all that its file said before, is set aside and does not advance a.
 * It was a gap in the log, and arrives, if the next record of its source is not further than `ahead` behind it, or as soon
 * as a has come that far by what other sources say; if neither, it was a wrong clock. So a source that writes once a day
 * or less keeps its records. The file's first record has nothing to be in front of: it waits for the second, of whatever
 * source, and is the wrong one if that lies further than `ahead` behind it.
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

/** A class for the same reason as lines are of one: all arrivals of a chunk wait together. */
class Came {
  readonly at: Micros;
  readonly offset: number;
  readonly kind = "record";
  readonly record: NormalizedRecord;

  constructor(at: Micros, record: NormalizedRecord) {
    this.at = at;
    this.offset = record.offset;
    this.record = record;
  }
}

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
  /** Records that are set aside, of all sources. */
  private asides = 0;

  /** The file that this one continues, which has ended before the first line of this one comes. */
  private before: FileArrivals | null;

  constructor(ahead: (source: string) => Micros, before: FileArrivals | null = null) {
    this.ahead = ahead;
    this.before = before;
  }

  /** What arrives with this line, in order: nothing while a record is set aside, more than one when it is judged. */
  push(line: Normalized, { offset, text }: Pick<RawLine, "offset" | "text">, out: Arrival[]): void {
    if (this.before !== null) this.continue(this.before);
    if (line.kind === "record") return this.record(line.record, out);
    if (line.kind === "filtered") out.push({ at: this.at, offset, kind: "filtered", source: line.source });
    else {
      const { source, line: number, reason } = line;
      out.push({ at: this.at, offset, kind: "unparsed", source, line: number, reason, text: text ?? "" });
    }
  }

  private continue(before: FileArrivals): void {
    this.at = before.at;
    this.begun = this.at !== -Infinity;
    this.before = null;
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
    const state = this.state(record);
    const { aside } = state;
    const ahead = this.ahead(record.source);
    let reached = this.at;
    if (aside !== null && aside.time - record.time <= ahead) reached = Math.max(reached, aside.time);
    else if (aside !== null) this.refuse(this.take(state, aside), state.newest, out);
    const far = reached !== -Infinity && record.time - reached > ahead;
    if (this.asides > 0) this.confirm(far ? reached : Math.max(reached, record.time), out);
    if (!far) return this.accept(record, state, out);
    state.aside = record;
    this.asides++;
  }

  /** The file is known to have come to `reached`: what was set aside and is not ahead of that arrives, in the file's order. */
  private confirm(reached: Micros, out: Arrival[]): void {
    const waiting = [...this.states.values()].flatMap((state) =>
      state.aside === null ? [] : [{ state, aside: state.aside }],
    );
    for (const { state, aside } of waiting.sort((a, b) => a.aside.offset - b.aside.offset))
      if (aside.time - reached <= this.ahead(aside.source)) this.accept(this.take(state, aside), state, out);
  }

  private take(state: SourceState, aside: NormalizedRecord): NormalizedRecord {
    state.aside = null;
    this.asides--;
    return aside;
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
    out.push(new Came(this.at, record));
  }

  private refuse(record: NormalizedRecord, newest: Micros, out: Arrival[]): void {
    const allowed = duration(this.ahead(record.source));
    const reason = `${duration(record.time - newest)} ahead of its source, and no record after it agrees; ahead is ${allowed}`;
    out.push({ at: this.at, offset: record.offset, kind: "ahead", record, reason });
  }
}
