/**
 * Runs replays: one at a time, the newer ends the older. Invariant: whatever becomes of a replay, the store hears of its end.
 * How far it is stands in the panel and the status bar, which show the store; a toast would lie over the evidence.
 */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { ReplayBatch, ReplayParams, ReplayResult } from "../server/protocol.ts";
import { REPLAY, REPLAY_BATCH } from "../server/protocol.ts";
import type { ReplayStore } from "./store.ts";

/** What of a folder is replayed, and what playbooks may call for real. Absent: all rules, all logs, and nothing. */
export type ReplayPart = Pick<ReplayParams, "rule" | "file" | "agreed">;

export class Replays {
  private readonly client: LanguageClient;
  private readonly store: ReplayStore;
  private running: vscode.CancellationTokenSource | null = null;
  private started = 0;

  constructor(client: LanguageClient, store: ReplayStore) {
    this.client = client;
    this.store = store;
    client.onNotification(REPLAY_BATCH, (batch: ReplayBatch) => store.receive(batch));
  }

  stop(): void {
    this.running?.cancel();
  }

  /** Resolves when the replay has ended; null: it was stopped. */
  async run(folder: vscode.WorkspaceFolder, part: ReplayPart = {}): Promise<ReplayResult | null> {
    this.stop();
    const replay = `${++this.started}`;
    const cancel = new vscode.CancellationTokenSource();
    this.running = cancel;
    this.store.begin(replay, folder.uri.toString(), part.rule ?? null);
    const params: ReplayParams = { folder: folder.uri.toString(), replay, ...part };
    const result = await this.ask(params, cancel.token);
    if (this.running === cancel) this.running = null;
    cancel.dispose();
    this.store.finish(replay, result);
    return result;
  }

  /** The server answers with failures as values; what is thrown is its own end or a cancelled question. */
  private async ask(params: ReplayParams, token: vscode.CancellationToken): Promise<ReplayResult | null> {
    try {
      await this.client.start();
      return await this.client.sendRequest<ReplayResult>(REPLAY, params, token);
    } catch (error) {
      if (token.isCancellationRequested) return null;
      const reason = error instanceof Error ? error.message : String(error);
      return {
        ok: false,
        message: `The language server did not finish the replay (${reason}). Replay again; if that does not help, run "Developer: Reload Window".`,
      };
    }
  }
}
