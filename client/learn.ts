/**
 * A log to its first rule file: the server drafts a source and a rule, the file is written and opened. Invariant: no file that is
 * there is changed; a log outside the open folders is refused with a reason.
 */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { LEARN, type Draft, type LearnParams } from "../server/protocol.ts";
import { headingOf } from "./learnWords.ts";
import { findLogs } from "./logFiles.ts";

/** Uri of the file that was written; undefined: none was, and the user has heard why. */
export async function learnSource(
  client: LanguageClient,
  log: vscode.Uri | undefined,
): Promise<vscode.Uri | undefined> {
  const file = log ?? (await pickLog());
  if (file === undefined) return undefined;
  const folder = vscode.workspace.getWorkspaceFolder(file);
  if (folder === undefined) {
    void vscode.window.showInformationMessage(
      `${file.path.split("/").at(-1)} is in no open folder, so no rule could read it. Copy it into the folder of your logs.`,
    );
    return undefined;
  }
  const params: LearnParams = { folder: folder.uri.toString(), file: file.toString() };
  await client.start();
  const learned = await client.sendRequest<Draft>(LEARN, params);
  if (!learned.ok) {
    void vscode.window.showInformationMessage(learned.message);
    return undefined;
  }
  return write(folder, file, learned);
}

async function write(
  folder: vscode.WorkspaceFolder,
  log: vscode.Uri,
  draft: Extract<Draft, { ok: true }>,
): Promise<vscode.Uri> {
  const uri = await freeName(folder.uri, draft.name);
  const head = headingOf(vscode.workspace.asRelativePath(log, false), draft);
  const { source, rule } = draft;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${head}\n\n${source}\n\n${rule}\n`));
  await vscode.window.showTextDocument(uri);
  return uri;
}

async function freeName(folder: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let nth = 1; ; nth++) {
    const uri = vscode.Uri.joinPath(folder, `${name}${nth > 1 ? `-${nth}` : ""}.grove`);
    const taken = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!taken) return uri;
  }
}

async function pickLog(): Promise<vscode.Uri | undefined> {
  const found = await findLogs();
  if (found.length === 0) {
    void vscode.window.showInformationMessage(
      "There is no file in this folder that looks like a log. Open the folder that holds your logs, or use this command on a file in the Explorer.",
    );
    return undefined;
  }
  const items = found.map(({ path, size, uri }) => ({ label: path, description: size, uri }));
  return (await vscode.window.showQuickPick(items, { placeHolder: "Which log to read first" }))?.uri;
}
