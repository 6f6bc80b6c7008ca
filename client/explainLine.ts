/** `Explain This Line` on a log: the rule is picked, and the panel says leaf by leaf what the line is to it. */
import * as vscode from "vscode";
import type { Wanted } from "./panel/messages.ts";
import type { Replays } from "./replay.ts";
import type { RuleBook } from "./rules.ts";
import type { ReplayStore } from "./store.ts";

interface Parts {
  readonly rules: RuleBook;
  readonly replays: Replays;
  readonly store: ReplayStore;
  readonly showThis: (wanted: Wanted) => Promise<void>;
}

export async function explainLine({ rules, replays, store, showThis }: Parts): Promise<unknown> {
  const editor = vscode.window.activeTextEditor;
  const folder = editor && vscode.workspace.getWorkspaceFolder(editor.document.uri);
  if (!editor || !folder) return undefined;
  const uri = folder.uri.toString();
  const asked = `${vscode.workspace.asRelativePath(editor.document.uri, false)}:${editor.selection.active.line + 1}`;
  const sound = (rules.of(uri) ?? []).filter(({ broken }) => !broken);
  const rule =
    sound.length === 1
      ? sound[0]!.name
      : await vscode.window.showQuickPick(
          sound.map(({ name }) => name),
          { placeHolder: `What is ${asked} to which rule?` },
        );
  if (rule === undefined) return undefined;
  // The panel speaks of the folder and the rules that were replayed.
  const isKnown = store.folder === uri && store.briefs.some((brief) => brief.rule === rule);
  if (!isKnown) await replays.run(folder);
  return showThis({ tab: "explain", rule, asked });
}
