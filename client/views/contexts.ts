/** Tells VS Code what menus and welcome texts ask for: is a replay running, were the rules read, are there any. */
import * as vscode from "vscode";
import type { RuleBook } from "../rules.ts";
import type { ReplayStore } from "../store.ts";
import { atPace } from "./pace.ts";

export function keepContexts(store: ReplayStore, book: RuleBook): vscode.Disposable {
  const known = new Map<string, boolean>();
  const set = (name: string, value: boolean): void => {
    if (known.get(name) === value) return;
    known.set(name, value);
    void vscode.commands.executeCommand("setContext", `mangrove.${name}`, value);
  };
  const rulesChanged = (): void => {
    const rules = (vscode.workspace.workspaceFolders ?? []).map((folder) => book.of(folder.uri.toString()));
    set(
      "rulesRead",
      rules.every((of) => of !== undefined),
    );
    set(
      "hasRules",
      rules.some((of) => of !== undefined && of.length > 0),
    );
  };
  // A folder without a rule file is known as such long before the server has started.
  void vscode.workspace.findFiles("**/*.grove", undefined, 1).then((files) => {
    if (files.length === 0) set("rulesRead", true);
  });
  const replayed = (): void => {
    set("replaying", store.phase === "running");
    set("comparable", store.previous !== null);
  };
  const stops = [atPace(store, replayed), book.onChange(rulesChanged)];
  return new vscode.Disposable(() => {
    for (const stop of stops) stop();
  });
}
