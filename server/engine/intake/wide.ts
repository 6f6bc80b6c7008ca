/**
 * UTF-16 bytes to lines. Invariant: as of other lines, texts and endings put together are the bytes that came in: code
 * units are kept as they are, halves of a pair that stand alone too. A byte left over at the end is a line of its own.
 */
import { decodeLatin1, LONGEST, type ByteOrder, type RawLine } from "./lines.ts";

const UNITS = 4096;

export class WideSplitter {
  private readonly order: ByteOrder;
  private number = 0;
  private offset = 0;
  /** The first half of a unit. */
  private odd: number | null = null;
  private pending = "";
  /** Units of the line so far that are not kept, since it is too long. */
  private dropped = 0;

  constructor(order: ByteOrder) {
    this.order = order;
  }

  push(chunk: Uint8Array): readonly RawLine[] {
    const lines: RawLine[] = [];
    const text = this.decode(chunk);
    let from = 0;
    for (let newline = text.indexOf("\n"); newline >= 0; newline = text.indexOf("\n", from)) {
      this.keep(text.slice(from, newline));
      const ending = this.pending.endsWith("\r") ? "\r\n" : "\n";
      this.pending = this.pending.slice(0, this.pending.length + 1 - ending.length);
      lines.push(this.line(ending));
      from = newline + 1;
    }
    this.keep(text.slice(from));
    return lines;
  }

  end(): readonly RawLine[] {
    const lines: RawLine[] = [];
    if (this.pending.length + this.dropped > 0) lines.push(this.line(""));
    if (this.odd !== null) {
      this.number++;
      const text = decodeLatin1(Uint8Array.of(this.odd));
      lines.push({ number: this.number, offset: this.offset, size: 1, text, ending: "", latin1: true });
    }
    return lines;
  }

  private decode(chunk: Uint8Array): string {
    const [first, second] = this.order === "little" ? [1, 256] : [256, 1];
    const units: number[] = [];
    let text = "";
    for (const byte of chunk) {
      if (this.odd === null) this.odd = byte;
      else {
        units.push(this.odd * first! + byte * second!);
        this.odd = null;
      }
      if (units.length === UNITS) text += String.fromCharCode(...units.splice(0));
    }
    return text + String.fromCharCode(...units);
  }

  /** Of a line that is too long nothing but its last unit, which tells the ending. */
  private keep(text: string): void {
    this.pending += text;
    if (this.dropped === 0 && this.pending.length * 2 <= LONGEST + 4) return;
    this.dropped += Math.max(0, this.pending.length - 1);
    this.pending = this.pending.slice(-1);
  }

  private line(ending: RawLine["ending"]): RawLine {
    const size = (this.pending.length + this.dropped) * 2;
    const text = this.dropped > 0 || size > LONGEST ? null : this.pending;
    this.number++;
    const line: RawLine = {
      number: this.number,
      offset: this.offset,
      size,
      text,
      ending,
      latin1: false,
      wide: this.order,
    };
    this.offset += size + ending.length * 2;
    this.pending = "";
    this.dropped = 0;
    return line;
  }
}
