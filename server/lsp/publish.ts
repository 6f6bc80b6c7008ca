/**
 * Checks forests and tells the client what is wrong. Invariant: what is sent for an open document carries the version
 * that was checked, and a document whose problems stay the same is not sent again, unless its version is a new one.
 */
import type { Connection } from "vscode-languageserver/node";
import { check, type Diagnostic } from "../checks/index.ts";
import { toDiagnostic } from "./convert.ts";
import type { RuleDocument } from "./documents.ts";
import type { Forest } from "./forest.ts";
import type { Report } from "./guard.ts";

/** Milliseconds without a keystroke after which a forest is checked. */
const PAUSE = 40;

export class Publisher {
  private readonly connection: Connection;
  private readonly report: Report;
  private readonly published: (forest: Forest) => void;
  private readonly timers = new Map<Forest, NodeJS.Timeout>();
  private readonly sent = new Map<string, string>();
  private readonly problems = new WeakMap<Forest, readonly Diagnostic[]>();

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

  /** The document is gone: so are its problems. */
  clear(document: RuleDocument): void {
    if (this.sent.delete(document.key)) void this.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private publish(forest: Forest): void {
    clearTimeout(this.timers.get(forest));
    this.timers.delete(forest);
    if (forest.state === "closed") return;
    try {
      const problems = check(forest.model.analysis());
      this.problems.set(forest, problems);
      const byDocument = Map.groupBy(problems, (problem) => problem.document);
      for (const document of forest.documents.values()) this.send(forest, document, byDocument.get(document.key) ?? []);
      forest.state = "published";
      this.published(forest);
    } catch (error) {
      this.report("checking the rules", error);
    }
  }

  private send(forest: Forest, document: RuleDocument, problems: readonly Diagnostic[]): void {
    const version = document.owner === "editor" ? document.text.version : undefined;
    const diagnostics = problems.map((problem) => toDiagnostic(problem, document.text, forest.find));
    const content = JSON.stringify([version, diagnostics]);
    if (this.sent.get(document.key) === content) return;
    this.sent.set(document.key, content);
    void this.connection.sendDiagnostics({ uri: document.uri, version, diagnostics });
  }
}
