/**
 * A log's bytes, piece by piece, unpacked where the file is compressed. Invariant: what a file is, is told by its first
 * bytes, not by its name.
 */
import fs from "node:fs";
import zlib from "node:zlib";
import type { ByteSource } from "./byteSource.ts";
import { GzipSource } from "./gzip.ts";

/** Throws what the operating system says. `size`: of the file when it was listed, null where nobody knows. */
export function openBytes(file: string, chunk: number, size: number | null): ByteSource {
  const handle = fs.openSync(file, "r");
  try {
    return isPacked(handle) ? new GzipSource(handle) : new PlainSource(handle, chunk, size);
  } catch (error) {
    fs.closeSync(handle);
    throw error;
  }
}

class PlainSource implements ByteSource {
  fault: string | null = null;
  private readonly handle: number;
  private readonly bytes: Uint8Array;
  private readonly size: number | null;
  private given = 0;

  constructor(handle: number, chunk: number, size: number | null) {
    this.handle = handle;
    this.bytes = new Uint8Array(chunk);
    this.size = size;
  }

  read(): Uint8Array | null {
    const length = fs.readSync(this.handle, this.bytes, 0, this.bytes.length, null);
    this.given += length;
    if (length > 0) return this.bytes.subarray(0, length);
    if (this.size !== null && this.given < this.size) {
      this.fault = `was cut short while it was read: it had ${this.size} bytes, ${this.given} could be read. Replay it again`;
    }
    return null;
  }

  close(): void {
    fs.closeSync(this.handle);
  }
}

/** How many bytes a file will give, as far as it says so itself; for the progress. */
export function sizeOf(file: string): number {
  const handle = fs.openSync(file, "r");
  try {
    const { size } = fs.fstatSync(handle);
    if (size < SMALLEST_PACKED || !isPacked(handle)) return size;
    const end = Buffer.alloc(4);
    fs.readSync(handle, end, 0, 4, size - 4);
    return Math.max(size, end.readUInt32LE());
  } finally {
    fs.closeSync(handle);
  }
}

/** The first bytes of a log, about so many, in whole lines; none where it cannot be read. */
export function readHead(file: string, most: number): Uint8Array {
  let handle: number;
  try {
    handle = fs.openSync(file, "r");
  } catch {
    return new Uint8Array();
  }
  try {
    const packed = isPacked(handle);
    const buffer = Buffer.alloc(packed ? Math.ceil(most / PACKED_SHARE) : most);
    const size = fs.readSync(handle, buffer, 0, buffer.length, 0);
    const part = buffer.subarray(0, size);
    const head = packed ? zlib.gunzipSync(part, { finishFlush: zlib.constants.Z_SYNC_FLUSH }).subarray(0, most) : part;
    const whole = size < buffer.length && head.length < most;
    return whole ? head : head.subarray(0, head.lastIndexOf(10) + 1);
  } catch {
    return new Uint8Array();
  } finally {
    fs.closeSync(handle);
  }
}

/** A log is about so many times as long as what it is packed to. */
const PACKED_SHARE = 8;
/** Without any data in it. */
const SMALLEST_PACKED = 20;

/** Whether it begins as gzip does; does not move the place where it is read next. */
function isPacked(handle: number): boolean {
  const start = new Uint8Array(3);
  return fs.readSync(handle, start, 0, 3, 0) === 3 && start[0] === 0x1f && start[1] === 0x8b && start[2] === 8;
}
