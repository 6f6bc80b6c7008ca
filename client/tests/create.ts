/** `Create test from detection`: the server drafts the test, it goes behind its rule and into sight. */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { DRAFT_TEST, type Detection, type DraftTestParams, type TestDraft } from "../../server/protocol.ts";

export async function createTest(client: LanguageClient, folder: string, detection: Detection): Promise<void> {
  const params: DraftTestParams = { folder, detection };
  const draft = await client.sendRequest<TestDraft>(DRAFT_TEST, params);
  if (!draft.ok) return void vscode.window.showInformationMessage(draft.message);
  const { place, text, fails } = draft;
  const uri = vscode.Uri.parse(place.uri, true);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(place.line, place.character), `\n\n${text.trimEnd()}`);
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const start = new vscode.Position(place.line + 2, 0);
  const end = new vscode.Position(place.line + 1 + text.trimEnd().split("\n").length, 1);
  const editor = await vscode.window.showTextDocument(uri, { selection: new vscode.Range(start, start) });
  editor.revealRange(new vscode.Range(start, end), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  if (fails === null) return;
  void vscode.window.showWarningMessage(
    `The test was written, but its lines alone do not raise ${detection.rule}: ${fails}. The evidence holds at most 100 lines of a step, and nothing that only kept other matches away; add the lines that are missing.`,
  );
}
