/**
 * Feeds a replay from files: reads the chunk that it wants next, lets it run, until all is read or somebody cancels.
 * Invariant: memory is bounded by chunk size times open files, whatever the logs' length.
 */
import fs from "node:fs";
import path from "node:path";
import type { Replay, ReplayFile } from "../engine/replay.ts";
import type { Note } from "./notes.ts";
import { describe } from "./folder.ts";

const ALL_CHUNKS = 64 * 1024 * 1024;
const LARGEST_CHUNK = 256 * 1024;
const SMALLEST_CHUNK = 64 * 1024;
/** Lines between two looks at the cancel flag: well below 100 ms. */
const LINES_PER_STEP = 2_000;

export interface Driver {
  readonly cancelled: () => boolean;
  /** Called after every step, to hand on what has come up. */
  readonly tick: () => void;
}

/** A file as far as its bytes go. */
type BytesOf = Pick<ReplayFile, "path" | "size">;

/** `files`: in the order of the indexes by which the replay wants them, those that it learns from last. */
export function drive(replay: Replay, root: string, files: readonly BytesOf[], driver: Driver): Note[] {
  const reader = new Reader(root, files);
  try {
    for (;;) {
      if (driver.cancelled()) {
        replay.cancel();
        break;
      }
      const wanted = replay.wants();
      if (wanted === null) {
        if (!replay.step(LINES_PER_STEP)) break;
      } else {
        const chunk = reader.read(wanted);
        if (chunk === null) replay.end(wanted);
        else replay.push(wanted, chunk);
      }
      driver.tick();
    }
  } finally {
    reader.close();
  }
  return reader.notes;
}

/** Keeps a file open from its first chunk to its end, so that a log deleted or renamed meanwhile is still read whole. */
class Reader {
  readonly notes: Note[] = [];
  private readonly root: string;
  private readonly files: readonly BytesOf[];
  private readonly handles = new Map<number, number>();
  private readonly sizes = new Map<number, number>();
  private readonly chunk: number;

  constructor(root: string, files: readonly BytesOf[]) {
    this.root = root;
    this.files = files;
    this.chunk = Math.max(SMALLEST_CHUNK, Math.min(LARGEST_CHUNK, Math.floor(ALL_CHUNKS / Math.max(1, files.length))));
  }

  /** The next bytes of a file; null at its end, or where it cannot be read any further (said in `notes`). */
  read(index: number): Uint8Array | null {
    const file = this.files[index]!;
    try {
      let handle = this.handles.get(index);
      if (handle === undefined) {
        handle = fs.openSync(path.join(this.root, file.path), "r");
        this.handles.set(index, handle);
      }
      const bytes = new Uint8Array(this.chunk);
      const length = fs.readSync(handle, bytes, 0, bytes.length, null);
      const size = (this.sizes.get(index) ?? 0) + length;
      this.sizes.set(index, size);
      if (length > 0) return bytes.subarray(0, length);
      if (size < file.size) {
        this.notes.push({
          severity: "error",
          message: `${file.path} was cut short while it was read: it had ${file.size} bytes, ${size} could be read. Replay it again.`,
        });
      }
    } catch (error) {
      this.notes.push({
        severity: "error",
        message: `${file.path} could not be read to its end: ${describe(error)}. What was read before is in the report.`,
      });
    }
    this.release(index);
    return null;
  }

  private release(index: number): void {
    const handle = this.handles.get(index);
    if (handle === undefined) return;
    this.handles.delete(index);
    fs.closeSync(handle);
  }

  close(): void {
    for (const index of [...this.handles.keys()]) this.release(index);
  }
}
