/**
 * Rule files that are named on the command line, one by one or by their folder. Invariant: a file is listed once, whatever
 * leads to it, and writing keeps its links, its permissions and, if anything fails, its content.
 */
import fs from "node:fs";
import path from "node:path";
import { describe, listFolder, MOST_RULE_BYTES } from "../host/folder.ts";
import { UsageError } from "./options.ts";

/** A file that could not be worked on, and why. */
export interface Left {
  readonly file: string;
  readonly reason: string;
}

/** Paths as the user can find them from where the command runs. */
export function ruleFiles(words: readonly string[]): { readonly files: readonly string[]; readonly left: Left[] } {
  const files = new Map<string, string>();
  const left: Left[] = [];
  for (const word of words.length === 0 ? ["."] : words) {
    if (!fs.existsSync(word)) throw new UsageError(`there is no file or folder ${word}`);
    const isFolder = fs.statSync(word).isDirectory();
    if (!isFolder && !word.endsWith(".grove")) {
      throw new UsageError(`${word} is no rule file: those end in .grove`);
    }
    const listing = isFolder ? listFolder(word) : { files: [""], left: [] };
    const inFolder = (file: string): string => path.join(word, file);
    for (const file of listing.files.map(inFolder)) {
      if (!file.endsWith(".grove")) continue;
      const real = fs.realpathSync(file);
      files.set(real, files.get(real) ?? file);
    }
    for (const each of listing.left) {
      if (each.path.endsWith(".grove")) left.push({ file: inFolder(each.path), reason: each.reason });
    }
  }
  return { files: [...files.values()], left };
}

/** The text of a file that can be written back without a loss. */
export function readRuleText(file: string): string | Left {
  try {
    const { size } = fs.statSync(file);
    if (size > MOST_RULE_BYTES) return { file, reason: `it has ${size} bytes; rule files end at 16 MiB` };
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(fs.readFileSync(file));
  } catch (error) {
    if (error instanceof TypeError) return { file, reason: "it is not UTF-8; save it as UTF-8 first" };
    return { file, reason: describe(error) };
  }
}

/** Writes beside the file and then takes its place, so that nobody ever sees half of it. */
export function replaceFile(file: string, text: string): Left | undefined {
  let beside: string | undefined;
  try {
    const target = fs.realpathSync(file);
    const { mode } = fs.statSync(target);
    fs.accessSync(target, fs.constants.W_OK);
    beside = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
    fs.writeFileSync(beside, text, { flag: "wx", mode });
    fs.renameSync(beside, target);
    return undefined;
  } catch (error) {
    if (beside !== undefined) fs.rmSync(beside, { force: true });
    return { file, reason: describe(error) };
  }
}
