/**
 * Logs that an editor cannot show as they are, compressed or of UTF-16, as read-only text: `mangrove-log:` documents.
 * Invariant: what such a document shows was read by the language server, inside of its folder; of a huge log it is the
 * part around one line, and says so in its first line.
 */
import * as vscode from "vscode";
import { LOG_TEXT, type LogText, type LogTextParams } from "../server/protocol.ts";

export const SCHEME = "mangrove-log";

/** A document, and where in it the line stands that was asked for; 0-based. */
export interface ShownLog {
  readonly uri: vscode.Uri;
  readonly line: number;
}

/** Which line of which log a line of an editor is. */
export interface LogPlace {
  /** Uri of the workspace folder. */
  readonly folder: string;
  /** Relative to it. */
  readonly file: string;
  /** 1-based: of the document's first line that is one of the log. */
  readonly first: number;
  /** 0-based: where in the document that is. */
  readonly from: number;
}

export class DecodedLogs implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly read: (params: LogTextParams) => Promise<LogText>;
  private readonly registered: vscode.Disposable;
  /** What was read for a document that is about to ask for it. */
  private readonly fresh = new Map<string, LogText>();
  /** Of the documents that were given, by their queries: the number of the first line that each has. */
  private readonly firsts = new Map<string, number>();

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

  /** Null: the document is no file of an open folder. Whether it is a log, the server knows. */
  placeOf({ uri, languageId }: vscode.TextDocument): LogPlace | null {
    if (uri.scheme === SCHEME) {
      const { folder, file } = JSON.parse(uri.query) as LogTextParams;
      const first = this.firsts.get(uri.query) ?? 1;
      return { folder, file, first, from: first === 1 ? 0 : 1 };
    }
    const folder = uri.scheme === "file" && languageId !== "mangrove" && vscode.workspace.getWorkspaceFolder(uri);
    if (!folder) return null;
    return { folder: folder.uri.toString(), file: vscode.workspace.asRelativePath(uri, false), first: 1, from: 0 };
  }

  /** Also after the window was closed and opened again. */
  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const log = this.fresh.get(query) ?? (await this.read(JSON.parse(query) as LogTextParams));
    if (log.kind !== "decoded") return log.kind === "refused" ? log.message : "";
    this.firsts.set(query, log.first);
    const head = log.first === 1 ? "" : `… lines 1 to ${log.first - 1} are not shown\n`;
    const end = log.fault === null ? "" : `… this log ${log.fault}\n`;
    return head + log.text + end;
  }

  dispose(): void {
    this.registered.dispose();
  }
}
