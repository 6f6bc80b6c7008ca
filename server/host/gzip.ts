/**
 * A compressed log, unpacked as it is read. Invariant: never more than a few pieces are in memory, whatever the file
 * claims; what could be unpacked is given out before the reason is that the rest could not.
 */
import fs from "node:fs";
import zlib from "node:zlib";
import type { ByteSource } from "./byteSource.ts";

/** Bytes that are unpacked at a time: a thousand times as many may come out, no more. */
const PIECE = 16 * 1024;

/** Logs shrink to a tenth, very dull ones to a hundredth. What grows more than this, and so much, is no log. */
export const MOST_GROWTH = 250;
export const GROWN = 64 * 1024 * 1024;

export class GzipSource implements ByteSource {
  fault: string | null = null;
  private readonly handle: number;
  private readonly packed = new Uint8Array(PIECE);
  private readonly unzip = zlib.createGunzip();
  private pieces: Uint8Array[] = [];
  private error: NodeJS.ErrnoException | null = null;
  private taken = 0;
  private given = 0;
  private ended = false;

  /** `handle`: of the opened file, at its beginning. Closed with this. */
  constructor(handle: number) {
    this.handle = handle;
    this.unzip.on("data", (piece: Uint8Array) => this.pieces.push(piece));
    this.unzip.on("error", (error: NodeJS.ErrnoException) => (this.error = error));
  }

  async read(): Promise<Uint8Array | null> {
    while (!this.ended) {
      await this.unpack();
      if (this.error !== null) this.stop(this.reason(this.error));
      const bytes = this.take();
      this.given += bytes.length;
      if (this.given > GROWN && this.given > this.taken * MOST_GROWTH) {
        this.stop(
          `was not unpacked any further: ${this.taken} bytes have become ${this.given}, which no log does; a file that ` +
            "is made to fill the memory does. If it is a log, unpack it yourself",
        );
      }
      if (bytes.length > 0) return bytes;
    }
    return null;
  }

  close(): void {
    this.unzip.destroy();
    fs.closeSync(this.handle);
  }

  /** Until all that the next piece holds has come out. */
  private async unpack(): Promise<void> {
    const length = fs.readSync(this.handle, this.packed, 0, PIECE, null);
    this.taken += length;
    await new Promise<void>((settle) => {
      if (this.unzip.destroyed) return settle();
      // At the end, and where it fails.
      const closed = (): void => settle();
      this.unzip.once("close", closed);
      if (length === 0) this.unzip.end();
      // The stream keeps what it is given until it is unpacked, and the array is reused.
      else {
        this.unzip.write(this.packed.slice(0, length), () => {
          this.unzip.off("close", closed);
          settle();
        });
      }
    });
    // Known before it is told.
    this.error ??= this.unzip.errored;
    this.ended = length === 0;
  }

  private take(): Uint8Array {
    const { pieces } = this;
    this.pieces = [];
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  }

  private stop(fault: string): void {
    this.fault ??= fault;
    this.ended = true;
  }

  private reason({ code, message }: NodeJS.ErrnoException): string {
    if (code === "Z_BUF_ERROR") {
      return `breaks off: its compressed data have no end. The ${this.given + size(this.pieces)} bytes that could be unpacked were read`;
    }
    return `is damaged (${message}). What could be unpacked in front of that was read`;
  }
}

const size = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, { length }) => sum + length, 0);
