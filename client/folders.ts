/**
 * Workspace folders, and files inside them. Invariant: a path that came from a message never names a file outside the
 * folder that it is said to be in.
 */
import * as vscode from "vscode";

/** The folder of the active editor, else the only one, else the one that the user picks. */
export async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(
      "Mangrove replays the logs of a folder, and none is open. Open the folder that holds your logs and rules.",
    );
    return undefined;
  }
  return activeFolder() ?? vscode.window.showWorkspaceFolderPick({ placeHolder: "Which folder's logs to replay" });
}

/** The folder of the active editor, else the only one. */
export function activeFolder(): vscode.WorkspaceFolder | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const active = vscode.window.activeTextEditor?.document.uri;
  return (active && vscode.workspace.getWorkspaceFolder(active)) ?? (folders.length === 1 ? folders[0] : undefined);
}

/** The folder whose rules a rule file belongs to: an untitled one to the first, as the server has it. */
export function folderOfRules({ uri }: vscode.TextDocument): vscode.WorkspaceFolder | undefined {
  return uri.scheme === "untitled" ? vscode.workspace.workspaceFolders?.[0] : vscode.workspace.getWorkspaceFolder(uri);
}

export function folderOf(uri: string): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.workspaceFolders?.find((folder) => folder.uri.toString() === uri);
}

/** Null if `path` is absolute or leads out of the folder. `path` has `/` as separator. */
export function inside(folder: vscode.Uri, path: string): vscode.Uri | null {
  const segments = path.split("/");
  const odd = (segment: string): boolean => segment === "" || segment === ".." || /^[a-z]:$/i.test(segment);
  if (segments.some(odd) || (path.includes("\\") && process.platform === "win32")) return null;
  return vscode.Uri.joinPath(folder, ...segments);
}
