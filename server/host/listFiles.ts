/**
 * The files that lists and tables name. Invariant: nothing outside of the workspace folder is read, also not through links;
 * a file is read in pieces, and no further than a list may be long.
 */
import fs from "node:fs";
import path from "node:path";
import csv from "papaparse";
import { finished, type Steps } from "../model/steps.ts";
import type { FileFault, FolderFiles, ListFile, TableFile } from "../model/facts.ts";
import type { NamedFiles } from "../model/namedFiles.ts";
import { isInside } from "./folder.ts";

/** Lines of a list; a longer one is refused, not cut: a list without its end would silently match less. */
const MOST_LINES = 1_000_000;
const MOST_BYTES = 64 * 1024 * 1024;
/** A header longer than this is none. */
const MOST_HEADER_CHARACTERS = 64 * 1024;
const PIECE = 64 * 1024;
/** Of a table, in one step. */
const ROWS = 2000;

interface Fault {
  readonly kind: FileFault;
}

/** What stands in each of these files. Only reads; never throws on what the disk says. */
export function readNamedFiles(root: string, named: NamedFiles): FolderFiles {
  return finished(readingNamedFiles(root, named));
}

/** The same in steps. Who does not go on with it says so (`return`): a file may be open. */
export function* readingNamedFiles(root: string, named: NamedFiles): Steps<FolderFiles> {
  const lists: Record<string, ListFile> = {};
  const tables: Record<string, TableFile> = {};
  for (const file of named.lists) lists[file] = yield* readList(root, file);
  for (const file of named.tables) tables[file] = yield* readTable(root, file);
  return { lists, tables };
}

/** When the files were last written, as one text: whoever kept it knows whether to read again. */
export function stampOf(root: string, { lists, tables }: NamedFiles): string {
  const stamp = (file: string): string => {
    const found = fs.statSync(path.resolve(root, file), { throwIfNoEntry: false });
    return `${file}\n${found?.mtimeMs ?? "none"}\n${found?.size ?? 0}`;
  };
  return [...lists, "", ...tables].map((file) => (file === "" ? "" : quietly(() => stamp(file), file))).join("\n");
}

function readList(root: string, file: string): Steps<ListFile | Fault> {
  return withFile(root, file, function* (handle): Steps<ListFile> {
    const entries: { line: number; text: string }[] = [];
    let line = 0;
    let rest = "";
    let read = 0;
    const take = (text: string): void => {
      line++;
      const entry = text.trim();
      if (entry !== "" && !entry.startsWith("#")) entries.push({ line, text: entry });
    };
    for (const piece of textOf(handle)) {
      read += piece.length;
      const lines = (rest + piece).split("\n");
      rest = lines.pop()!;
      for (const each of lines) take(each);
      if (line > MOST_LINES || read > MOST_BYTES) return { kind: "large" };
      yield;
    }
    if (rest !== "") take(rest);
    return line > MOST_LINES ? { kind: "large" } : { kind: "read", entries };
  });
}

function readTable(root: string, file: string): Steps<TableFile | Fault> {
  return withFile(root, file, function* (handle): Steps<TableFile> {
    let text = "";
    for (const piece of textOf(handle)) {
      text += piece;
      if (text.length > MOST_BYTES) return { kind: "large" };
      yield;
    }
    const { meta } = csv.parse<string[]>(text, { delimiter: ",", preview: 1, fastMode: false });
    if (meta.cursor > MOST_HEADER_CHARACTERS) return { kind: "unreadable" };
    const data = yield* rowsOf(text, meta.linebreak);
    if (data.length > MOST_LINES) return { kind: "large" };
    const header = (data[0] ?? []).map((cell) => cell.trim());
    const named = header.flatMap((name, index) => (name === "" ? [] : [index]));
    const rows: string[][] = [];
    for (const cells of data.slice(1)) {
      rows.push(named.map((index) => (cells[index] ?? "").trim()));
      if (rows.length % ROWS === 0) yield;
    }
    return { kind: "read", columns: named.map((index) => header[index]!), rows };
  });
}

function* rowsOf(text: string, linebreak: string): Steps<readonly string[][]> {
  const rows: string[][] = [];
  const newline = linebreak === "\r\n" || linebreak === "\r" ? linebreak : "\n";
  const options = { delimiter: ",", newline, skipEmptyLines: "greedy", fastMode: false } as const;
  for (let from = 0; from < text.length && rows.length <= MOST_LINES;) {
    const { data, meta } = csv.parse<string[]>(text.slice(from), { ...options, preview: ROWS });
    for (const row of data) rows.push(row);
    if (meta.cursor === 0) break;
    from += meta.cursor;
    yield;
  }
  return rows;
}

/** Without a byte order mark; a character that two pieces share stays whole. */
function* textOf(handle: number): Generator<string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(PIECE);
  for (;;) {
    const length = fs.readSync(handle, buffer, 0, PIECE, null);
    yield decoder.decode(buffer.subarray(0, length), { stream: length > 0 });
    if (length === 0) return;
  }
}

function* withFile<T>(root: string, file: string, read: (handle: number) => Steps<T>): Steps<T | Fault> {
  try {
    const wanted = path.resolve(root, file);
    if (path.isAbsolute(file) || !isInside(path.resolve(root), wanted)) return { kind: "outside" };
    const real = fs.realpathSync(wanted);
    if (!isInside(fs.realpathSync(root), real)) return { kind: "outside" };
    const found = fs.statSync(real);
    if (found.isDirectory()) return { kind: "directory" };
    if (!found.isFile()) return { kind: "unreadable" };
    const handle = fs.openSync(real, "r");
    try {
      return yield* read(handle);
    } finally {
      fs.closeSync(handle);
    }
  } catch (error) {
    return { kind: (error as NodeJS.ErrnoException).code === "ENOENT" ? "missing" : "unreadable" };
  }
}

function quietly(ask: () => string, otherwise: string): string {
  try {
    return ask();
  } catch {
    return otherwise; // a path that no disk could have, or a folder that may not be entered
  }
}
