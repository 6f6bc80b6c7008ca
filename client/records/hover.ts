/**
 * What the pointer gets over a line of an open log: the unified record that rules see, or why they see none. Invariant: the server
 * is given a few lines, of a log of any size.
 */
import * as vscode from "vscode";
import { RECORD_AT, type LineReading, type RecordAtParams } from "../../server/protocol.ts";
import { SCHEME, type DecodedLogs } from "../logs.ts";
import { textOf } from "./text.ts";
import { windowAround } from "./window.ts";

interface Server {
  sendRequest(method: string, params: RecordAtParams, token: vscode.CancellationToken): Promise<LineReading>;
}

export class RecordHover implements vscode.HoverProvider {
  private readonly server: Server;
  private readonly logs: DecodedLogs;

  constructor(server: Server, logs: DecodedLogs) {
    this.server = server;
    this.logs = logs;
  }

  static register(server: Server, logs: DecodedLogs): vscode.Disposable {
    const everyFile = [{ scheme: "file" }, { scheme: SCHEME }];
    return vscode.languages.registerHoverProvider(everyFile, new RecordHover(server, logs));
  }

  async provideHover(
    document: vscode.TextDocument,
    { line }: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | null> {
    const place = this.logs.placeOf(document);
    const wanted = vscode.workspace.getConfiguration("mangrove.logs", document).get<boolean>("hover", true);
    if (place === null || !wanted || line < place.from) return null;
    const { folder, file, first, from } = place;
    const { begin, lines, earlier } = windowAround(document, line, from);
    const numberOf = (at: number): number => at - from + first;
    const params = { folder, file, line: numberOf(line), first: numberOf(begin), lines, earlier };
    // A server that is gone has said so itself.
    const reading = await this.server.sendRequest(RECORD_AT, params, token).catch(() => null);
    const text = reading === null ? null : textOf(reading);
    return text === null ? null : new vscode.Hover(new vscode.MarkdownString(text), document.lineAt(line).range);
  }
}
