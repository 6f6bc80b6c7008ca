/** One file's bytes, chunk by chunk, for what needs no replay. */
import fs from "node:fs";

const CHUNK = 1 << 20;

/** Throws what the operating system throws. The chunk is overwritten by the next one. */
export function* readChunks(file: string): Generator<Uint8Array> {
  const handle = fs.openSync(file, "r");
  try {
    const bytes = new Uint8Array(CHUNK);
    for (;;) {
      const length = fs.readSync(handle, bytes, 0, CHUNK, null);
      if (length === 0) return;
      yield bytes.subarray(0, length);
    }
  } finally {
    fs.closeSync(handle);
  }
}
