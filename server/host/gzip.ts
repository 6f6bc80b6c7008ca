/**
 * A compressed log, unpacked as it is read. Invariant: never more than a few pieces and one line are in memory, whatever the
 * file claims; where it breaks off or is damaged, all whole lines in front of that come out first, and no part of a line
 * (of UTF-16, whose line ends are not told by a byte: all that could be unpacked).
 */
import fs from "node:fs";
import { LONGEST } from "../engine/intake/lines.ts";
import type { ByteSource } from "./byteSource.ts";
import { Gunzip } from "./gunzip.ts";

/** Bytes that are unpacked at a time: a thousand times as many may come out, no more. */
const PIECE = 16 * 1024;

/** Logs shrink to a tenth, very dull ones to a hundredth. What grows more than this, and so much, is no log. */
export const MOST_GROWTH = 250;
export const GROWN = 64 * 1024 * 1024;

const NEWLINE = 10;
/** The byte order marks of UTF-16. */
const WIDE: ReadonlySet<string> = new Set(["255 254", "254 255"]);

export class GzipSource implements ByteSource {
  fault: string | null = null;
  private readonly handle: number;
  private readonly packed = new Uint8Array(PIECE);
  private readonly unzip = new Gunzip();
  /** Of the file, and what of that has become text. */
  private taken = 0;
  private unpacked = 0;
  /** The beginning of a line whose end is still packed. */
  private begun: Uint8Array = new Uint8Array();
  private isWide = false;
  private ended = false;

  /** `handle`: of the opened file, at its beginning. Closed with this. */
  constructor(handle: number) {
    this.handle = handle;
  }

  async read(): Promise<Uint8Array | null> {
    while (!this.ended) {
      const bytes = this.whole(await this.next());
      if (bytes.length > 0) return bytes;
    }
    return null;
  }

  close(): void {
    this.unzip.close();
    fs.closeSync(this.handle);
  }

  private async next(): Promise<Uint8Array> {
    const length = fs.readSync(this.handle, this.packed, 0, PIECE, this.taken);
    let bytes = await this.unzip.unpack(length === 0 ? null : this.packed.subarray(0, length));
    this.ended = length === 0;
    const { error } = this.unzip;
    // The stream throws away what it had unpacked of the piece in which it fails.
    if (error !== null && error.code !== BROKEN_OFF) bytes = await this.rescue(length);
    this.taken += length;
    if (this.unpacked === 0) this.isWide = WIDE.has(`${bytes[0]} ${bytes[1]}`);
    this.unpacked += bytes.length;
    if (error !== null) this.stop(reasonOf(error));
    if (this.unpacked > GROWN && this.unpacked > this.taken * MOST_GROWTH) {
      this.stop(
        `was not unpacked any further: ${this.taken} bytes have become ${this.unpacked}, which no log does; a file that ` +
          "is made to fill the memory does. If it is a log, unpack it yourself",
      );
    }
    return bytes;
  }

  /** What of the piece of this length lies in front of its damage: all is unpacked once more, and that piece byte by byte. */
  private async rescue(length: number): Promise<Uint8Array> {
    const again = new Gunzip();
    const piece = this.packed.slice(0, length);
    for (let at = 0; at < this.taken; at += PIECE) {
      const size = fs.readSync(this.handle, this.packed, 0, Math.min(PIECE, this.taken - at), at);
      await again.unpack(this.packed.subarray(0, size));
    }
    const rescued: Uint8Array[] = [];
    for (let at = 0; at < length && again.error === null; at++)
      rescued.push(await again.unpack(piece.subarray(at, at + 1)));
    again.close();
    return Buffer.concat(rescued);
  }

  /** Holds back the beginning of a line until its end is there, for it may never be. */
  private whole(bytes: Uint8Array): Uint8Array {
    const all = this.begun.length === 0 ? bytes : Buffer.concat([this.begun, bytes]);
    if (this.ended && this.fault === null) return all;
    const end = this.isWide ? all.length : all.lastIndexOf(NEWLINE) + 1;
    // Nobody reads a line as long as that.
    const whole = all.length - end > LONGEST ? all.length : end;
    this.begun = all.subarray(whole);
    if (this.fault !== null) this.fault += `. ${this.account()}`;
    return all.subarray(0, whole);
  }

  private account(): string {
    const { unpacked, begun } = this;
    const read = `The ${unpacked - begun.length} bytes in front of that were read`;
    return begun.length === 0 ? read : `${read}, the ${begun.length} of a line that has lost its end were not`;
  }

  private stop(fault: string): void {
    this.fault ??= fault;
    this.ended = true;
  }
}

const BROKEN_OFF = "Z_BUF_ERROR";

const reasonOf = ({ code, message }: NodeJS.ErrnoException): string =>
  code === BROKEN_OFF ? "breaks off: its compressed data have no end" : `is damaged (${message})`;
