/**
 * The rule files of one workspace folder (or one lone file) and what the model makes of them. Invariant: the model
 * knows exactly the documents that are listed here, with the same texts.
 *
 *     changed --(checked, diagnostics sent)--> published --(a text changes)--> changed ... closed
 */
import fs from "node:fs";
import path from "node:path";
import type { Steps } from "../../grammar/steps.ts";
import { isSkipped, listFolder, withFoldersAbove } from "../host/folder.ts";
import { readingNamedFiles, stampOf } from "../host/listFiles.ts";
import { NO_FILES, type FolderFiles } from "../model/facts.ts";
import { Model } from "../model/workspace.ts";
import type { RuleDocument } from "./documents.ts";

export type ForestState = "changed" | "published" | "closed";

export class Forest {
  /** As the client writes it; null for a lone file, which no folder holds. */
  readonly uri: string | null;
  /** Of the folder on disk; null for a lone file or a folder that is not on this disk. */
  readonly path: string | null;
  readonly model = new Model();
  readonly documents = new Map<string, RuleDocument>();
  state: ForestState = "changed";
  /** Of the files that its lists and tables name, as they were last read. */
  private stamp = "";
  private known = new Set<string>();
  /** The same as a list; null: not since something came or went. */
  private listed: readonly string[] | null = null;
  private reading: { readonly stamp: string; readonly steps: Steps<FolderFiles> } | null = null;

  constructor(uri: string | null, path: string | null) {
    this.uri = uri;
    this.path = path;
  }

  put(document: RuleDocument): void {
    this.documents.set(document.key, document);
    this.model.set(document.key, document.text.getText());
    this.touch();
  }

  drop(key: string): void {
    if (!this.documents.delete(key)) return;
    this.model.remove(key);
    this.touch();
  }

  /**
   * Reads what its lists and tables name, if they name something else or a file has changed, while it `goesOn`; true: nothing
   * is left.
   */
  readFiles(goesOn: () => boolean): boolean {
    if (this.path === null || this.state === "closed") return true;
    const { named } = this.model;
    const stamp = stampOf(this.path, named);
    if (stamp === this.stamp) return true;
    if (this.reading?.stamp !== stamp) {
      this.reading?.steps.return(NO_FILES);
      this.reading = { stamp, steps: readingNamedFiles(this.path, named) };
    }
    while (goesOn()) {
      const { done, value } = this.reading.steps.next();
      if (done !== true) continue;
      this.stamp = stamp;
      this.reading = null;
      this.model.files = value;
      return true;
    }
    return false;
  }

  /** Whether a list or a table names one of these files, or one in one of these folders; absolute. */
  namesAny(paths: { has(path: string): boolean }): boolean {
    const { path: root } = this;
    if (root === null) return false;
    const { lists, tables } = this.model.named;
    return [...lists, ...tables].some((named) =>
      withFoldersAbove(path.resolve(root, named)).some((each) => paths.has(each)),
    );
  }

  /** Relative paths of all files of the folder: as they were listed last, and as changes since then were told. The same while nothing changes. */
  get files(): readonly string[] {
    return (this.listed ??= [...this.known]);
  }

  set files(files: readonly string[]) {
    this.known = new Set(files);
    this.listed = null;
  }

  /** A file of the folder may have come or gone, or a folder with all that was in it; absolute. Those that are there, relative. */
  list(file: string): readonly string[] {
    if (this.path === null) return [];
    const relative = path.relative(this.path, file).split(path.sep).join("/");
    const there = filesAt(this.path, relative);
    if (there[0] !== relative) this.forget(relative);
    for (const each of there) {
      if (this.known.has(each)) continue;
      this.known.add(each);
      this.listed = null;
    }
    return there;
  }

  /** Lists the folder again: who is told of changes may be told late, or not of all. */
  relist(): void {
    if (this.path === null) return;
    const before = this.files;
    const now = filesAt(this.path, "");
    if (now.length !== before.length || now.some((file) => !this.known.has(file))) this.files = now;
  }

  private forget(relative: string): void {
    const within = `${relative}/`;
    const gone = this.known.has(relative) ? [relative] : [...this.known].filter((each) => each.startsWith(within));
    for (const each of gone) this.known.delete(each);
    if (gone.length > 0) this.listed = null;
  }

  /** Its folder is gone, and so is whatever was begun for it. */
  close(): void {
    this.state = "closed";
    this.reading?.steps.return(NO_FILES);
    this.reading = null;
  }

  readonly find = (key: string): RuleDocument | undefined => this.documents.get(key);

  /** Something that its checks depend on is new. */
  touch(): void {
    if (this.state === "published") this.state = "changed";
  }
}

/** Most are files, and of these there may be many at once. */
function filesAt(root: string, relative: string): readonly string[] {
  if (isSkipped(relative)) return [];
  try {
    const found = fs.lstatSync(path.join(root, relative), { throwIfNoEntry: false });
    if (found === undefined) return [];
    return found.isFile() ? [relative] : listFolder(root, relative).files;
  } catch {
    return []; // it, or the whole folder, may not be looked into, or has gone meanwhile
  }
}
