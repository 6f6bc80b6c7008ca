/**
 * Bytes to lines. Invariant: text (or, of an oversized line, its size) and ending of all lines, put together again, are
 * the bytes that came in, whatever the chunks were; at most one line of `LONGEST` is kept between two chunks.
 */

export interface RawLine {
  /** 1-based. */
  readonly number: number;
  /** Of its first byte in the file. */
  readonly offset: number;
  /** In bytes, without the ending. */
  readonly size: number;
  /** Null if the line is longer than `LONGEST`: then nothing of it was kept. */
  readonly text: string | null;
  readonly ending: "\n" | "\r\n" | "";
  /** The bytes are no UTF-8: each of them is one character of `text`. */
  readonly latin1: boolean;
  /** The bytes are UTF-16 in this order; absent: they are not. */
  readonly wide?: ByteOrder;
  /** Why it is no record, whatever its format makes of it. */
  readonly fault?: string;
  /** Why its format makes nothing of it, if so: what the file is like says more than the format can. */
  readonly refusal?: string;
}

export type ByteOrder = "little" | "big";

/** 1 MiB: no log format has longer lines, and a file without line ends must not fill the memory. */
export const LONGEST = 1 << 20;
/**
 * Lines are decoded together, since a call per line costs more than the decoding. Small blocks, because a part of a
 * string keeps the whole in memory: a record that waits in a window for hours holds no more than this.
 */
const BLOCK = 16 << 10;
const NEWLINE = 10;
const RETURN = 13;

/**
 * A class, not a literal: where objects of a literal still lived when garbage was first collected, as all lines of a chunk
 * do, later ones are made among the old ones, and what they hold stays for long after they are gone.
 */
class Line implements RawLine {
  readonly number: number;
  readonly offset: number;
  readonly size: number;
  readonly text: string | null;
  readonly ending: RawLine["ending"];
  readonly latin1: boolean;

  constructor(
    number: number,
    offset: number,
    size: number,
    text: string | null,
    ending: RawLine["ending"],
    latin1: boolean,
  ) {
    this.number = number;
    this.offset = offset;
    this.size = size;
    this.text = text;
    this.ending = ending;
    this.latin1 = latin1;
  }
}

export class LineSplitter {
  private readonly decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  private number = 0;
  /** Of the first byte not yet given out. */
  private offset = 0;
  private pending: Uint8Array[] = [];
  private pendingSize = 0;
  private lines: RawLine[] = [];

  /** The lines that this chunk completes. The chunk may be reused afterwards. */
  push(chunk: Uint8Array): readonly RawLine[] {
    const last = chunk.lastIndexOf(NEWLINE);
    if (last < 0) {
      this.keep(chunk);
      return [];
    }
    let from = 0;
    if (this.pendingSize > 0) {
      const end = chunk.indexOf(NEWLINE);
      this.keep(chunk.subarray(0, end + 1));
      this.flush();
      from = end + 1;
    }
    while (from <= last) {
      const within = chunk.subarray(from, Math.min(from + BLOCK, last + 1)).lastIndexOf(NEWLINE);
      const end = within >= 0 ? from + within + 1 : chunk.indexOf(NEWLINE, from) + 1;
      this.block(chunk.subarray(from, end));
      from = end;
    }
    this.keep(chunk.subarray(last + 1));
    return this.take();
  }

  /** The last line, if it has no ending. */
  end(): readonly RawLine[] {
    if (this.pendingSize > 0) this.flush();
    return this.take();
  }

  private take(): readonly RawLine[] {
    const lines = this.lines;
    this.lines = [];
    return lines;
  }

  private keep(part: Uint8Array): void {
    if (part.length === 0) return;
    this.pendingSize += part.length;
    if (this.pendingSize <= LONGEST + 2) this.pending.push(part.slice());
    // Too long already; its last two bytes still tell the ending.
    else this.pending = [concatenate([...this.pending.slice(-2), part]).slice(-2)];
  }

  private flush(): void {
    const bytes = concatenate(this.pending);
    const dropped = this.pendingSize - bytes.length;
    this.pending = [];
    this.pendingSize = 0;
    if (dropped === 0) this.block(bytes);
    else this.give(null, bytes.length + dropped, endingOf(bytes), false);
  }

  /** Whole lines, the last one possibly without an ending. */
  private block(bytes: Uint8Array): void {
    const text = bytes.length <= LONGEST ? this.decode(bytes) : null;
    if (text === null) return this.single(bytes);
    const ascii = text.length === bytes.length;
    let from = 0;
    let byteFrom = 0;
    while (from < text.length) {
      const newline = text.indexOf("\n", from);
      const next = newline < 0 ? text.length : newline + 1;
      const byteNext = ascii ? next : newline < 0 ? bytes.length : bytes.indexOf(NEWLINE, byteFrom) + 1;
      const ending = newline < 0 ? "" : newline > from && text.charCodeAt(newline - 1) === RETURN ? "\r\n" : "\n";
      this.give(text.slice(from, next - ending.length), byteNext - byteFrom, ending, false);
      from = next;
      byteFrom = byteNext;
    }
  }

  /** Line by line: one of them is no UTF-8, or too long. */
  private single(bytes: Uint8Array): void {
    let from = 0;
    while (from < bytes.length) {
      const newline = bytes.indexOf(NEWLINE, from);
      const next = newline < 0 ? bytes.length : newline + 1;
      const ending = endingOf(bytes.subarray(from, next));
      const line = bytes.subarray(from, next - ending.length);
      const text = line.length > LONGEST ? null : this.decode(line);
      if (text !== null || line.length > LONGEST) this.give(text, next - from, ending, false);
      else this.give(decodeLatin1(line), next - from, ending, true);
      from = next;
    }
  }

  private give(text: string | null, bytes: number, ending: RawLine["ending"], latin1: boolean): void {
    this.number++;
    this.lines.push(new Line(this.number, this.offset, bytes - ending.length, text, ending, latin1));
    this.offset += bytes;
  }

  private decode(bytes: Uint8Array): string | null {
    try {
      return this.decoder.decode(bytes);
    } catch {
      return null;
    }
  }
}

function endingOf(line: Uint8Array): RawLine["ending"] {
  if (line.at(-1) !== NEWLINE) return "";
  return line.at(-2) === RETURN ? "\r\n" : "\n";
}

/** One character per byte; the platform's decoder of that name is Windows-1252 and would change some of them. */
export function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
