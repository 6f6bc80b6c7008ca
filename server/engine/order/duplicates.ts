/**
 * Copies of a record. Invariant: how often a record counts does not depend on the order of arrival: copies are found when
 * the records of an instant are released together, and the first by place stays.
 *
 * A record is a copy if it was delivered before (same file, same place in it); or if it is the n-th line of these bytes
 * and this time in its file, and another file of the same log holds n of them too, as logs do that were rotated by copying.
 * Files of one log lie in one folder and differ only in what rotation adds to the name: `auth.log`, `auth.log.1`,
 * `auth.log-20260614.gz`. Equal lines of one file, or of the logs of two hosts, are two events: who attacks often says the
 * same thing twice in a second, and what would be taken for a copy there would be missing from every count.
 */
import type { LogRecord } from "../item.ts";

export interface Copy {
  readonly record: LogRecord;
  /** What it is a copy of. */
  readonly of: LogRecord;
}

/** The name of a log without what rotation and compression add: `auth.log-20260614.2.gz` is `auth.log`. */
export function logOf(path: string): string {
  const cut = path.lastIndexOf("/") + 1;
  const name = path
    .slice(cut)
    .replace(/[-._]?\d{4}([-._]?)\d{2}\1\d{2}(?!\d)/, "")
    .replace(/(?:\.(?:\d{1,4}|gz|bz2|xz|zst|old|bak))+$/, "");
  return path.slice(0, cut) + name;
}

export class Duplicates {
  /** Of files that have another one of their log beside them. */
  private readonly logs = new Map<string, string>();

  constructor(paths: readonly string[]) {
    const alone = new Map<string, string>();
    for (const path of paths) {
      const log = logOf(path);
      const other = alone.get(log);
      if (other === undefined) alone.set(log, path);
      else this.logs.set(other, log).set(path, log);
    }
  }

  /** The records of one instant, in the order of their places, without the copies. */
  without(records: readonly LogRecord[], found: (copy: Copy) => void): readonly LogRecord[] {
    if (records.length < 2 || !this.mayHoldCopies(records)) return records;
    const lines = new Map<string, Line>();
    let before: LogRecord | null = null;
    return records.filter((record) => {
      const of: LogRecord | undefined =
        before !== null && isSame(before, record) ? before : this.earlier(record, lines);
      before = record;
      if (of !== undefined) found({ record, of });
      return of === undefined;
    });
  }

  private mayHoldCopies(records: readonly LogRecord[]): boolean {
    let file: string | null = null;
    for (let i = 0; i < records.length; i++) {
      const record = records[i]!;
      if (i > 0 && isSame(records[i - 1]!, record)) return true;
      if (!this.logs.has(record.file)) continue;
      if (file !== null && file !== record.file) return true;
      file = record.file;
    }
    return false;
  }

  /** The same line of another file of the log. */
  private earlier(record: LogRecord, lines: Map<string, Line>): LogRecord | undefined {
    const { source, file, template, header, features, latin1 } = record;
    const log = this.logs.get(file);
    if (log === undefined) return undefined;
    const key = JSON.stringify([log, source, template, latin1, header, features]);
    let line = lines.get(key);
    if (line === undefined) lines.set(key, (line = { kept: [], file, number: 0 }));
    if (line.file !== file) [line.file, line.number] = [file, 0];
    const of = line.kept[line.number++];
    if (of === undefined) line.kept.push(record);
    return of;
  }
}

interface Line {
  readonly kept: LogRecord[];
  /** The file at hand, and how many of these lines it had so far. */
  file: string;
  number: number;
}

const isSame = (a: LogRecord, b: LogRecord): boolean => a.position === b.position && a.file === b.file;
