/**
 * Runs replays: one at a time, the newer ends the older. Invariant: whatever becomes of a replay, the store hears of its end.
 */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { ReplayBatch, ReplayParams, ReplayResult } from "../server/protocol.ts";
import { REPLAY, REPLAY_BATCH } from "../server/protocol.ts";
import type { ReplayStore } from "./store.ts";

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

  /** Resolves when the replay has ended; null: it was stopped. `rule`: this one and those it needs; null: all. */
  async run(folder: vscode.WorkspaceFolder, rule: string | null): Promise<ReplayResult | null> {
    this.stop();
    const replay = `${++this.started}`;
    const cancel = new vscode.CancellationTokenSource();
    this.running = cancel;
    this.store.begin(replay, folder.uri.toString(), rule);
    const title = rule === null ? `Replaying ${folder.name}` : `Replaying ${folder.name} through ${rule}`;
    const result = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, cancellable: true, title },
      async (progress, token) => {
        token.onCancellationRequested(() => cancel.cancel());
        const stopReporting = this.store.onChange(this.report(replay, progress));
        try {
          return await this.ask(
            { folder: folder.uri.toString(), replay, ...(rule === null ? {} : { rule }) },
            cancel.token,
          );
        } finally {
          stopReporting();
        }
      },
    );
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

  /** Shares of the progress bar are differences, and only of the replay that is shown. */
  private report(replay: string, progress: vscode.Progress<{ message?: string; increment?: number }>): () => void {
    let shown = 0;
    return () => {
      const now = this.store.progress;
      if (!now || `${this.started}` !== replay) return;
      const share = now.totalBytes > 0 ? Math.floor((100 * now.bytes) / now.totalBytes) : 0;
      const records = now.records.toLocaleString("en-US");
      progress.report({
        increment: Math.max(0, share - shown),
        message: `${records} records, ${now.detections.toLocaleString("en-US")} detections`,
      });
      shown = Math.max(shown, share);
    };
  }
}
