/**
 * The rule files of one workspace folder, as they are edited. Invariant: a text is parsed once per change of that text;
 * `analysis()` is computed at most once per change of anything and is the same object until then.
 */
import { parse } from "../../grammar/parse.ts";
import { namedFiles, type NamedFiles } from "./namedFiles.ts";
import type { Analysis, Document } from "./analysis.ts";
import { analyze } from "./analyze.ts";
import { bare, NO_FILES, type FolderFiles, type SampleFacts } from "./facts.ts";
import { Memo } from "./memo.ts";

export class Model {
  private readonly documents = new Map<string, Document>();
  private current: Analysis | null = null;
  private sampleFacts: SampleFacts = bare({});
  private readonly memo = new Memo();
  private folderFiles: FolderFiles = NO_FILES;

  /** Adds a rule file or replaces its text. */
  set(uri: string, text: string): void {
    const before = this.documents.get(uri);
    if (before?.text === text) return;
    this.documents.set(uri, { uri, text, tree: parse(text, before?.tree) });
    this.current = null;
  }

  remove(uri: string): void {
    if (this.documents.delete(uri)) this.current = null;
  }

  get facts(): SampleFacts {
    return this.sampleFacts;
  }

  set facts(facts: SampleFacts) {
    this.sampleFacts = bare(facts);
    this.current = null;
  }

  /** The files that its lists and tables name: for those who can read them. */
  get named(): NamedFiles {
    return namedFiles([...this.documents.values()].map(({ tree }) => tree));
  }

  get files(): FolderFiles {
    return this.folderFiles;
  }

  set files(files: FolderFiles) {
    this.folderFiles = { lists: bare(files.lists), tables: bare(files.tables) };
    this.current = null;
  }

  analysis(): Analysis {
    this.current ??= analyze(
      [...this.documents.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1)),
      this.sampleFacts,
      this.folderFiles,
      this.memo,
    );
    return this.current;
  }
}
