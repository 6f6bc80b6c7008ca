/** Wiring: makes the parts of the extension and ties them together; knows no details of any. */
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { FolderParams, LearnParams, LogSketch, RuleInfo, StepInfo, StepsParams } from "../server/protocol.ts";
import { RULES, RULES_CHANGED, SKETCH, STEPS } from "../server/protocol.ts";
import { registerCommands } from "./commands.ts";
import { RuleCounts } from "./counts/decorations.ts";
import { besideCounts, refreshLenses } from "./counts/lenses.ts";
import { EvidenceOpener } from "./evidence.ts";
import { Explainer } from "./explain.ts";
import { folderOfRules } from "./folders.ts";
import { keepReplay } from "./keepReplay.ts";
import { learnSource } from "./learn.ts";
import { LiveReplays } from "./live.ts";
import { DecodedLogs } from "./logs.ts";
import { panelActions, shownFolder } from "./panel/actions.ts";
import type { PanelActions } from "./panel/session.ts";
import { PanelView } from "./panel/view.ts";
import { RecordHover } from "./records/hover.ts";
import { EvidenceMarks } from "./records/marks.ts";
import { Replays } from "./replay.ts";
import { RuleBook } from "./rules.ts";
import { createClient } from "./server.ts";
import { ReplayStore } from "./store.ts";
import { openSample } from "./sample.ts";
import { createTest } from "./tests/create.ts";
import { TestExplorer } from "./tests/explorer.ts";
import { RuleTexts } from "./texts.ts";
import { RulesView } from "./views/rules.ts";
import { rankingView, runsView } from "./views/results.ts";
import { SourcesView } from "./views/sources.ts";
import { keepContexts } from "./views/contexts.ts";
import { createStatus } from "./views/status.ts";

/** What the tests in the editor see of the extension. */
export interface Mangrove {
  readonly store: ReplayStore;
  readonly rules: RuleBook;
  /** What the panel may ask for, as it asks for it. */
  readonly panel: PanelActions;
  /** What stands at the ends of the rules' lines. */
  readonly counts: RuleCounts;
  readonly tests: TestExplorer;
  /** Which lines of open logs are marked as evidence. */
  readonly marks: EvidenceMarks;
  readonly sources: SourcesView;
  /** True once the language server answers; false if it could not be started, which it has told the user itself. */
  readonly ready: Promise<boolean>;
}

export function activate(context: vscode.ExtensionContext): Mangrove {
  const store = new ReplayStore();
  const texts = new RuleTexts((uri) => vscode.Uri.parse(uri).toString());
  const client = createClient(context, besideCounts(store, texts));
  const counts = new RuleCounts(context.extensionUri, store, texts);
  const rules = new RuleBook((folder) => client.sendRequest<RuleInfo[]>(RULES, { folder } satisfies FolderParams));
  const replays = new Replays(client, store);
  const live = new LiveReplays(client, replays);
  const logs = new DecodedLogs(client);
  const evidence = new EvidenceOpener(logs);
  const marks = new EvidenceMarks(context.extensionUri, store, logs);
  const tests = new TestExplorer(client);
  const pages = vscode.Uri.joinPath(context.extensionUri, "docs");
  const sketch = (params: LearnParams) => client.sendRequest<LogSketch>(SKETCH, params);
  const actions = panelActions(store, context.workspaceState, texts, new Explainer(client), pages, sketch);
  const panel = new PanelView(context.extensionUri, store, rules, () => shownFolder(store, rules), actions);
  const steps = (params: StepsParams) => client.sendRequest<StepInfo[]>(STEPS, params);
  const rulesView = new RulesView(context.extensionUri, rules, store, steps);
  const tree = vscode.window.createTreeView("mangrove.rules", { treeDataProvider: rulesView });
  const sources = new SourcesView(store);
  const views = {
    "mangrove.sources": sources,
    "mangrove.ranking": rankingView(store),
    "mangrove.runs": runsView(store),
  };

  context.subscriptions.push(
    client,
    logs,
    evidence,
    counts,
    marks,
    RecordHover.register(client, logs),
    tests,
    rulesView,
    tree,
    ...Object.values(views),
    ...Object.entries(views).map(([id, view]) => vscode.window.registerTreeDataProvider<unknown>(id, view)),
    new vscode.Disposable(store.onChange(() => rulesView.tell(tree))),
    createStatus(store, tests),
    keepContexts(store, rules),
    keepReplay(store, context),
    vscode.window.registerWebviewViewProvider(PanelView.id, panel),
    registerCommands({
      ...{ replays, live, rules, store, texts, evidence },
      learnSource: (log) => learnSource(client, log),
      openSample: () => openSample(context.extensionUri, context.globalStorageUri),
      createTest: (folder, detection) => createTest(client, folder, detection),
      showPanel: () => panel.show(),
      showThis: (wanted) => panel.showThis(wanted),
    }),
    refreshLenses(client, store, texts),
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
  return { store, rules, panel: actions, counts, tests, marks, sources, ready: start(client, rules, tests) };
}

async function start(client: LanguageClient, rules: RuleBook, tests: TestExplorer): Promise<boolean> {
  try {
    await client.start();
  } catch {
    return false;
  }
  const folders = vscode.workspace.workspaceFolders ?? [];
  await Promise.all([tests.refresh(), ...folders.map((folder) => rules.refresh(folder.uri.toString()))]);
  return true;
}
