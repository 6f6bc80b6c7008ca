/** Wiring: makes the parts of the extension and ties them together; knows no details of any. */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { FolderParams, RuleInfo } from "../server/protocol.ts";
import { RULES, RULES_CHANGED } from "../server/protocol.ts";
import { registerCommands } from "./commands.ts";
import { EvidenceOpener } from "./evidence.ts";
import { folderOfRules } from "./folders.ts";
import { panelActions, shownFolder } from "./panel/actions.ts";
import type { PanelActions } from "./panel/session.ts";
import { PanelView } from "./panel/view.ts";
import { Replays } from "./replay.ts";
import { RuleBook } from "./rules.ts";
import { createClient } from "./server.ts";
import { ReplayStore } from "./store.ts";
import { RulesView } from "./views/rules.ts";
import { keepContexts } from "./views/contexts.ts";
import { createStatus } from "./views/status.ts";

/** What the tests in the editor see of the extension. */
export interface Mangrove {
  readonly store: ReplayStore;
  readonly rules: RuleBook;
  /** What the panel may ask for, as it asks for it. */
  readonly panel: PanelActions;
  /** True once the language server answers; false if it could not be started, which it has told the user itself. */
  readonly ready: Promise<boolean>;
}

export function activate(context: vscode.ExtensionContext): Mangrove {
  const client = createClient(context);
  const store = new ReplayStore();
  const rules = new RuleBook((folder) => client.sendRequest<RuleInfo[]>(RULES, { folder } satisfies FolderParams));
  const replays = new Replays(client, store);
  const evidence = new EvidenceOpener();
  const actions = panelActions(store, context.workspaceState);
  const panel = new PanelView(context.extensionUri, store, rules, () => shownFolder(store, rules), actions);
  const rulesView = new RulesView(context.extensionUri, rules, store);
  const tree = vscode.window.createTreeView("mangrove.rules", { treeDataProvider: rulesView });

  context.subscriptions.push(
    client,
    evidence,
    rulesView,
    tree,
    rulesView.onDidChangeTreeData(() => (tree.message = rulesView.note())),
    createStatus(store),
    keepContexts(store, rules),
    vscode.window.registerWebviewViewProvider(PanelView.id, panel),
    registerCommands({ replays, rules, evidence, showPanel: () => panel.show() }),
    client.onNotification(RULES_CHANGED, ({ folder }: FolderParams) => void rules.refresh(folder)),
    vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const folder of removed) rules.forget(folder.uri.toString());
      for (const folder of added) void rules.refresh(folder.uri.toString());
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const folder = document.languageId === "mangrove" && folderOfRules(document);
      if (folder && contentChanges.length > 0) store.edited(folder.uri.toString());
    }),
  );
  return { store, rules, panel: actions, ready: start(client, rules) };
}

async function start(client: LanguageClient, rules: RuleBook): Promise<boolean> {
  try {
    await client.start();
  } catch {
    return false;
  }
  const folders = vscode.workspace.workspaceFolders ?? [];
  await Promise.all(folders.map((folder) => rules.refresh(folder.uri.toString())));
  return true;
}
