/**
 * Lines to records of several lines. Invariant: texts and endings of what comes out, put together, are those that went
 * in; at most one record of `LONGEST` is kept. A record has the number and the offset of its first line; the ends of the
 * lines inside it are part of its text.
 */
import { decodeLatin1, LONGEST, type RawLine } from "./lines.ts";

/** Whether a line begins a record, given the one in front of it. */
export type Begins = (line: string, before: string | null) => boolean;

export class RecordJoiner {
  private readonly begins: Begins;
  private before: string | null = null;
  private lines: RawLine[] = [];
  /** In bytes, endings included. */
  private size = 0;
  /** Too long: nothing of it is kept but its first line's place. */
  private dropped = false;

  constructor(begins: Begins) {
    this.begins = begins;
  }

  /** The records that these lines complete. */
  push(lines: readonly RawLine[]): RawLine[] {
    const out: RawLine[] = [];
    for (const line of lines) {
      if (this.lines.length > 0 && this.isFirst(line)) this.close(out);
      this.before = line.text;
      this.keep(line);
    }
    return out;
  }

  /** The last record: only the end of the file tells that it is whole. */
  end(): RawLine[] {
    const out: RawLine[] = [];
    if (this.lines.length > 0) this.close(out);
    return out;
  }

  private isFirst({ text, wide }: RawLine): boolean {
    return text === null || wide !== this.lines[0]!.wide || this.begins(text, this.before);
  }

  private keep(line: RawLine): void {
    this.size += line.size + endingSize(line);
    this.dropped ||= line.text === null || this.size > LONGEST;
    if (this.dropped) this.lines = [this.lines[0] ?? line, line];
    else this.lines.push(line);
  }

  private close(out: RawLine[]): void {
    const first = this.lines[0]!;
    const last = this.lines.at(-1)!;
    const { ending } = last;
    const size = this.size - endingSize(last);
    if (this.dropped) out.push({ ...first, size, ending, text: null });
    else if (this.lines.length === 1) out.push(first);
    else {
      const latin1 = this.lines.some((line) => line.latin1);
      const text = this.lines.map((line) => (latin1 ? asLatin1(line) : line.text!) + line.ending).join("");
      out.push({ ...first, size, ending, latin1, text: text.slice(0, text.length - ending.length) });
    }
    this.lines = [];
    this.size = 0;
    this.dropped = false;
  }
}

const endingSize = ({ ending, wide }: RawLine): number => ending.length * (wide === undefined ? 1 : 2);

/** One character for each byte, so that the whole record is of one kind. */
function asLatin1({ text, latin1 }: RawLine): string {
  return latin1 ? text! : decodeLatin1(new TextEncoder().encode(text!));
}
