/** One file's bytes, chunk by chunk, for what needs no replay. */
import { openBytes } from "./bytes.ts";

const CHUNK = 1 << 20;

/** Throws what the operating system throws. The chunk is overwritten by the next one. `said`: why not all was read. */
export async function* readChunks(file: string, said: (fault: string) => void): AsyncGenerator<Uint8Array> {
  const source = openBytes(file, CHUNK, null);
  try {
    for (;;) {
      const bytes = await source.read();
      if (bytes === null) break;
      yield bytes;
    }
    if (source.fault !== null) said(source.fault);
  } finally {
    source.close();
  }
}
