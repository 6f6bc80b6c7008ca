/**
 * A log as text for somebody to read, unpacked and decoded, around one of its lines. Invariant: so many lines and characters
 * at most, whatever the log; a line has the number that a replay gives it.
 */
import fs from "node:fs";
import path from "node:path";
import { Excerpt, type LogText } from "../engine/intake/excerpt.ts";
import { LogSplitter } from "../engine/intake/log.ts";
import { readChunks } from "./chunks.ts";
import { describe, isInside } from "./folder.ts";

/** `file` is relative to the folder, `line` 1-based. */
export async function logText(root: string, file: string, line: number): Promise<LogText> {
  try {
    const real = fs.realpathSync(path.join(root, file));
    if (!isInside(fs.realpathSync(root), real))
      return { kind: "refused", message: `${file} leads out of the folder, so it is not opened.` };
    return isPlain(real) ? { kind: "plain" } : await decoded(real, line);
  } catch (error) {
    return { kind: "refused", message: `${file} cannot be opened: ${describe(error)}.` };
  }
}

/** Neither packed nor of UTF-16: what an editor takes for binary. */
function isPlain(file: string): boolean {
  const handle = fs.openSync(file, "r");
  try {
    const start = new Uint8Array(2);
    fs.readSync(handle, start, 0, 2, 0);
    return !OTHERS.has(`${start[0]} ${start[1]}`);
  } finally {
    fs.closeSync(handle);
  }
}

/** How gzip begins, and UTF-16 with its byte order mark. */
const OTHERS: ReadonlySet<string> = new Set(["31 139", "255 254", "254 255"]);

async function decoded(file: string, line: number): Promise<LogText> {
  const excerpt = new Excerpt(line);
  const splitter = new LogSplitter();
  let fault: string | null = null;
  for await (const bytes of readChunks(file, (said) => (fault = said))) {
    for (const each of splitter.push(bytes)) excerpt.take(each);
    if (excerpt.isFull) break;
  }
  if (!excerpt.isFull) for (const each of splitter.end()) excerpt.take(each);
  return { kind: "decoded", ...excerpt.result(), fault };
}
