/** The beginning of a log, unpacked where it is compressed, for who wants to find out how its lines are written. */
import fs from "node:fs";
import path from "node:path";
import type { Micros } from "../model/program.ts";
import { readHead } from "./bytes.ts";

/** About 2,000 lines of a system log. */
const HEAD = 256 * 1024;

export interface LogHead {
  readonly path: string;
  readonly head: Uint8Array;
  /** The log has no more than that. */
  readonly isWhole: boolean;
  /** When it was last written to. */
  readonly changed: Micros;
}

/** `file`: relative to the folder, which it must not leave. Throws what the operating system says. */
export function logHead(root: string, file: string, most = HEAD): LogHead {
  const absolute = path.join(root, file);
  const head = readHead(absolute, most + 1);
  const changed = Math.floor(fs.statSync(absolute).mtimeMs) * 1000;
  return { path: file, head: head.subarray(0, most), isWhole: head.length <= most, changed };
}
