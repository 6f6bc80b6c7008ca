/**
 * A file's bytes to what the normalizer reads, line by line or record by record. Invariant: which splitter works is told by
 * the file's first two bytes alone: a byte order mark of UTF-16 (FF FE or FE FF) or anything else. A file whose lines end
 * with CR alone is one line, which says so where its format makes nothing of it: a CR may as well be part of a message.
 */
import { RETURNS_ALONE } from "../../model/facts.ts";
import { splitFrames } from "./frames.ts";
import { LineSplitter, type RawLine } from "./lines.ts";
import { RecordJoiner, type Begins } from "./records.ts";
import { WideSplitter } from "./wide.ts";

const RETURN = 13;

export class LogSplitter {
  private readonly joiner: RecordJoiner | null;
  private readonly framed: boolean;
  private splitter: LineSplitter | WideSplitter | null = null;
  private empty = true;
  /** There is a CR in front of the first line's end. */
  private returns = false;
  /** The file's first byte, while there is no second. */
  private first = new Uint8Array();

  /** Null: every line is a record. `framed`: or several messages, each behind its count of octets. */
  constructor(begins: Begins | null = null, framed = false) {
    this.framed = framed && begins === null;
    this.joiner = begins === null ? null : new RecordJoiner(begins);
  }

  /** What this chunk completes. The chunk may be reused afterwards. */
  push(chunk: Uint8Array): readonly RawLine[] {
    if (this.empty) this.returns ||= chunk.includes(RETURN);
    const lines = this.split(chunk);
    this.empty &&= lines.length === 0;
    return this.joiner?.push(lines) ?? this.frames(lines);
  }

  private split(chunk: Uint8Array): readonly RawLine[] {
    if (this.splitter !== null) return this.splitter.push(chunk);
    const bytes = new Uint8Array(this.first.length + chunk.length);
    bytes.set(this.first);
    bytes.set(chunk, this.first.length);
    if (bytes.length < 2) {
      this.first = bytes;
      return [];
    }
    return this.open(bytes).push(bytes);
  }

  end(): readonly RawLine[] {
    // A file of one byte or none.
    const begun = this.splitter === null ? this.open(this.first).push(this.first) : [];
    const last = [...begun, ...(this.splitter?.end() ?? [])];
    if (this.joiner !== null) return [...this.joiner.push(last.map((line) => this.judged(line))), ...this.joiner.end()];
    // Messages behind their counts are no lines that a CR ends.
    return this.frames(last).map((line) => (last.includes(line) ? this.judged(line) : line));
  }

  private open([first, second]: Uint8Array): LineSplitter | WideSplitter {
    if (first === 0xff && second === 0xfe) return (this.splitter = new WideSplitter("little"));
    if (first === 0xfe && second === 0xff) return (this.splitter = new WideSplitter("big"));
    return (this.splitter = new LineSplitter());
  }

  /** The file's last line. */
  private judged(line: RawLine): RawLine {
    if (line.number > 1 || line.ending !== "" || !this.returns) return line;
    // Of a longer line nothing is kept but that it has such a byte, which in UTF-16 may be half of any character.
    const has = line.text === null ? line.wide === undefined : line.text.trimEnd().includes("\r");
    return has ? { ...line, refusal: RETURNS_ALONE } : line;
  }

  private frames(lines: readonly RawLine[]): readonly RawLine[] {
    return this.framed ? splitFrames(lines) : lines;
  }
}
