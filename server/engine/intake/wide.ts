/**
 * UTF-16 bytes to lines. Invariant: as of other lines, texts and endings put together are the bytes that came in: code
 * units are kept as they are, halves of a pair that stand alone too. A byte left over at the end is a line of its own.
 */
import { decodeLatin1, LONGEST, type ByteOrder, type RawLine } from "./lines.ts";

/** Decoded at a time. */
const UNITS = 4096;

export class WideSplitter {
  private readonly order: ByteOrder;
  private number = 0;
  private offset = 0;
  /** The first half of a unit. */
  private odd: number | null = null;
  private readonly units = new Uint16Array(UNITS);
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
    const bytes = this.odd === null ? chunk : joined(this.odd, chunk);
    const whole = bytes.length - (bytes.length % 2);
    this.odd = whole < bytes.length ? bytes[whole]! : null;
    const [low, high] = this.order === "little" ? [0, 1] : [1, 0];
    let text = "";
    for (let from = 0; from < whole; from += 2 * UNITS) {
      const count = Math.min(UNITS, (whole - from) / 2);
      for (let i = 0; i < count; i++) this.units[i] = bytes[from + 2 * i + low!]! + bytes[from + 2 * i + high!]! * 256;
      text += Reflect.apply(String.fromCharCode, null, this.units.subarray(0, count)) as string;
    }
    return text;
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

function joined(first: number, rest: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(rest.length + 1);
  bytes[0] = first;
  bytes.set(rest, 1);
  return bytes;
}
