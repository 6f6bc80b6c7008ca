/**
 * Checks forests and tells the client what is wrong, in one of two ways, never both: it is sent (`push`), or the client asks
 * and is only told that asking is worth it (`pull`). Invariant: what is said of an open document carries the version that was
 * checked, and what has been said already is not said again, unless the version is a new one.
 *
 * A large folder is checked slice by slice, and between slices requests are answered: the texts are parsed and analyzed, then
 * the open documents are checked, then all others; at last those hear of it who follow. A change begins anew with the first step,
 * which finds most of its work done.
 */
import type { Connection, Diagnostic as LspDiagnostic } from "vscode-languageserver/node";
import { finished } from "../../grammar/steps.ts";
import { check, looking, type Diagnostic } from "../checks/index.ts";
import { toDiagnostic } from "./convert.ts";
import type { RuleDocument } from "./documents.ts";
import type { Forest } from "./forest.ts";
import type { Report } from "./guard.ts";
import { requests, SHORT, SLICE } from "./slices.ts";
import type { Analysis } from "../model/analysis.ts";
import { groupBy } from "../model/group.ts";

/** Milliseconds without a keystroke after which a forest is checked. */
const PAUSE = 8;

const never = (): boolean => false;

function lengthOf({ documents }: Forest): number {
  let length = 0;
  for (const { text } of documents.values()) length += text.getText().length;
  return length;
}

