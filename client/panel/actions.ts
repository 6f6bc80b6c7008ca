/** What the panel may ask for, done as commands, so that a click in it and the command by name are one and the same. */
import * as vscode from "vscode";
import { openPlace } from "../commands.ts";
import type { Explainer } from "../explain.ts";
import { openStep } from "../fixes.ts";
import { activeFolder, folderOf } from "../folders.ts";
import { findLogs } from "../logFiles.ts";
import type { RuleBook } from "../rules.ts";
import type { ReplayStore } from "../store.ts";
import type { RuleTexts } from "../texts.ts";
import type { LearnParams } from "../../server/protocol.ts";
import type { LogFile, LogSketch, Remembered } from "./messages.ts";
import { saveText } from "./save.ts";
import type { PanelActions, PanelFolder } from "./session.ts";

/** The panel as the user left it, in the memory of the workspace. */
const MEMORY = "panel";

export function panelActions(
  store: ReplayStore,
  memory: vscode.Memento,
  texts: RuleTexts,
  explainer: Explainer,
  pages: vscode.Uri,
  sketch: (params: LearnParams) => Promise<LogSketch>,
): PanelActions {
  const run = (command: string, ...rest: unknown[]): void => void vscode.commands.executeCommand(command, ...rest);
  return {
    openEvidence: (file, line, how) => run("mangrove.openEvidence", store.folder, file, line, how),
    openRule: (rule, how) => run("mangrove.openRule", store.folder, rule, how),
    openPlace: (place, how) => void openPlace(place, how),
    openPage: (page) => run("markdown.showPreview", vscode.Uri.joinPath(pages, `${page}.md`)),
    openStep: (rule, offset, how) => void openStep(texts, rule, offset, how),
    explain: async (rule, asked) => (store.folder === null ? null : explainer.ask(store.folder, rule, asked)),
    tryFix: (rule, fix) => run("mangrove.tryFix", store.folder, rule, fix),
    replayRule: (rule) => run("mangrove.replayRule", store.folder, rule),
    createTest: (id) => run("mangrove.createTest", store.folder, id),
    findLogs: async () => {
      const folder = workspaceFolder(store);
      const found = folder ? await findLogs(folder) : [];
      return found.map(({ uri, path, size }) => ({ uri: uri.toString(), path, size, sketch: null }));
    },
    sketchLogs: (logs) => sketchAll(logs, workspaceFolder(store), sketch),
    learnSource: (log) => run("mangrove.learnSource", vscode.Uri.parse(log, true)),
    save: (name, text) => void saveText(name, text),
    copy: (text) => void vscode.env.clipboard.writeText(text),
    remember: (ui) => void memory.update(MEMORY, ui),
    recall: () => memory.get<Remembered>(MEMORY),
    replay: () => run("mangrove.replay"),
    stop: () => run("mangrove.stop"),
    newRules: () => run("mangrove.newRules"),
    openFolder: () => run("vscode.openFolder"),
    openSample: () => run("mangrove.openSample"),
  };
}

export function shownFolder(store: ReplayStore, rules: RuleBook): PanelFolder | null {
  const folder = workspaceFolder(store);
  return folder ? { name: folder.name, rules: rules.of(folder.uri.toString()) ?? null } : null;
}

/** More are listed without it: the largest stand in front. */
const MOST_SKETCHED = 40;

/** One after the other, so that the server answers others in between. */
async function sketchAll(
  logs: readonly LogFile[],
  folder: vscode.WorkspaceFolder | undefined,
  sketch: (params: LearnParams) => Promise<LogSketch>,
): Promise<readonly LogFile[]> {
  if (folder === undefined) return logs;
  const sketched: LogFile[] = [];
  for (const log of logs.slice(0, MOST_SKETCHED)) {
    // A server that is gone has said so itself.
    const known = await sketch({ folder: folder.uri.toString(), file: log.uri }).catch(() => null);
    sketched.push({ ...log, sketch: known });
  }
  return [...sketched, ...logs.slice(MOST_SKETCHED)];
}

/** The folder that was replayed last, else the one that Replay would take without asking, else the first. */
function workspaceFolder(store: ReplayStore): vscode.WorkspaceFolder | undefined {
  const replayed = store.folder === null ? undefined : folderOf(store.folder);
  return replayed ?? activeFolder() ?? vscode.workspace.workspaceFolders?.[0];
}
