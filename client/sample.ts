/**
 * The sample that comes with the extension: a day of SSH logs and the rules that read them. Invariant: it is opened as a copy that
 * belongs to the user, so what was changed in it stays as it is, and the extension's own files are never edited.
 */
import * as vscode from "vscode";

/** In a window of its own where a folder is open already. */
export async function openSample(extension: vscode.Uri, storage: vscode.Uri): Promise<void> {
  const folder = await sampleCopy(extension, storage);
  const forceNewWindow = (vscode.workspace.workspaceFolders ?? []).length > 0;
  await vscode.commands.executeCommand("vscode.openFolder", folder, { forceNewWindow });
}

/** Copied once. */
export async function sampleCopy(extension: vscode.Uri, storage: vscode.Uri): Promise<vscode.Uri> {
  const copy = vscode.Uri.joinPath(storage, "sample-ssh");
  const isThere = await vscode.workspace.fs.stat(copy).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await vscode.workspace.fs.createDirectory(storage);
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(extension, "samples", "ssh"), copy);
  }
  return copy;
}
