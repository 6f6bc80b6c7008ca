/**
 * Logs that an editor cannot show as they are, compressed or of UTF-16, as read-only text: `mangrove-log:` documents.
 * Invariant: what such a document shows was read by the language server, inside of its folder; of a huge log it is the
 * part around one line, and says so in its first line.
 */
import * as vscode from "vscode";
import { LOG_TEXT, type LogText, type LogTextParams } from "../server/protocol.ts";

const SCHEME = "mangrove-log";

/** A document, and where in it the line stands that was asked for; 0-based. */
export interface ShownLog {
  readonly uri: vscode.Uri;
  readonly line: number;
}

export class DecodedLogs implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly read: (params: LogTextParams) => Promise<LogText>;
  private readonly registered: vscode.Disposable;
  /** What was read for a document that is about to ask for it. */
  private readonly fresh = new Map<string, LogText>();

  constructor(client: { sendRequest(method: string, params: LogTextParams): Promise<LogText> }) {
    this.read = (params) => client.sendRequest(LOG_TEXT, params);
    this.registered = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  /** Null: the editor shows the file itself, or nobody else can. A text says why the log is not shown. */
  async shown(folder: vscode.Uri, file: string, line: number): Promise<ShownLog | string | null> {
    const params = { folder: folder.toString(), file, line };
    const log = await this.read(params).catch(() => null);
    if (log === null || log.kind === "plain") return null;
    if (log.kind === "refused") return log.message;
    // Another window into the same log is another document, so that no mark of an open one goes astray.
    const query = JSON.stringify({ ...params, line: log.first === 1 ? 1 : line });
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${file}`, query });
    this.fresh.set(uri.query, log);
    await vscode.workspace.openTextDocument(uri);
    this.fresh.delete(uri.query);
    return { uri, line: line - log.first + (log.first === 1 ? 0 : 1) };
  }

  /** Also after the window was closed and opened again. */
  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const log = this.fresh.get(query) ?? (await this.read(JSON.parse(query) as LogTextParams));
    if (log.kind !== "decoded") return log.kind === "refused" ? log.message : "";
    const head = log.first === 1 ? "" : `… lines 1 to ${log.first - 1} are not shown\n`;
    const end = log.fault === null ? "" : `… this log ${log.fault}\n`;
    return head + log.text + end;
  }

  dispose(): void {
    this.registered.dispose();
  }
}
