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

interface Running {
  readonly cancel: vscode.CancellationTokenSource;
  readonly params: ReplayParams;
  readonly ended: Promise<ReplayResult | null>;
}

export class Replays {
  private readonly client: LanguageClient;
  private readonly store: ReplayStore;
  private running: Running | null = null;
  private started = 0;

  constructor(client: LanguageClient, store: ReplayStore) {
    this.client = client;
    this.store = store;
    client.onNotification(REPLAY_BATCH, (batch: ReplayBatch) => store.receive(batch));
  }

  stop(): void {
    this.running?.cancel.cancel();
  }

  /** Resolves when the replay has ended; null: it was stopped. */
  run(folder: vscode.WorkspaceFolder, part: ReplayPart = {}): Promise<ReplayResult | null> {
    this.stop();
    const cancel = new vscode.CancellationTokenSource();
    const params: ReplayParams = { folder: folder.uri.toString(), replay: `${++this.started}`, ...part };
    const ended = this.toEnd(params, cancel);
    this.running = { cancel, params, ended };
    return ended;
  }

  /** The replay of all rules of the folder that runs, else a new one. */
  whole(folder: vscode.WorkspaceFolder): Promise<ReplayResult | null> {
    const { params, ended } = this.running ?? {};
    const isWhole = params?.folder === folder.uri.toString() && params.rule === undefined;
    return isWhole && ended ? ended : this.run(folder);
  }

  private async toEnd(params: ReplayParams, cancel: vscode.CancellationTokenSource): Promise<ReplayResult | null> {
    const { replay, folder, rule } = params;
    this.store.begin(replay, folder, rule ?? null);
    const result = await this.ask(params, cancel.token);
    if (this.running?.cancel === cancel) this.running = null;
    cancel.dispose();
    this.store.finish(replay, result);
    return result;
  }

  /** The server answers with failures as values; what is thrown is its own end or a cancelled question. */
  private async ask(params: ReplayParams, token: vscode.CancellationToken): Promise<ReplayResult | null> {
    try {
      await this.client.start();
      const result = await this.client.sendRequest<ReplayResult>(REPLAY, params, token);
      // One that was stopped before it began has no summary; that is no failure to be told of.
      return !result.ok && token.isCancellationRequested ? null : result;
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
