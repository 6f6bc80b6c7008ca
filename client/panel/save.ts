/** Writes a text where the user wants it, and opens it. Invariant: nothing is written that was not asked for in a dialog. */
import * as vscode from "vscode";

export async function saveText(name: string, text: string): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const defaultUri = folder ? vscode.Uri.joinPath(folder.uri, name) : undefined;
  const target = await vscode.window.showSaveDialog({ ...(defaultUri && { defaultUri }), saveLabel: "Export" });
  if (target === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
    await vscode.window.showTextDocument(target);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`The export could not be written: ${why}. Choose another place and try again.`);
  }
}
