/**
 * All forests of one editor window, and which document belongs to which. Invariant: a document belongs to exactly one
 * forest: that of the innermost folder that contains it; an untitled one to the first folder, so that it sees the names
 * there; one that no folder contains is a forest of its own.
 */
import path from "node:path";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { isInside, listFolder, readRules, withFoldersAbove } from "../host/folder.ts";
import { readRuleFile } from "../host/ruleFile.ts";
import { fromDisk, fromEditor, type RuleDocument } from "./documents.ts";
import { Forest } from "./forest.ts";
import { canonical, pathOf, uriOf } from "./uri.ts";

export interface SessionEvents {
  /** A text of the forest changed, came or went. */
  changed(forest: Forest): void;
  /** These files of its folder, relative to it, are new or have changed, and a log may be among them. */
  came(forest: Forest, files: readonly string[]): void;
  /** The document is in no forest any more. */
  dropped(document: RuleDocument): void;
  /** Something the user should hear of: a rule file that cannot be read. */
  warn(message: string): void;
}

export class Session {
  private readonly events: SessionEvents;
  private readonly folders: Forest[] = [];
  private readonly lone = new Map<string, Forest>();
  /** Of texts that the editor owns: what the disk held when it was last read or written. */
  private readonly saved = new Map<string, string | null>();

  constructor(events: SessionEvents) {
    this.events = events;
  }

  get forests(): readonly Forest[] {
    return [...this.folders, ...this.lone.values()];
  }

  folder(uri: string): Forest | undefined {
    const key = canonical(uri);
    return this.folders.find((forest) => forest.uri !== null && canonical(forest.uri) === key);
  }

  /** Where the document of this uri is; undefined if it is not known. */
  locate(uri: string): { readonly forest: Forest; readonly document: RuleDocument } | undefined {
    const key = canonical(uri);
    for (const forest of this.forests) {
      const document = forest.documents.get(key);
      if (document) return { forest, document };
    }
    return undefined;
  }

  addFolder(uri: string): void {
    if (this.folder(uri)) return;
    const known = this.forests.flatMap((forest) => [...forest.documents.values()]);
    const forest = new Forest(uri, pathOf(uri));
    this.folders.push(forest);
    for (const document of known) this.rehome(document);
    this.load(forest);
    this.events.changed(forest);
  }

  removeFolder(uri: string): void {
    const forest = this.folder(uri);
    if (!forest) return;
    this.folders.splice(this.folders.indexOf(forest), 1);
    forest.close();
    for (const document of forest.documents.values()) {
      if (document.owner === "editor" || this.homeOf(document.key).path !== null) this.settle(document);
      else this.events.dropped(document);
    }
  }

  /** The editor opened the text or changed it. */
  edit(text: TextDocument): void {
    const key = canonical(text.uri);
    const known = this.locate(text.uri)?.document;
    if (known?.owner !== "editor") this.saved.set(key, known?.text.getText() ?? this.read(this.homeOf(key), key));
    this.settle(fromEditor(key, text));
  }

  /** The editor wrote the text to the disk. */
  save(text: TextDocument): void {
    this.saved.set(canonical(text.uri), text.getText());
  }

  /** The editor let go of the text: the disk owns it again, if it has it. */
  close(uri: string): void {
    this.saved.delete(canonical(uri));
    const known = this.locate(uri);
    if (known?.document.owner === "editor") this.reread(known.forest, known.document.key, uri);
  }

  /** The disk says that these were created, changed or deleted: rule files, lists, tables, logs, folders with all that is in them. */
  filesChanged(uris: readonly string[]): void {
    const others = new Map<string, Forest>();
    for (const uri of uris) {
      const key = canonical(uri);
      const file = pathOf(key);
      if (key.endsWith(".grove") || this.locate(uri) !== undefined) this.ruleChanged(uri);
      else if (file !== null) others.set(file, this.homeOf(key));
    }
    if (others.size > 0) this.othersChanged(others);
  }

