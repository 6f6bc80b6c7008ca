/**
 * Feeds a replay from files: reads the chunk that it wants next, lets it run, until all is read or somebody cancels.
 * Invariant: memory is bounded by chunk size times open files, whatever the logs' length.
 */
import path from "node:path";
import type { Replay, ReplayFile } from "../engine/replay.ts";
import { openBytes } from "./bytes.ts";
import type { ByteSource } from "./byteSource.ts";
import { describe } from "./folder.ts";
import { heldNote } from "./held.ts";
import type { Note } from "./notes.ts";

const ALL_CHUNKS = 64 * 1024 * 1024;
const LARGEST_CHUNK = 256 * 1024;
const SMALLEST_CHUNK = 64 * 1024;
/** Lines between two looks at the cancel flag: well below 100 ms, also where others use the processor. */
const LINES_PER_STEP = 250;

export interface Driver {
  readonly cancelled: () => boolean;
  /** Called after every step, to hand on what has come up. */
  readonly tick: () => void;
}

/** A file as far as its bytes go. */
type BytesOf = Pick<ReplayFile, "path" | "size">;

/** `files`: in the order of the indexes by which the replay wants them, those that it learns from last. */
export async function drive(replay: Replay, root: string, files: readonly BytesOf[], driver: Driver): Promise<Note[]> {
  const reader = new Reader(root, files);
  let held: Note | null = null;
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
        const reading = reader.read(wanted);
        // Only what must be unpacked is waited for.
        const chunk = reading instanceof Promise ? await reading : reading;
        if (chunk === null) replay.end(wanted);
        else replay.push(wanted, chunk);
      }
      held ??= heldNote(replay.held());
      driver.tick();
    }
  } finally {
    reader.close();
  }
  return held === null ? reader.notes : [...reader.notes, held];
}

/** Keeps a file open from its first chunk to its end, so that a log deleted or renamed meanwhile is still read whole. */
class Reader {
  readonly notes: Note[] = [];
  private readonly root: string;
  private readonly files: readonly BytesOf[];
  private readonly open = new Map<number, ByteSource>();
  private readonly chunk: number;

  constructor(root: string, files: readonly BytesOf[]) {
    this.root = root;
    this.files = files;
    this.chunk = Math.max(SMALLEST_CHUNK, Math.min(LARGEST_CHUNK, Math.floor(ALL_CHUNKS / Math.max(1, files.length))));
  }

  /** The next bytes of a file; null at its end, or where it cannot be read any further (said in `notes`). */
  read(index: number): Uint8Array | null | Promise<Uint8Array | null> {
    try {
      let source = this.open.get(index);
      if (source === undefined) {
        const { path: file, size } = this.files[index]!;
        source = openBytes(path.join(this.root, file), this.chunk, size);
        this.open.set(index, source);
      }
      const bytes = source.read();
      if (!(bytes instanceof Promise)) return bytes ?? this.end(index, source);
      return bytes.then(
        (unpacked) => unpacked ?? this.end(index, source),
        (error: unknown) => this.failed(index, error),
      );
    } catch (error) {
      return this.failed(index, error);
    }
  }

  private end(index: number, { fault }: ByteSource): null {
    if (fault !== null) this.say(index, `${fault}.`);
    this.release(index);
    return null;
  }

  private failed(index: number, error: unknown): null {
    this.say(index, `could not be read to its end: ${describe(error)}. What was read before is in the report.`);
    this.release(index);
    return null;
  }

  private say(index: number, what: string): void {
    this.notes.push({ severity: "error", message: `${this.files[index]!.path} ${what}` });
  }

  private release(index: number): void {
    const source = this.open.get(index);
    this.open.delete(index);
    source?.close();
  }

  close(): void {
    for (const index of [...this.open.keys()]) this.release(index);
  }
}
