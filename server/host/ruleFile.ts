/** One rule file, read again because the disk said that it changed. */
import fs from "node:fs";
import path from "node:path";
import { isInside, isSkipped, MOST_RULE_BYTES } from "./folder.ts";

/**
 * Its text; null if it is gone, is no ordinary file, cannot be read, is too large, leads out of the folder or lies where nobody looks for
 * rules. Both paths are absolute.
 */
export function readRuleFile(root: string, file: string): string | null {
  try {
    if (isSkipped(path.relative(root, file))) return null;
    const real = fs.realpathSync(file);
    if (!isInside(fs.realpathSync(root), real)) return null;
    const found = fs.statSync(real);
    // Reading a pipe would wait for its writer.
    if (!found.isFile() || found.size > MOST_RULE_BYTES) return null;
    return fs.readFileSync(real, "utf8");
  } catch {
    return null;
  }
}
