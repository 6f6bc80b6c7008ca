/** Which older logs the rules learn from. Invariant: none that is replayed too, for its records would count twice. */
import fs from "node:fs";
import path from "node:path";
import { sourcesOf, type LearnFile } from "../engine/learn.ts";
import type { Program } from "../model/program.ts";
import { describe, type Listing } from "./folder.ts";
import { pathMatcher } from "./globs.ts";
import type { Note } from "./notes.ts";

export function learnedFiles(root: string, program: Program, listing: Listing): { files: LearnFile[]; notes: Note[] } {
  const notes: Note[] = [];
  const replayed = pathMatcher(program.sources.flatMap(({ files }) => files));
  const claims = new Map<string, string[]>();
  for (const { name, learn, status, nameLocation } of program.rules) {
    if (learn.length === 0 || status === "disabled" || sourcesOf(program, name).length === 0) continue;
    const matches = pathMatcher(learn);
    const found = listing.files.filter((file) => matches(file));
    const globs = learn.map((glob) => `"${glob}"`).join(", ");
    if (found.length === 0) {
      const message = `No file matches ${globs}, so rule ${name} learns nothing. The pattern is relative to the workspace folder.`;
      notes.push({ severity: "warning", message, at: nameLocation });
    }
    for (const file of found) {
      if (replayed(file)) {
        const message = `${file} is among the logs that are replayed, so rule ${name} does not learn from it: its records would count twice. Keep older logs outside of the sources' \`files\`.`;
        notes.push({ severity: "warning", message, at: nameLocation });
      } else claims.set(file, [...(claims.get(file) ?? []), name]);
    }
  }
  const files: LearnFile[] = [];
  for (const [file, rules] of [...claims].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const reached = new Set(rules.flatMap((rule) => sourcesOf(program, rule)));
    const sources = program.sources.map(({ name }) => name).filter((name) => reached.has(name));
    try {
      files.push({ path: file, sources, rules, size: fs.statSync(path.join(root, file)).size });
    } catch (error) {
      notes.push({ severity: "error", message: `${file} was not learned from: ${describe(error)}.` });
    }
  }
  return { files, notes };
}
