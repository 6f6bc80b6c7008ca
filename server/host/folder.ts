/**
 * What lies in a workspace folder. Invariant: every path that leaves this file is relative to the folder, with `/`, and
 * stays inside it also after symbolic links are followed.
 */
import fs from "node:fs";
import path from "node:path";

/** Folders that never hold logs or rules of the user's own. */
const SKIPPED = new Set(["node_modules", ".git", ".hg", ".svn", ".vscode-test"]);

/** More than this and somebody opened a disk, not a workspace. */
const MOST_FILES = 200_000;

/** Of a circle of links that are named; of more, their number. */
const MOST_NAMED = 5;

/** Whether a path relative to the folder lies where the user's own files never are. */
export function isSkipped(file: string): boolean {
  return file.split(/[\\/]/).some((name) => SKIPPED.has(name));
}

export interface Listing {
  /** Sorted, so that every run sees them in the same order. */
  readonly files: readonly string[];
  /** Links that lead out of the folder, folders that could not be read: said, not followed. */
  readonly left: readonly { readonly path: string; readonly reason: string }[];
}

/** `at`: only what is there, a file or a folder with all that is in it; relative. */
export function listFolder(root: string, at = ""): Listing {
  const files: string[] = [];
  const left: { path: string; reason: string }[] = [];
  const real = fs.realpathSync(root);
  const seen = new Set<string>([real]);
  /** Links that lead to each other: said once. */
  const circles = new Set<string>();

  const walk = (folder: string): void => {
    for (const entry of readFolder(root, folder, left)) {
      if (files.length >= MOST_FILES) return;
      take(folder === "" ? entry.name : `${folder}/${entry.name}`, entry);
    }
  };
  const take = (relative: string, entry: fs.Dirent | fs.Stats): void => {
    if (entry.isSymbolicLink()) followLink(relative);
    else if (entry.isDirectory()) {
      if (!SKIPPED.has(path.basename(relative))) walk(relative);
    } else if (entry.isFile()) files.push(relative);
    else left.push({ path: relative, reason: "it is no ordinary file" });
  };
  const followLink = (relative: string): void => {
    const link = path.resolve(root, relative);
    if (circles.has(link)) return;
    const target = resolveLink(link);
    if (target === null) {
      const circle = circleOf(link);
      for (const each of circle) circles.add(each);
      const others = circle.slice(1).map((each) => path.relative(root, each));
      left.push({ path: relative, reason: `its link leads ${circle.length === 0 ? "nowhere" : around(others)}` });
    } else if (!isInside(real, target))
      left.push({ path: relative, reason: "its link leads out of the workspace folder" });
    else if (fs.statSync(target).isFile()) files.push(relative);
    else if (!seen.has(target)) {
      seen.add(target);
      walk(relative);
    }
  };
  if (at === "") walk("");
  else {
    const entry = isSkipped(at) ? null : entryOf(real, path.join(root, at));
    if (entry !== null) take(at, entry);
  }
  if (files.length >= MOST_FILES) left.push({ path: ".", reason: `only its first ${MOST_FILES} files are looked at` });
  return { files: files.sort(), left };
}

function readFolder(root: string, folder: string, left: { path: string; reason: string }[]): fs.Dirent[] {
  try {
    return fs.readdirSync(path.join(root, folder), { withFileTypes: true });
  } catch (error) {
    left.push({ path: folder || ".", reason: `it cannot be read: ${describe(error)}` });
    return [];
  }
}

/** Null: it is gone, or a link above it leads out of the folder. */
function entryOf(real: string, file: string): fs.Stats | null {
  const above = resolveLink(path.dirname(file));
  if (above === null || !isInside(real, above)) return null;
  return fs.lstatSync(file, { throwIfNoEntry: false }) ?? null;
}

function resolveLink(link: string): string | null {
  try {
    return fs.realpathSync(link);
  } catch {
    return null;
  }
}

/**
 * The links that a link leads round to, itself first; none: it leads into no circle, or into one that it is not part of, or
 * where it leads cannot be seen, as in a folder that may not be read or through a link that is a circle itself.
 */
function circleOf(link: string): readonly string[] {
  const circle = new Set<string>();
  try {
    let at = link;
    do {
      if (circle.has(at) || fs.lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return [];
      circle.add(at);
      at = path.resolve(path.dirname(at), fs.readlinkSync(at));
    } while (at !== link);
    return [...circle];
  } catch {
    return [];
  }
}

/** How a link leads back to itself, given the others on the way. */
function around(others: readonly string[]): string {
  if (others.length === 0) return "to itself";
  const more = others.length > MOST_NAMED ? ` and ${others.length - MOST_NAMED} more` : "";
  return `round in a circle, over ${others.slice(0, MOST_NAMED).join(", ")}${more}`;
}

/** True if `target` is `root` or lies below it; both absolute and free of links. */
export function isInside(root: string, target: string): boolean {
  const relative = path.relative(root, target);
  return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** The path and those of all folders above it, the innermost first; absolute. */
export function withFoldersAbove(file: string): readonly string[] {
  const above = path.dirname(file);
  return above === file ? [file] : [file, ...withFoldersAbove(above)];
}

/** The text of an error that the operating system gave, without its stack: `permission denied`. */
export function describe(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  const known: Record<string, string> = {
    ENOENT: "it is not there (any more)",
    EACCES: "permission denied",
    EPERM: "permission denied",
    EISDIR: "it is a folder",
    EMFILE: "too many open files",
  };
  return (code !== undefined && known[code]) || (error instanceof Error ? error.message : String(error));
}

export interface RuleFile {
  /** Relative to the folder. */
  readonly path: string;
  readonly text: string;
}

/** Largest rule file that is read; a larger one is not a rule file. */
export const MOST_RULE_BYTES = 16 * 1024 * 1024;

/** Every `*.grove` file of a listing. A file that vanished or is too large is left out and said. */
export function readRules(
  root: string,
  listing: Listing,
): { rules: RuleFile[]; left: { path: string; reason: string }[] } {
  const rules: RuleFile[] = [];
  const left: { path: string; reason: string }[] = [];
  for (const file of listing.files) {
    if (!file.endsWith(".grove")) continue;
    try {
      const absolute = path.join(root, file);
      const size = fs.statSync(absolute).size;
      if (size > MOST_RULE_BYTES) left.push({ path: file, reason: `it has ${size} bytes; rule files end at 16 MiB` });
      else rules.push({ path: file, text: fs.readFileSync(absolute, "utf8") });
    } catch (error) {
      left.push({ path: file, reason: describe(error) });
    }
  }
  return { rules, left };
}