  /** What are no rule files, by their absolute paths. Of those in a folder that comes or goes the disk may say nothing. */
  private othersChanged(others: ReadonlyMap<string, Forest>): void {
    const rules = new Set(this.below(others));
    const came = new Map<Forest, string[]>();
    for (const [file, forest] of others) {
      // With its folder it is looked at anyway.
      if (withFoldersAbove(path.dirname(file)).some((folder) => others.get(folder) === forest)) continue;
      const there = forest.list(file);
      const all = came.get(forest) ?? [];
      came.set(forest, all);
      for (const each of there) {
        all.push(each);
        if (each.endsWith(".grove")) rules.add(uriOf(path.join(forest.path!, each)));
      }
    }
    for (const uri of rules) this.ruleChanged(uri);
    for (const [forest, files] of came) this.events.came(forest, files);
    for (const forest of new Set(others.values())) {
      if (!forest.namesAny(others)) continue;
      forest.touch();
      this.events.changed(forest);
    }
  }

  /** Uris of the documents in these folders. */
  private below(folders: ReadonlyMap<string, Forest>): readonly string[] {
    const documents = this.forests.flatMap((forest) => [...forest.documents.values()]);
    return documents.flatMap(({ key, uri }) => {
      const file = pathOf(key);
      return file !== null && withFoldersAbove(path.dirname(file)).some((each) => folders.has(each)) ? [uri] : [];
    });
  }

  private ruleChanged(uri: string): void {
    const key = canonical(uri);
    const known = this.locate(uri);
    const forest = known?.forest ?? this.homeOf(key);
    if (known?.document.owner !== "editor") return this.reread(forest, key, known?.document.uri ?? uri);
    const content = this.read(forest, key);
    // Nothing of the author's own is lost with it, and under another name it may be there already.
    if (content === null && isSame(known.document.text.getText(), this.saved.get(key))) this.drop(forest, key);
    this.saved.set(key, content);
  }

  private read(forest: Forest, key: string): string | null {
    const file = pathOf(key);
    return file === null || forest.path === null ? null : readRuleFile(forest.path, file);
  }

  private reread(forest: Forest, key: string, uri: string): void {
    const content = this.read(forest, key);
    if (content === null) this.drop(forest, key);
    else this.settle(fromDisk(key, uri, content));
  }

  private drop(forest: Forest, key: string): void {
    const document = forest.documents.get(key);
    if (!document) return;
    forest.drop(key);
    this.lone.delete(key);
    this.events.dropped(document);
    this.events.changed(forest);
  }

  private load(forest: Forest): void {
    if (forest.path === null) return;
    try {
      const listing = listFolder(forest.path);
      forest.files = listing.files;
      const { rules, left } = readRules(forest.path, listing);
      for (const rule of rules) {
        const uri = uriOf(path.join(forest.path, rule.path));
        const key = canonical(uri);
        if (this.homeOf(key) === forest && !forest.documents.has(key)) forest.put(fromDisk(key, uri, rule.text));
      }
      for (const file of left) {
        if (file.path.endsWith(".grove")) this.events.warn(`${file.path} was not read: ${file.reason}.`);
      }
    } catch (error) {
      this.events.warn(
        `The folder ${forest.path} could not be read: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  /** Puts the document into the forest it belongs to. */
  private settle(document: RuleDocument): void {
    const forest = this.homeOf(document.key);
    if (forest.uri === null) this.lone.set(document.key, forest);
    forest.put(document);
    this.events.changed(forest);
  }

  /** Moves a document that another folder's coming or going has given another home. */
  private rehome(document: RuleDocument): void {
    const before = this.locate(document.uri)?.forest;
    if (!before || before === this.homeOf(document.key)) return;
    before.drop(document.key);
    this.lone.delete(document.key);
    this.events.changed(before);
    this.settle(document);
  }

  private homeOf(key: string): Forest {
    const file = pathOf(key);
    if (file === null) return this.folders[0] ?? this.alone(key);
    const above = this.folders.filter((forest) => forest.path !== null && isInside(forest.path, file));
    return above.sort((a, b) => b.path!.length - a.path!.length)[0] ?? this.alone(key);
  }

  private alone(key: string): Forest {
    return this.lone.get(key) ?? new Forest(null, null);
  }
}

/** An editor keeps the mark at a file's beginning to itself. */
function isSame(text: string, saved: string | null | undefined): boolean {
  return text === saved?.replace(/^\uFEFF/, "");
}
