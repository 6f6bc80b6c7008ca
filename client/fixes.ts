/**
 * `Try within 17m`: writes the smallest change that fires into the rule, and replays that rule. Invariant: only a text that is
 * still as it was replayed is changed.
 */
import * as vscode from "vscode";
import type { Fix } from "../server/protocol.ts";
import { shownAs, type Opening } from "./opening.ts";
import type { RuleTexts } from "./texts.ts";

/** True if the rule was changed. */
export async function applyFix(texts: RuleTexts, rule: string, fix: Fix): Promise<boolean> {
  const live = texts.find(rule);
  if (live === null || live.old) {
    void vscode.window.showInformationMessage(
      `${rule} was edited after the replay, so this change may not fit any more. Replay the rule and try again.`,
    );
    return false;
  }
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(live.text.uri, true));
  const at = (offset: number): vscode.Position => document.positionAt(offset + live.shift);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(at(fix.location.start), at(fix.location.end)), fix.text);
  return vscode.workspace.applyEdit(edit);
}

/** Opens the text of a rule at an offset of the text that was replayed. */
export async function openStep(texts: RuleTexts, rule: string, offset: number, how?: Opening): Promise<void> {
  const live = texts.find(rule);
  if (live === null) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(live.text.uri, true));
  const at = document.positionAt(offset + live.shift);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at), ...shownAs(how) });
}

export function isFix(value: unknown): value is Fix {
  const { text, location } = (value ?? {}) as Partial<Fix>;
  return typeof text === "string" && Number.isInteger(location?.start) && Number.isInteger(location?.end);
}
