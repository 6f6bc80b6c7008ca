/**
 * The rule files of one workspace folder, as they are edited. Invariant: a text is parsed at most once per change of that text;
 * `analysis()` is computed at most once per change of anything and is the same object until then.
 */
import type { SyntaxTree } from "../../grammar/ast.ts";
import { parsing } from "../../grammar/parse.ts";
import { finished, type Steps } from "../../grammar/steps.ts";
import { namedFiles, type NamedFiles } from "./namedFiles.ts";
import type { Analysis, Document } from "./analysis.ts";
import { analyzeOne, analyzing, type Analyzing } from "./analyze.ts";
import { bare, NO_FILES, type FolderFiles, type SampleFacts } from "./facts.ts";
import type { Analyzed } from "./glance.ts";
import { Memo } from "./memo.ts";

export class Model {
  private readonly documents = new Map<string, Text>();
  private current: Analysis | null = null;
  /** Has begun, of all as it is now. */
  private pending: Analyzing | null = null;
  private last: Analyzed | null = null;
  /** What has changed since the last analysis: nothing, one document, or more than that. */
  private edited: string | typeof ALL | null = ALL;
  private near: Analysis | null = null;
  private sampleFacts: SampleFacts = bare({});
  private readonly memo = new Memo();
  private folderFiles: FolderFiles = NO_FILES;

  /** Adds a rule file or replaces its text. */
  set(uri: string, text: string): void {
    const before = this.documents.get(uri);
    if (before?.text === text) return;
    this.documents.set(uri, new Text(uri, text, before ?? null));
    this.changed(before !== undefined && (this.edited ?? uri) === uri ? uri : ALL);
  }

  remove(uri: string): void {
    if (this.documents.delete(uri)) this.changed(ALL);
  }

  /** Its text and its tree, which needs no analysis. */
  document(uri: string): Document | undefined {
    return this.documents.get(uri);
  }

  /** Parses what an analysis would, one text after the other, while it `goesOn`; true: nothing is left. */
  parse(goesOn: () => boolean): boolean {
    for (const text of this.documents.values()) if (!text.parse(goesOn)) return false;
    return true;
  }

  /** The same with one of them; one that is not there needs nothing. */
  parseOne(uri: string, goesOn: () => boolean): boolean {
    return this.documents.get(uri)?.parse(goesOn) ?? true;
  }

  get facts(): SampleFacts {
    return this.sampleFacts;
  }

  set facts(facts: SampleFacts) {
    this.sampleFacts = bare(facts);
    this.changed(ALL);
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
    this.changed(ALL);
  }

  analysis(): Analysis {
    return this.current ?? this.settle(this.attempt(finished));
  }

  /** Gets on with the analysis while it `goesOn`; true: `analysis` has it. */
  analyze(goesOn: () => boolean): boolean {
    while (this.current === null) {
      if (!goesOn()) return false;
      const { done, value } = this.attempt((pending) => pending.next());
      if (done === true) this.settle(value);
    }
    return true;
  }

  /** One that failed is not gone on with. */
  private attempt<Result>(work: (pending: Analyzing) => Result): Result {
    const pending = this.pending ?? analyzing(this.sorted(), this.sampleFacts, this.folderFiles, this.memo);
    this.pending = null;
    const result = work(pending);
    this.pending = pending;
    return result;
  }

  private settle(analyzed: Analyzed): Analysis {
    this.last = analyzed;
    this.current = analyzed.analysis;
    this.pending = null;
    this.edited = null;
    return this.current;
  }

  /** Whether a glance at this document spares an analysis, or needs none. */
  canGlance(uri: string): boolean {
    return this.current !== null || (this.last !== null && this.edited === uri);
  }

  /** Right about the document as it is now, and about the others as of the last analysis: at once, in a large folder too. */
  glance(uri: string): Analysis {
    if (this.current !== null || this.last === null || !this.canGlance(uri)) return this.analysis();
    this.near ??= analyzeOne(this.sorted(), { uri, before: this.last }, this.memo);
    return this.near;
  }

  /** What an analysis would say if these documents had other texts. Then all is as it was. */
  tried(texts: ReadonlyMap<string, string>): Analysis {
    const kept = [...this.documents];
    for (const [uri, text] of texts) this.set(uri, text);
    const found = this.analysis();
    for (const [uri, text] of kept) this.documents.set(uri, text);
    this.changed(ALL);
    return found;
  }

  private changed(what: string | typeof ALL): void {
    this.edited = what;
    this.current = null;
    this.pending = null;
    this.near = null;
  }

  private sorted(): readonly Document[] {
    return [...this.documents.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
  }
}

/** Parsed when somebody asks for the first time: a large folder has many, and the first answer is about one of them. */
class Text implements Document {
  readonly uri: string;
  readonly text: string;
  /** An earlier state that was parsed, until this one is. */
  private before: Text | null;
  private parsed: SyntaxTree | null = null;
  private pending: Steps<SyntaxTree> | null = null;

  constructor(uri: string, text: string, before: Text | null) {
    this.uri = uri;
    this.text = text;
    this.before = before?.parsed === null ? before.before : before;
  }

  get tree(): SyntaxTree {
    return this.parsed ?? this.settle(finished(this.begun()));
  }

  /** Gets on with it while it `goesOn`; true: there is a tree. */
  parse(goesOn: () => boolean): boolean {
    while (this.parsed === null) {
      if (!goesOn()) return false;
      const { done, value } = this.begun().next();
      if (done === true) this.settle(value);
    }
    return true;
  }

  private begun(): Steps<SyntaxTree> {
    return (this.pending ??= parsing(this.text, this.before?.tree));
  }

  private settle(tree: SyntaxTree): SyntaxTree {
    this.pending = null;
    this.before = null;
    return (this.parsed = tree);
  }
}

const ALL = Symbol("more than one document");
