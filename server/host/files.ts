/** Which files a replay reads, for which sources. */
import fs from "node:fs";
import path from "node:path";
import type { Program } from "../model/program.ts";
import type { ReplayFile } from "../engine/replay.ts";
import { sizeOf } from "./bytes.ts";
import type { Note } from "./notes.ts";
import { describe, type Listing } from "./folder.ts";
import { pathMatcher } from "./globs.ts";
import { inTimeOrder } from "./rotated.ts";

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
    const matches = pathMatcher(source.files);
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
  const known = new Map<string, string>();
  for (const file of realFilesFirst(root, [...claims.keys()])) {
    try {
      const real = fs.realpathSync(path.join(root, file));
      const same = known.get(real);
      if (same === undefined) {
        known.set(real, file);
        files.push({ path: file, sources: claims.get(file)!, size: sizeOf(real) });
      } else {
        const message = `${file} is a link to ${same}, which is read already: its lines count once.`;
        notes.push({ severity: "information", message });
      }
    } catch (error) {
      notes.push({ severity: "error", message: `${file} was not replayed: ${describe(error)}.` });
    }
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const ordered = inTimeOrder(root, program, files);
  if (program.rules.length === 0 && program.rankings.length === 0) {
    notes.push({ severity: "information", message: "No rule is declared (or sound), so nothing can be detected." });
  }
  for (const { path: link, reason } of listing.left) {
    notes.push({ severity: "warning", message: `${link} was not looked at: ${reason}.` });
  }
  return { files: ordered, notes };
}

/** Names of the sources that read a log, if they accept its lines. */
export const readersOf = ({ sources }: Program, file: string): readonly string[] =>
  sources.filter((source) => pathMatcher(source.files)(file)).map(({ name }) => name);

/** In the order of their paths, links behind what they may lead to: `current.log -> app.log` is one log. */
function realFilesFirst(root: string, files: readonly string[]): string[] {
  const isLink = (file: string): number =>
    fs.lstatSync(path.join(root, file), { throwIfNoEntry: false })?.isSymbolicLink() ? 1 : 0;
  return [...files].sort((a, b) => isLink(a) - isLink(b) || (a < b ? -1 : 1));
}
