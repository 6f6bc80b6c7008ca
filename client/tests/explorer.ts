/**
 * `test` blocks where people look for tests: run, run all, again at each save. Invariant: each test that was started has a result
 * or is said to be skipped when its run ends, whatever becomes of the server.
 */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import {
  RUN_TESTS,
  TEST_ENDED,
  TESTS,
  TESTS_CHANGED,
  type FolderParams,
  type RunTestsParams,
  type TestEnded,
  type TestInfo,
  type TestMessage,
  type TestsResult,
} from "../../server/protocol.ts";
import { folderOfRules } from "../folders.ts";
import { plain } from "../liveWords.ts";
import { TestItems } from "./items.ts";

export class TestExplorer implements vscode.Disposable {
  readonly items: TestItems;
  private readonly client: LanguageClient;
  private readonly controller = vscode.tests.createTestController("mangrove", "Mangrove");
  private readonly subscriptions: vscode.Disposable[];
  /** Takes what is heard of each run that goes on, by the name of the run. */
  private readonly listening = new Map<string, (ended: TestEnded) => void>();
  private readonly ended = new vscode.EventEmitter<TestEnded>();
  private started = 0;

  /** Every result, as it comes. */
  readonly onDidEnd = this.ended.event;

  constructor(client: LanguageClient) {
    this.client = client;
    this.items = new TestItems(this.controller, (params) => client.sendRequest<TestInfo[]>(TESTS, params));
    this.controller.refreshHandler = () => this.refresh();
    const run = (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> =>
      request.continuous ? this.follow(request, token) : this.run(request, token);
    const profile = this.controller.createRunProfile("Run", vscode.TestRunProfileKind.Run, run, true, undefined, true);
    this.subscriptions = [
      this.controller,
      profile,
      this.items,
      this.ended,
      client.onNotification(TESTS_CHANGED, ({ folder }: FolderParams) => void this.items.refresh(folder)),
      client.onNotification(TEST_ENDED, (ended: TestEnded) => this.listening.get(ended.run)?.(ended)),
      vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const folder of removed) this.items.forget(folder.uri.toString());
      }),
    ];
  }

  async refresh(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    await Promise.all(folders.map(({ uri }) => this.items.refresh(uri.toString())));
  }

  /** Runs what is asked for and resolves when all of it has a result. */
  async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const excluded = new Set(request.exclude?.flatMap((item) => this.items.under(item)));
    const asked = request.include?.flatMap((item) => this.items.under(item)) ?? this.items.under();
    const tests = asked.filter((item) => !excluded.has(item));
    const run = this.controller.createTestRun(request);
    const either = merged(token, run.token);
    for (const item of tests) run.enqueued(item);
    const byFolder = Map.groupBy(tests, (item) => this.items.folderOf(item)!);
    for (const [folder, own] of byFolder) await this.runFolder(run, folder, own, either.token);
    either.dispose();
    run.end();
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  /** One folder's tests: the server runs one set at a time. */
  private async runFolder(
    run: vscode.TestRun,
    folder: string,
    tests: readonly vscode.TestItem[],
    token: vscode.CancellationToken,
  ): Promise<void> {
    const waiting = new Map(tests.map((item) => [item.id, item]));
    const name = `${++this.started}`;
    for (const item of tests) run.started(item);
    this.listening.set(name, (ended) => {
      const item = waiting.get(ended.id);
      if (item === undefined) return;
      waiting.delete(ended.id);
      tell(run, item, ended);
      this.ended.fire(ended);
    });
    const params: RunTestsParams = { folder, run: name, tests: tests.map(({ id }) => id) };
    const failure = await this.ask(params, token);
    this.listening.delete(name);
    for (const item of waiting.values()) {
      if (failure === null) run.skipped(item);
      else run.errored(item, new vscode.TestMessage(failure));
    }
  }

  /** Null: it went through or was stopped; else why it did not. */
  private async ask(params: RunTestsParams, token: vscode.CancellationToken): Promise<string | null> {
    try {
      await this.client.start();
      const result = await this.client.sendRequest<TestsResult>(RUN_TESTS, params, token);
      return result.ok ? null : result.message;
    } catch (error) {
      if (token.isCancellationRequested) return null;
      const reason = error instanceof Error ? error.message : String(error);
      return `The language server did not run the tests (${reason}). Run them again; if that does not help, run "Developer: Reload Window".`;
    }
  }

  /** Runs the same again whenever a rule file is saved, until it is switched off. */
  private async follow(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const saved = vscode.workspace.onDidSaveTextDocument((document) => {
      if (document.languageId !== "mangrove" || !folderOfRules(document)) return;
      void this.run(new vscode.TestRunRequest(request.include, request.exclude, request.profile, true), token);
    });
    token.onCancellationRequested(() => saved.dispose());
  }
}

function tell(run: vscode.TestRun, item: vscode.TestItem, { failures, milliseconds }: TestEnded): void {
  const took = `${milliseconds.toFixed(0)}ms`;
  const said = failures.map(({ message }) => `    ${message}`.replaceAll(/\r?\n/g, " "));
  const lines = [`${failures.length === 0 ? "passed" : "FAILED"}  ${item.label}  (${took})`, ...said];
  run.appendOutput(lines.map((line) => `${plain(line)}\r\n`).join(""), undefined, item);
  if (failures.length === 0) return run.passed(item, milliseconds);
  const messages = failures.map((failure) => messageOf(item, failure));
  run.failed(item, messages, milliseconds);
}

function messageOf(item: vscode.TestItem, { message, place, expected, found }: TestMessage): vscode.TestMessage {
  const told =
    expected === undefined || found === undefined
      ? new vscode.TestMessage(message)
      : vscode.TestMessage.diff(message, expected, found);
  const at = place && new vscode.Position(place.line, place.character);
  if (at) told.location = new vscode.Location(vscode.Uri.parse(place.uri, true), at);
  else if (item.uri && item.range) told.location = new vscode.Location(item.uri, item.range.start);
  return told;
}

/** Cancelled with the first of two. */
function merged(a: vscode.CancellationToken, b: vscode.CancellationToken): vscode.CancellationTokenSource {
  const both = new vscode.CancellationTokenSource();
  for (const token of [a, b]) {
    if (token.isCancellationRequested) both.cancel();
    token.onCancellationRequested(() => both.cancel());
  }
  return both;
}
