/**
 * The files' arrivals as one stream, in the order (arrival, source, path, offset). Invariant: the order does not depend
 * on how the files were read; an arrival is given out only when no file can still bring an earlier one.
 */
import type { Arrival } from "./arrival.ts";

interface FileQueue {
  readonly path: string;
  /** It continues this one, and brings nothing before that is through. */
  readonly after: FileQueue | null;
  readonly arrivals: Arrival[];
  next: number;
  ended: boolean;
}

/** What to do next: take this arrival, read more of this file (an index), or nothing is left. */
export type Merged =
  | { readonly kind: "arrival"; readonly file: number; readonly arrival: Arrival }
  /** Only where arrival is disturbed: one arrival less, or one more, is to be expected of the file. */
  | { readonly kind: "dropped" | "copied"; readonly file: number }
  | { readonly kind: "read"; readonly file: number }
  | { readonly kind: "end" };

export class Merge {
  private readonly files: readonly FileQueue[];
  /** The file whose arrival is first, and the one whose arrival is next but for the leader's own; -1: none. */
  private leader = -1;
  private second = -1;

  /** `after`: by file, the index of the one in front of it that it continues. */
  constructor(paths: readonly string[], after: ReadonlyMap<number, number> = new Map()) {
    const files: FileQueue[] = [];
    for (const [index, path] of paths.entries()) {
      const before = files[after.get(index) ?? -1] ?? null;
      files.push({ path, after: before, arrivals: [], next: 0, ended: false });
    }
    this.files = files;
  }

  push(file: number, arrivals: readonly Arrival[]): void {
    for (const arrival of arrivals) this.files[file]!.arrivals.push(arrival);
  }

  end(file: number): void {
    this.files[file]!.ended = true;
  }

  next(): Merged {
    // Logs follow each other more often than they interleave: while the leader leads, the others are not looked at.
    if (this.leader < 0 || !this.leads(this.files[this.leader]!)) {
      const unread = this.rank();
      if (unread >= 0) return { kind: "read", file: unread };
      if (this.leader < 0) return { kind: "end" };
    }
    const file = this.files[this.leader]!;
    const arrival = file.arrivals[file.next++]!;
    if (file.next === file.arrivals.length) file.arrivals.length = file.next = 0;
    return { kind: "arrival", file: this.leader, arrival };
  }

  /** Finds leader and second. Returns a file that must be read first, else -1. */
  private rank(): number {
    this.leader = this.second = -1;
    for (let index = 0; index < this.files.length; index++) {
      const file = this.files[index]!;
      if (file.next === file.arrivals.length) {
        if (file.ended || (file.after !== null && !isThrough(file.after))) continue;
        this.leader = -1;
        return index;
      }
      if (this.leader < 0 || isBefore(file, this.files[this.leader]!)) {
        this.second = this.leader;
        this.leader = index;
      } else if (this.second < 0 || isBefore(file, this.files[this.second]!)) this.second = index;
    }
    return -1;
  }

  private leads(file: FileQueue): boolean {
    if (file.next === file.arrivals.length) return false;
    return this.second < 0 || isBefore(file, this.files[this.second]!);
  }
}

const isThrough = (file: FileQueue): boolean => file.ended && file.next === file.arrivals.length;

/** Whether the first arrival of `a` is before that of `b`. Offsets ascend within a file, and no two files are the same. */
function isBefore(a: FileQueue, b: FileQueue): boolean {
  const left = a.arrivals[a.next]!;
  const right = b.arrivals[b.next]!;
  if (left.at !== right.at) return left.at < right.at;
  const leftSource = sourceOf(left);
  const rightSource = sourceOf(right);
  return leftSource !== rightSource ? leftSource < rightSource : a.path < b.path;
}

function sourceOf(arrival: Arrival): string {
  if (arrival.kind === "record" || arrival.kind === "ahead") return arrival.record.source;
  return arrival.source;
}
