/**
 * Asks the server to explain. Invariant: one question at a time, the newer ends the older; whatever becomes of the server, a
 * question that was not overtaken has an answer.
 */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { ExplainParams, ExplainResult } from "../server/protocol.ts";
import { EXPLAIN } from "../server/protocol.ts";

export class Explainer {
  private readonly client: LanguageClient;
  private asking: vscode.CancellationTokenSource | null = null;

  constructor(client: LanguageClient) {
    this.client = client;
  }

  /** `asked`: a line of a log, `auth.log:12`; empty: none. Null: a newer question took its place. */
  async ask(folder: string, rule: string, asked: string): Promise<ExplainResult | null> {
    this.asking?.cancel();
    const cancel = new vscode.CancellationTokenSource();
    this.asking = cancel;
    const record = parseLine(asked);
    try {
      const params: ExplainParams = { folder, rule, ...(record && { record }) };
      const answer = await this.client.sendRequest<ExplainResult>(EXPLAIN, params, cancel.token);
      return this.asking === cancel ? answer : null;
    } catch (error) {
      if (this.asking !== cancel) return null;
      const reason = error instanceof Error ? error.message : String(error);
      return {
        ok: false,
        message: `The language server did not answer (${reason}). If it stays so, run "Developer: Reload Window".`,
      };
    } finally {
      if (this.asking === cancel) this.asking = null;
      cancel.dispose();
    }
  }
}

function parseLine(asked: string): ExplainParams["record"] {
  const [, file, line] = /^(.+):(\d{1,15})$/.exec(asked.trim()) ?? [];
  return file === undefined ? undefined : { file, line: Number(line) };
}
