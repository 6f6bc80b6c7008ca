/** `Explain This Line` on a log: the rule is picked, and the panel says leaf by leaf what the line is to it. */
import * as vscode from "vscode";
import { explainRule, type ExplainParts } from "./explainRule.ts";

export async function explainLine(parts: ExplainParts): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const folder = editor && vscode.workspace.getWorkspaceFolder(editor.document.uri);
  if (!editor || !folder) return;
  const uri = folder.uri.toString();
  const asked = `${vscode.workspace.asRelativePath(editor.document.uri, false)}:${editor.selection.active.line + 1}`;
  const sound = (parts.rules.of(uri) ?? []).filter(({ broken }) => !broken);
  const rule =
    sound.length === 1
      ? sound[0]!.name
      : await vscode.window.showQuickPick(
          sound.map(({ name }) => name),
          { placeHolder: `What is ${asked} to which rule?` },
        );
  if (rule !== undefined) await explainRule(parts, { folder: uri, rule }, asked);
}
