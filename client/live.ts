/**
 * `Replay and Run Playbooks`: they act for real. Invariant: nothing is called but in a folder that is trusted, with the setting on
 * in the user's own settings, and after the list of all that may be called was confirmed; what is missing is said, all at once.
 */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { Decision, PlannedResult, Question, ReplayResult } from "../server/protocol.ts";
import { APPROVE, PLANNED_CALLS } from "../server/protocol.ts";
import { agreementOn, approvalOf, missing, NOT_CONFIRMED, plain, RUN, SETTING } from "./liveWords.ts";
import type { Replays } from "./replay.ts";

const TRUST_BUTTON = "Manage Trust";
const SETTING_BUTTON = "Open Setting";

export class LiveReplays {
  private readonly client: LanguageClient;
  private readonly replays: Replays;

  constructor(client: LanguageClient, replays: Replays) {
    this.client = client;
    this.replays = replays;
    client.onRequest(APPROVE, approve);
  }

  /** Resolves when the last run has ended; a failure says what was missing. `showPanel`: where the runs will be seen. */
  async run(folder: vscode.WorkspaceFolder, showPanel: () => Promise<void>): Promise<ReplayResult | null> {
    const lacking = missing(vscode.workspace.isTrusted, isOn());
    if (lacking !== null) return refuse(lacking);
    const planned = await this.planned(folder);
    if (!planned.ok) return refuse(planned.message);
    const agreement = agreementOn(planned.calls, folder.name);
    if (typeof agreement === "string") return refuse(agreement);
    if (!(await confirmed(agreement.message, agreement.detail))) return refuse(NOT_CONFIRMED);
    const running = this.replays.run(folder, { agreed: planned.calls });
    await showPanel();
    return running;
  }

  private async planned(folder: vscode.WorkspaceFolder): Promise<PlannedResult> {
    try {
      await this.client.start();
      return await this.client.sendRequest<PlannedResult>(PLANNED_CALLS, { folder: folder.uri.toString() });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        ok: false,
        message: `Nothing was called: the language server did not say what the playbooks would call (${reason}). Try again; if that does not help, run "Developer: Reload Window".`,
      };
    }
  }
}

/** A cloned folder must not switch it on, whatever scope its settings claim: only the user's own value counts. */
const isOn = (): boolean => vscode.workspace.getConfiguration().inspect<boolean>(SETTING)?.globalValue === true;

/** A window that cannot ask has not been answered. */
async function confirmed(message: string, detail: string): Promise<boolean> {
  try {
    return (await vscode.window.showWarningMessage(message, { modal: true, detail }, RUN)) === RUN;
  } catch {
    return false;
  }
}

function refuse(message: string): ReplayResult {
  const ways = new Map([
    ...(vscode.workspace.isTrusted ? [] : [[TRUST_BUTTON, ["workbench.trust.manage"]] as const]),
    ...(isOn() ? [] : [[SETTING_BUTTON, ["workbench.action.openSettings", `@id:${SETTING}`]] as const]),
  ]);
  void vscode.window.showWarningMessage(plain(message), ...ways.keys()).then((way) => {
    const [command, ...rest] = (way !== undefined && ways.get(way)) || [];
    if (command !== undefined) void vscode.commands.executeCommand(command, ...rest);
  });
  return { ok: false, message };
}

/** An approval step. No modal window: it would come under the fingers of who is typing. */
async function approve(question: Question, token: vscode.CancellationToken): Promise<Decision> {
  const yes = "Approve";
  const asked = vscode.window.showWarningMessage(approvalOf(question), yes, "Refuse").then((answer) => {
    if (token.isCancellationRequested && answer === yes)
      void vscode.window.showInformationMessage(
        `Your answer came too late: ${plain(question.playbook)} no longer waited for it, and went on as refused or was stopped.`,
      );
    return { approved: answer === yes, by: "who sat at the editor" };
  });
  const withdrawn = new Promise<Decision>((settle) =>
    token.onCancellationRequested(() => settle({ approved: false, by: null })),
  );
  return Promise.race([asked, withdrawn]);
}
