/**
 * Wires a connection to a session: what the server can do, how documents and folders come and go, who answers what.
 */
import {
  CodeLensRefreshRequest,
  DiagnosticRefreshRequest,
  DidChangeWatchedFilesNotification,
  SemanticTokensRefreshRequest,
  TextDocuments,
  WatchKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type WorkspaceFoldersChangeEvent,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { meaningsOf } from "../features/semanticTokens.ts";
import {
  LEARN,
  RULES_CHANGED,
  TESTS_CHANGED,
  type FolderParams,
  type LearnParams,
  type RuleInfo,
  type ServerOptions,
} from "../protocol.ts";
import { capabilities } from "./capabilities.ts";
import { attempted, guarded, reporter } from "./guard.ts";
import { learnSource } from "./learn.ts";
import { answerLineReadings } from "./lineReadings.ts";
import { answerLanguage } from "./language.ts";
import { answerLogTexts } from "./logTexts.ts";
import { answerPulls } from "./pull.ts";
import { Publisher } from "./publish.ts";
import { answerReplays } from "./replays.ts";
import { rulesOf, sameElements } from "./rules.ts";
import { Sampler } from "./sampler.ts";
import { Session } from "./session.ts";
import { answerSketches } from "./sketch.ts";
import { answerTests, testsOf } from "./tests.ts";
import type { Forest } from "./forest.ts";

export function serve(connection: Connection): void {
  const report = reporter(connection);
  const announced = new WeakMap<Forest, readonly RuleInfo[]>();
  const replayable = new WeakMap<Forest, string>();
  const listed = new WeakMap<Forest, string>();
  const meanings = new WeakMap<Forest, string>();
  const publisher = new Publisher(connection, report, [
    announceRules,
    announceTests,
    announceMeanings,
    (forest) => sampler.follow(forest),
  ]);
  const sampler = new Sampler(report, (forest) => publisher.schedule(forest));
  const session = new Session({
    changed: (forest) => publisher.schedule(forest),
    came: (forest, files) => sampler.came(forest, files),
    dropped: (document) => publisher.clear(document),
    warn: (message) => connection.console.warn(message),
  });

  /** What a client that is able to do so should ask for again, for all documents. */
  function askAgain(what: string, able: boolean | undefined, type: { readonly method: string }): void {
    if (able) connection.sendRequest(type.method).catch((error: unknown) => report(`refreshing ${what}`, error));
  }

  function announceRules(forest: Forest): void {
    if (forest.uri === null) return;
    const rules = rulesOf(forest);
    const before = announced.get(forest);
    if (before !== undefined && sameElements(before, rules)) return;
    announced.set(forest, rules);
    const params: FolderParams = { folder: forest.uri };
    void connection.sendNotification(RULES_CHANGED, params);
    // An edit in one file may break a rule of another, whose lenses the editor would not ask for again.
    const lenses = JSON.stringify(rules.map(({ name, broken }) => [name, broken]));
    if (differs(replayable, forest, lenses))
      askAgain("code lenses", client.workspace?.codeLens?.refreshSupport, CodeLensRefreshRequest.type);
  }

  function announceTests(forest: Forest): void {
    if (forest.uri === null || !differs(listed, forest, JSON.stringify(testsOf(forest)))) return;
    const params: FolderParams = { folder: forest.uri };
    void connection.sendNotification(TESTS_CHANGED, params);
  }

  /** An edit in one file may change what words of another mean, and so their colours. */
  function announceMeanings(forest: Forest): void {
    const isFirst = !meanings.has(forest);
    const isNew = differs(meanings, forest, meaningsOf(forest.model.analysis()));
    if (isNew && !isFirst)
      askAgain("semantic tokens", client.workspace?.semanticTokens?.refreshSupport, SemanticTokensRefreshRequest.type);
  }

  let client: InitializeParams["capabilities"] = {};
  let folders: readonly string[] = [];
  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities;
    folders = params.workspaceFolders?.map((folder) => folder.uri) ?? (params.rootUri ? [params.rootUri] : []);
    const pulls = asksForProblems(params);
    if (pulls) {
      publisher.refresh = () =>
        askAgain("diagnostics", client.workspace?.diagnostics?.refreshSupport, DiagnosticRefreshRequest.type);
    }
    return { capabilities: capabilities(pulls), serverInfo: { name: "Mangrove" } };
  });
  const changeFolders = attempted("changing the folders", report, ({ added, removed }: WorkspaceFoldersChangeEvent) => {
    for (const folder of removed) session.removeFolder(folder.uri);
    for (const folder of added) session.addFolder(folder.uri);
  });
  connection.onInitialized(
    attempted("opening the folders", report, () => {
      for (const folder of folders) session.addFolder(folder);
      if (client.workspace?.workspaceFolders) connection.workspace.onDidChangeWorkspaceFolders(changeFolders);
      if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
        connection.client
          .register(DidChangeWatchedFilesNotification.type, {
            // Of a folder that comes or goes, nothing is said of the files in it.
            watchers: [
              { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
              { globPattern: "**/*.{grove,txt,list,csv}", kind: WatchKind.Change },
            ],
          })
          .catch((error: unknown) => report("watching rule files", error));
      }
    }),
  );
  connection.onDidChangeWatchedFiles(
    attempted("a change on disk", report, ({ changes }) => session.filesChanged(changes.map(({ uri }) => uri))),
  );

  const documents = new TextDocuments(TextDocument);
  documents.onDidChangeContent(attempted("a change of text", report, ({ document }) => session.edit(document)));
  documents.onDidSave(
    attempted("saving a text", report, ({ document }) => {
      session.save(document);
      const forest = session.locate(document.uri)?.forest;
      if (forest) sampler.refresh(forest);
    }),
  );
  documents.onDidClose(attempted("closing a text", report, ({ document }) => session.close(document.uri)));
  documents.listen(connection);

  answerLanguage(connection, { session, publisher, report });
  answerPulls(connection, { session, publisher, report });
  answerLogTexts(connection, { session, report });
  answerLineReadings(connection, { session, report });
  answerSketches(connection, { session, report });
  connection.onRequest(
    LEARN,
    guarded("learning a source", report, (params: LearnParams) => learnSource(session, params)),
  );
  const runs = answerTests(connection, { session, report });
  const replays = answerReplays(connection, { session, publisher, sampler, report });
  connection.onShutdown(() => {
    replays.cancel();
    runs.cancel();
    sampler.cancel();
    publisher.dispose();
  });
}

/**
 * Whether the client asks for problems. One that is able to, does, unless it says that it wants them sent: then those of the
 * whole folder come with each check, and nobody has to ask file by file.
 */
function asksForProblems({ capabilities: able, initializationOptions }: InitializeParams): boolean {
  const options = initializationOptions as ServerOptions | undefined;
  return able.textDocument?.diagnostic !== undefined && options?.diagnostics !== "push";
}

/** Remembers what was last said of a forest, and whether that was something else. */
function differs(said: WeakMap<Forest, string>, forest: Forest, now: string): boolean {
  if (said.get(forest) === now) return false;
  said.set(forest, now);
  return true;
}
