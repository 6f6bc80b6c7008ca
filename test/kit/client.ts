/**
 * A language client for tests: the real server in a process of its own, over stdio, spoken to as an editor does.
 * Invariant: nothing waits for time to pass, only for what the server says. The test's own time limit ends a wait for
 * something that is never said.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Registration,
  type RegistrationParams,
} from "vscode-languageserver/node";
import {
  REPLAY_BATCH,
  RULES_CHANGED,
  TEST_ENDED,
  TESTS_CHANGED,
  type FolderParams,
  type ReplayBatch,
  type TestEnded,
} from "../../server/protocol.ts";

const sources = fileURLToPath(new URL("../../server/lsp/main.ts", import.meta.url));

export interface ClientOptions {
  /** Absolute paths of the workspace folders. */
  readonly folders?: readonly string[];
  /** Says that it asks for diagnostics; otherwise they are sent. */
  readonly pulls?: boolean;
  /** The server's file, if it is not to be run from its sources. */
  readonly entry?: string;
  /** Beside that of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Values that come one by one; whoever waits gets the first, old or new, that is wanted. */
class Stream<T> {
  readonly all: T[] = [];
  private readonly waiting = new Set<(value: T) => void>();

  push(value: T): void {
    this.all.push(value);
    for (const look of [...this.waiting]) look(value);
  }

  /** The first value from index `from` on that is wanted. */
  next(wanted: (value: T) => boolean, from = 0): Promise<T> {
    const known = this.all.slice(from).find(wanted);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((settle) => {
      const look = (value: T): void => {
        if (!wanted(value)) return;
        this.waiting.delete(look);
        settle(value);
      };
      this.waiting.add(look);
    });
  }
}

export class Client {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  /** What the server was able to say of itself. */
  capabilities: InitializeResult["capabilities"] = {};
  readonly published = new Stream<PublishDiagnosticsParams>();
  readonly batches = new Stream<ReplayBatch>();
  readonly ruleChanges = new Stream<FolderParams>();
  readonly testChanges = new Stream<FolderParams>();
  readonly testsEnded = new Stream<TestEnded>();
  readonly lensRefreshes = new Stream<null>();
  readonly tokenRefreshes = new Stream<null>();
  readonly diagnosticRefreshes = new Stream<null>();
  /** What the server asked to be told of. */
  readonly registered = new Stream<Registration>();
  /** Messages of `window/logMessage` with the type "error". */
  readonly errors: string[] = [];
  private readonly versions = new Map<string, number>();

  constructor(server = sources, more: ClientOptions["env"] = {}) {
    const env = { ...process.env, ...more };
    this.process = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"], env });
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.process.stdout!),
      new StreamMessageWriter(this.process.stdin!),
    );
    this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) =>
      this.published.push(params),
    );
    this.connection.onNotification("window/logMessage", (params: { type: number; message: string }) => {
      if (params.type === 1) this.errors.push(params.message);
    });
    this.connection.onNotification(REPLAY_BATCH, (params: ReplayBatch) => this.batches.push(params));
    this.connection.onNotification(RULES_CHANGED, (params: FolderParams) => this.ruleChanges.push(params));
    this.connection.onNotification(TESTS_CHANGED, (params: FolderParams) => this.testChanges.push(params));
    this.connection.onNotification(TEST_ENDED, (params: TestEnded) => this.testsEnded.push(params));
    this.connection.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
      for (const registration of registrations) this.registered.push(registration);
      return null;
    });
    const refreshes = {
      codeLens: this.lensRefreshes,
      semanticTokens: this.tokenRefreshes,
      diagnostic: this.diagnosticRefreshes,
    };
    for (const [what, stream] of Object.entries(refreshes)) {
      this.connection.onRequest(`workspace/${what}/refresh`, () => {
        stream.push(null);
        return null;
      });
    }
    this.connection.listen();
  }

  static async start({ folders = [], pulls = false, entry, env }: ClientOptions = {}): Promise<Client> {
    const client = new Client(entry, env);
    const answer = await client.request<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        textDocument: {
          completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
          ...(pulls ? { diagnostic: {} } : {}),
        },
        workspace: {
          codeLens: { refreshSupport: true },
          semanticTokens: { refreshSupport: true },
          diagnostics: { refreshSupport: true },
          didChangeWatchedFiles: { dynamicRegistration: true },
          workspaceFolders: true,
        },
      },
      workspaceFolders: folders.map((folder) => ({ uri: uri(folder), name: folder })),
    });
    client.capabilities = answer.capabilities;
    await client.notify("initialized", {});
    return client;
  }

  addFolder(path: string): Promise<void> {
    return this.changeFolders([path], []);
  }

  removeFolder(path: string): Promise<void> {
    return this.changeFolders([], [path]);
  }

  private changeFolders(added: readonly string[], removed: readonly string[]): Promise<void> {
    const folders = (paths: readonly string[]) => paths.map((path) => ({ uri: uri(path), name: path }));
    return this.notify("workspace/didChangeWorkspaceFolders", {
      event: { added: folders(added), removed: folders(removed) },
    });
  }

  request<Answer>(method: string, params: unknown): Promise<Answer> {
    return this.connection.sendRequest<Answer>(method, params);
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  async open(document: string, text: string): Promise<void> {
    this.versions.set(document, 1);
    await this.notify("textDocument/didOpen", {
      textDocument: { uri: document, languageId: "mangrove", version: 1, text },
    });
  }

  /** Replaces the whole text. */
  async change(document: string, text: string): Promise<number> {
    const version = (this.versions.get(document) ?? 1) + 1;
    this.versions.set(document, version);
    await this.notify("textDocument/didChange", {
      textDocument: { uri: document, version },
      contentChanges: [{ text }],
    });
    return version;
  }

  close(document: string): Promise<void> {
    this.versions.delete(document);
    return this.notify("textDocument/didClose", { textDocument: { uri: document } });
  }

  /** What was published for a document that is open, once it is for this version. */
  async diagnostics(document: string, version = this.versions.get(document)): Promise<Diagnostic[]> {
    const { diagnostics } = await this.published.next(
      (params) => params.uri === document && params.version === version,
    );
    return diagnostics;
  }

  /** What is published for a document after `cause` has been said to the server. */
  async diagnosticsAfter(document: string, cause: () => Promise<unknown>): Promise<Diagnostic[]> {
    const known = this.published.all.length;
    await cause();
    return (await this.published.next((params) => params.uri === document, known)).diagnostics;
  }

  at(document: string, text: string, offset: number): object {
    return { textDocument: { uri: document }, position: position(text, offset) };
  }

  /** Lets go of all texts and folders that a test has opened, so that the next one begins anew. */
  async reset(...folders: readonly string[]): Promise<void> {
    for (const document of [...this.versions.keys()]) await this.close(document);
    for (const folder of folders) await this.removeFolder(folder);
    this.published.all.length = this.batches.all.length = this.ruleChanges.all.length = 0;
  }

  /** Asks the server to end, and waits until its process has: its exit code. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((settle) => this.process.once("exit", settle));
    await this.request("shutdown", undefined);
    await this.notify("exit", undefined);
    const code = await ended;
    this.connection.dispose();
    return code;
  }
}

export function uri(path: string): string {
  return pathToFileURL(path).href;
}

export function position(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before.at(-1)!.length };
}
