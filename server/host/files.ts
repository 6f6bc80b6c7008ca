/** Which files a replay reads, for which sources. */
import fs from "node:fs";
import path from "node:path";
import picomatch from "picomatch";
import type { Program } from "../model/program.ts";
import type { ReplayFile } from "../engine/replay.ts";
import type { Note } from "./notes.ts";
import { describe, type Listing } from "./folder.ts";

/** `only`: one log file, relative to the root; the globs of the sources still say whose it is. */
export function matchFiles(
  root: string,
  program: Program,
  listing: Listing,
  only?: string,
): { files: ReplayFile[]; notes: Note[] } {
  const notes: Note[] = [];
  const claims = new Map<string, string[]>();
  for (const source of program.sources) {
    const matches = picomatch([...source.files], { dot: true });
    const claimed = listing.files.filter((file) => matches(file) && (only === undefined || file === only));
    if (claimed.length === 0 && only === undefined) {
      notes.push({
        severity: "warning",
        message:
          `No file matches ${source.files.map((glob) => `"${glob}"`).join(", ")}, so source ${source.name} has no records. ` +
          "The patterns are relative to the workspace folder.",
        at: source.location,
      });
    }
    for (const file of claimed) claims.set(file, [...(claims.get(file) ?? []), source.name]);
  }
  const files: ReplayFile[] = [];
  for (const file of [...claims.keys()].sort()) {
    try {
      files.push({ path: file, sources: claims.get(file)!, size: fs.statSync(path.join(root, file)).size });
    } catch (error) {
      notes.push({ severity: "error", message: `${file} was not replayed: ${describe(error)}.` });
    }
  }
  for (const { path: link, reason } of listing.left) {
    notes.push({ severity: "warning", message: `${link} was not looked at: ${reason}.` });
  }
  return { files, notes };
}
