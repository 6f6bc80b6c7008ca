/**
 * Checks forests and tells the client what is wrong, in one of two ways, never both: it is sent (`push`), or the client asks
 * and is only told that asking is worth it (`pull`). Invariant: what is said of an open document carries the version that was
 * checked, and what has been said already is not said again, unless the version is a new one.
 */
import type { Connection, Diagnostic as LspDiagnostic } from "vscode-languageserver/node";
import { check, type Diagnostic } from "../checks/index.ts";
import { toDiagnostic } from "./convert.ts";
import type { RuleDocument } from "./documents.ts";
import type { Forest } from "./forest.ts";
import type { Report } from "./guard.ts";
import { groupBy } from "../model/group.ts";

/** Milliseconds without a keystroke after which a forest is checked. */
const PAUSE = 15;

/** What is wrong in a document. The same problems keep their id. */
export interface DocumentProblems {
  readonly id: string;
  readonly diagnostics: readonly LspDiagnostic[];
}

export class Publisher {
  /** In the `pull` way: tells the client to ask again. Null: problems are sent. */
  refresh: (() => void) | null = null;
  private readonly connection: Connection;
  private readonly report: Report;
  private readonly published: (forest: Forest) => void;
  private readonly timers = new Map<Forest, NodeJS.Timeout>();
  private readonly said = new Map<string, DocumentProblems & { readonly content: string }>();
  private readonly problems = new WeakMap<Forest, readonly Diagnostic[]>();
  private lastId = 0;

  /** `published` is called after each check of a forest. */
  constructor(connection: Connection, report: Report, published: (forest: Forest) => void) {
    this.connection = connection;
    this.report = report;
    this.published = published;
  }

  schedule(forest: Forest): void {
    clearTimeout(this.timers.get(forest));
    this.timers.set(
      forest,
      setTimeout(() => this.publish(forest), PAUSE),
    );
  }

  /** The problems of the forest as it is now. */
  check(forest: Forest): readonly Diagnostic[] {
    if (forest.state === "changed") this.publish(forest);
    return this.problems.get(forest) ?? [];
  }

  /** For a client that asks. */
  problemsOf(forest: Forest, document: RuleDocument): DocumentProblems {
    if (forest.state === "changed") this.publish(forest, document);
    return this.said.get(document.key) ?? { id: "none", diagnostics: [] };
  }

  /** The document is gone: so are its problems. */
  clear(document: RuleDocument): void {
    if (!this.said.delete(document.key)) return;
    if (this.refresh === null) void this.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    else this.refresh();
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /** `asker`: the document whose problems the client has asked for. */
  private publish(forest: Forest, asker: RuleDocument | null = null): void {
    clearTimeout(this.timers.get(forest));
    this.timers.delete(forest);
    if (forest.state === "closed") return;
    try {
      forest.readFiles();
      const problems = check(forest.model.analysis());
      this.problems.set(forest, problems);
      const byDocument = groupBy(problems, (problem) => problem.document);
      let others = false;
      for (const document of forest.documents.values()) {
        const isNew = this.say(forest, document, byDocument.get(document.key) ?? []);
        others ||= isNew && document !== asker;
      }
      forest.state = "published";
      if (others) this.refresh?.();
      this.published(forest);
    } catch (error) {
      this.report("checking the rules", error);
    }
  }

  /** True if it is something new. */
  private say(forest: Forest, document: RuleDocument, problems: readonly Diagnostic[]): boolean {
    const version = document.owner === "editor" ? document.text.version : undefined;
    const diagnostics = problems.map((problem) => toDiagnostic(problem, document.text, forest.find));
    const before = this.said.get(document.key);
    // A client that asks knows which version it asked about.
    const content = JSON.stringify(this.refresh === null ? [version, diagnostics] : diagnostics);
    if (before?.content === content) return false;
    this.said.set(document.key, { id: String(++this.lastId), diagnostics, content });
    if (this.refresh === null) void this.connection.sendDiagnostics({ uri: document.uri, version, diagnostics });
    return true;
  }
}
