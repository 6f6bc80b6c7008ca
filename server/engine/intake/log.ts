/**
 * A file's bytes to what the normalizer reads, line by line or record by record. Invariant: which splitter works is told by
 * the file's first two bytes alone: a byte order mark of UTF-16 (FF FE or FE FF) or anything else.
 */
import { splitFrames } from "./frames.ts";
import { LineSplitter, type RawLine } from "./lines.ts";
import { RecordJoiner, type Begins } from "./records.ts";
import { WideSplitter } from "./wide.ts";

export class LogSplitter {
  private readonly joiner: RecordJoiner | null;
  private readonly framed: boolean;
  private splitter: LineSplitter | WideSplitter | null = null;
  /** The file's first byte, while there is no second. */
  private first = new Uint8Array();

  /** Null: every line is a record. `framed`: or several messages, each behind its count of octets. */
  constructor(begins: Begins | null = null, framed = false) {
    this.framed = framed;
    this.joiner = begins === null ? null : new RecordJoiner(begins);
  }

  /** What this chunk completes. The chunk may be reused afterwards. */
  push(chunk: Uint8Array): readonly RawLine[] {
    if (this.splitter !== null) return this.join(this.splitter.push(chunk));
    const bytes = new Uint8Array(this.first.length + chunk.length);
    bytes.set(this.first);
    bytes.set(chunk, this.first.length);
    if (bytes.length < 2) {
      this.first = bytes;
      return [];
    }
    return this.join(this.open(bytes).push(bytes));
  }

  end(): readonly RawLine[] {
    // A file of one byte or none.
    const begun = this.splitter === null ? this.open(this.first).push(this.first) : [];
    const rest = this.join([...begun, ...(this.splitter?.end() ?? [])]);
    return this.joiner === null ? rest : [...rest, ...this.joiner.end()];
  }

  private open([first, second]: Uint8Array): LineSplitter | WideSplitter {
    if (first === 0xff && second === 0xfe) return (this.splitter = new WideSplitter("little"));
    if (first === 0xfe && second === 0xff) return (this.splitter = new WideSplitter("big"));
    return (this.splitter = new LineSplitter());
  }

  private join(lines: readonly RawLine[]): readonly RawLine[] {
    if (this.joiner !== null) return this.joiner.push(lines);
    return this.framed ? splitFrames(lines) : lines;
  }
}