const lookingInto = (analysis: Analysis, documents: readonly RuleDocument[]): Generator<undefined, void> =>
  looking(
    analysis,
    documents.flatMap(({ key }) => analysis.document(key) ?? []),
  );

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
  private readonly followers: readonly ((forest: Forest) => void)[];
  /** What was begun last. */
  private readonly turns = new Map<Forest, NodeJS.Timeout>();
  private readonly said = new Map<string, DocumentProblems & { readonly content: string }>();
  private readonly problems = new WeakMap<Forest, readonly Diagnostic[]>();
  /** Of these something new was found, and nobody was told yet to ask for it. */
  private readonly unheard = new WeakSet<Forest>();
  private lastId = 0;

  /** `followers` are called after each check of a forest, one after the other. */
  constructor(connection: Connection, report: Report, followers: readonly ((forest: Forest) => void)[]) {
    this.connection = connection;
    this.report = report;
    this.followers = followers;
  }

  schedule(forest: Forest): void {
    clearTimeout(this.turns.get(forest));
    const turn = setTimeout(() => void this.run(forest, turn), PAUSE);
    this.turns.set(forest, turn);
  }

  /** Waits until a long document is parsed: what is asked meanwhile is answered first. A short one is parsed when it is read. */
  async parsed({ model, documents }: Forest, key: string): Promise<void> {
    const { length } = documents.get(key)?.text.getText() ?? "";
    if (length > SHORT && !model.parseOne(key, never))
      await this.inSlices(never, (goesOn) => model.parseOne(key, goesOn));
  }

  /** The same with the analysis of a forest. */
  async analyzed(forest: Forest): Promise<void> {
    if (lengthOf(forest) > SHORT && !forest.model.analyze(never)) await this.prepare(forest, never);
  }

  /** The problems of the forest as it is by then. */
  async check(forest: Forest): Promise<readonly Diagnostic[]> {
    if (forest.state === "changed" && (await this.prepare(forest, never))) {
      await this.look(forest, [...forest.documents.values()], never);
      clearTimeout(this.turns.get(forest));
      this.turns.delete(forest);
      this.attempt(() => finished(this.publishing(forest)));
      for (const follow of this.followers) this.attempt(() => follow(forest));
    }
    return this.problems.get(forest) ?? [];
  }

  /** For a client that asks. */
  async problemsOf(forest: Forest, document: RuleDocument): Promise<DocumentProblems> {
    await this.prepare(forest, never);
    const now = forest.find(document.key);
    if (now !== undefined && forest.state === "changed") this.publishSome(forest, [now]);
    return this.said.get(document.key) ?? { id: "none", diagnostics: [] };
  }

  /** The document is gone: so are its problems. */
  clear(document: RuleDocument): void {
    if (!this.said.delete(document.key)) return;
    if (this.refresh === null) void this.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    else this.refresh();
  }

  dispose(): void {
    for (const turn of this.turns.values()) clearTimeout(turn);
    this.turns.clear();
  }

  private async run(forest: Forest, turn: NodeJS.Timeout): Promise<void> {
    const isOver = (): boolean => this.turns.get(forest) !== turn || forest.state === "closed";
    if (!(await this.prepare(forest, isOver))) return;
    if (this.refresh === null) {
      const open = [...forest.documents.values()].filter(({ owner }) => owner === "editor");
      if (!(await this.look(forest, open, isOver))) return;
      this.publishSome(forest, open);
    }
    if (!(await this.look(forest, [...forest.documents.values()], isOver))) return;
    if (!(await this.inSteps(isOver, () => this.publishing(forest)))) return;
    for (const follow of this.followers) {
      await requests();
      // What has changed by now will be published too.
      if (isOver()) return;
      this.attempt(() => follow(forest));
    }
    this.turns.delete(forest);
  }

  /** Parses and analyzes what is not yet; false: it is over. */
  private async prepare(forest: Forest, isOver: () => boolean): Promise<boolean> {
    const { model } = forest;
    if (!(await this.inSlices(isOver, (goesOn) => model.parse(goesOn)))) return false;
    if (!(await this.inSlices(isOver, (goesOn) => forest.readFiles(goesOn)))) return false;
    return this.inSlices(isOver, (goesOn) => model.analyze(goesOn));
  }

  /** Looks into documents for what checks remember of them; false: it is over. */
  private look(forest: Forest, documents: readonly RuleDocument[], isOver: () => boolean): Promise<boolean> {
    return this.inSteps(isOver, () => lookingInto(forest.model.analysis(), documents));
  }

  private inSteps(isOver: () => boolean, begin: () => Generator<undefined, void>): Promise<boolean> {
    let steps: Generator<undefined, void> | null = null;
    return this.inSlices(isOver, (goesOn) => {
      steps ??= begin();
      while (goesOn()) if (steps.next().done === true) return true;
      return false;
    });
  }

  /** `work` goes on with it, and says whether it is done. False: it is over, or has failed. */
  private async inSlices(isOver: () => boolean, work: (goesOn: () => boolean) => boolean): Promise<boolean> {
    for (;;) {
      await requests();
      if (isOver()) return false;
      const end = performance.now() + SLICE;
      const isDone = this.attempt(() => work(() => performance.now() < end));
      if (isDone !== false) return isDone === true;
    }
  }

  private publishSome(forest: Forest, documents: readonly RuleDocument[]): void {
    if (documents.length === 0 || forest.state === "closed") return;
    this.attempt(() => {
      const analysis = forest.model.analysis();
      const keys = new Set(documents.map(({ key }) => key));
      const asked = analysis.documents.filter(({ uri }) => keys.has(uri));
      const problems = groupBy(check(analysis, asked), (problem) => problem.document);
      for (const document of documents) this.say(forest, document, problems.get(document.key) ?? []);
    });
  }

  /** Says what is wrong, one document after the other. */
  private *publishing(forest: Forest): Generator<undefined, void> {
    if (forest.state === "closed") return;
    const problems = check(forest.model.analysis());
    yield;
    const byDocument = groupBy(problems, (problem) => problem.document);
    for (const document of forest.documents.values()) {
      if (this.say(forest, document, byDocument.get(document.key) ?? [])) this.unheard.add(forest);
      yield;
    }
    this.problems.set(forest, problems);
    forest.state = "published";
    if (this.unheard.delete(forest)) this.refresh?.();
  }

  /** Null: it has failed, which is reported. */
  private attempt<Result>(work: () => Result): Result | null {
    try {
      return work();
    } catch (error) {
      this.report("checking the rules", error);
      return null;
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
