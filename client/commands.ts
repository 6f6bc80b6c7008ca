/**
 * The table of commands: names, and what each takes. Invariant: arguments come from key bindings, code lenses and views alike,
 * so each command looks at what it was given before it acts.
 */
import * as vscode from "vscode";
import type { Detection, Place } from "../server/protocol.ts";
import { askedRule, ruleGiven, type RuleTarget } from "./askedRule.ts";
import type { EvidenceOpener } from "./evidence.ts";
import { explainLine } from "./explainLine.ts";
import { explainRule } from "./explainRule.ts";
import { applyFix, isFix } from "./fixes.ts";
import { folderOf, pickFolder } from "./folders.ts";
import type { LiveReplays } from "./live.ts";
import { openingOf, shownAs, type Opening } from "./opening.ts";
import type { Wanted } from "./panel/messages.ts";
import type { ReplayPart, Replays } from "./replay.ts";
import type { RuleBook } from "./rules.ts";
import type { ReplayStore } from "./store.ts";
import type { RuleTexts } from "./texts.ts";
import { NEW_RULES } from "./template.ts";

export interface CommandContext {
  readonly replays: Replays;
  readonly live: LiveReplays;
  readonly rules: RuleBook;
  readonly store: ReplayStore;
  readonly evidence: EvidenceOpener;
  readonly texts: RuleTexts;
  readonly createTest: (folder: string, detection: Detection) => Promise<void>;
  /** Uri of the rule file that was written. Without a log the user picks one. */
  readonly learnSource: (log: vscode.Uri | undefined) => Promise<vscode.Uri | undefined>;
  readonly openSample: () => Promise<void>;
  /** Bring the panel into sight without taking the focus; the second at what is wanted. */
  readonly showPanel: () => Promise<void>;
  readonly showThis: (wanted: Wanted) => Promise<void>;
}

interface Commands {
  "mangrove.replay": () => Promise<unknown>;
  "mangrove.replayLive": () => Promise<unknown>;
  "mangrove.replayRule": (folder: unknown, rule: unknown) => Promise<unknown>;
  "mangrove.replayFile": (file: unknown) => Promise<unknown>;
  "mangrove.stop": () => void;
  "mangrove.compare": () => Promise<unknown>;
  "mangrove.newRules": () => Promise<unknown>;
  "mangrove.openRule": (folder: unknown, rule: unknown, how: unknown) => Promise<unknown>;
  "mangrove.openEvidence": (folder: unknown, file: unknown, line: unknown, how: unknown) => Promise<unknown>;
  "mangrove.showDetections": (folder: unknown, rule: unknown) => Promise<unknown>;
  "mangrove.showRanking": () => Promise<unknown>;
  "mangrove.showRuns": () => Promise<unknown>;
  "mangrove.explain": (...given: readonly unknown[]) => Promise<unknown>;
  "mangrove.explainLine": () => Promise<unknown>;
  "mangrove.createTest": (folder: unknown, detection: unknown) => Promise<unknown>;
  "mangrove.tryFix": (folder: unknown, rule: unknown, fix: unknown) => Promise<unknown>;
  "mangrove.learnSource": (file: unknown) => Promise<unknown>;
  "mangrove.newWorkspace": () => Promise<unknown>;
  "mangrove.openSample": () => Promise<void>;
  "mangrove.openPlace": (place: unknown) => Promise<unknown>;
  "mangrove.showRejected": () => Promise<unknown>;
}

export function registerCommands(context: CommandContext): vscode.Disposable {
  const commands: Commands = {
    "mangrove.replay": async () => replay(context, await pickFolder()),
    "mangrove.replayLive": async () => {
      const folder = await pickFolder();
      return folder && context.live.run(folder, context.showPanel);
    },
    "mangrove.replayRule": async (folder, rule) => {
      const target = await askedRule(context.rules, folder, rule, "Replay which rule?");
      return target && replayRule(context, target);
    },
    "mangrove.replayFile": async (file) => replayFile(context, file),
    "mangrove.stop": () => context.replays.stop(),
    "mangrove.compare": async () => {
      context.store.compare();
      await context.showPanel();
    },
    "mangrove.newRules": async () =>
      vscode.window.showTextDocument(
        await vscode.workspace.openTextDocument({ language: "mangrove", content: NEW_RULES }),
      ),
    "mangrove.openRule": async (folder, rule, how) => {
      const target = await askedRule(context.rules, folder, rule, "Open which rule?");
      return target && openRule(context.rules, target.folder, target.rule, openingOf(how));
    },
    "mangrove.openEvidence": async (folder, file, line, how) => {
      if (typeof folder !== "string" || typeof file !== "string" || !Number.isInteger(line)) return undefined;
      const at = Math.max(1, line as number);
      return context.evidence.open(vscode.Uri.parse(folder, true), file, at, openingOf(how));
    },
    "mangrove.showDetections": async (folder, rule) => {
      const target = ruleGiven(folder, rule);
      return target && context.showThis({ tab: "detections", rule: target.rule, asked: "" });
    },
    "mangrove.showRanking": () => context.showThis({ tab: "ranking" }),
    "mangrove.showRuns": () => context.showThis({ tab: "runs" }),
    "mangrove.explain": async (...given) => {
      // The walkthrough names no rule: the tab opens at the one it showed last, else at the one that came nearest.
      if (given.length === 0) return context.showThis({ tab: "explain" });
      const [folder, rule] = given;
      const target = await askedRule(context.rules, folder, rule, "Explain which rule?");
      return target && explainRule(context, target, "");
    },
    "mangrove.explainLine": () => explainLine(context),
    "mangrove.createTest": async (folder, detection) => {
      if (typeof detection !== "string" || typeof folder !== "string" || folder !== context.store.folder)
        return undefined;
      const found = context.store.detections.find(({ id }) => id === detection);
      if (found) return context.createTest(folder, found);
      void vscode.window.showInformationMessage(
        "The last replay has no such detection any more, so a test of it would fail. Choose one that is not gone.",
      );
      return undefined;
    },
    "mangrove.tryFix": async (folder, rule, fix) => {
      const target = ruleGiven(folder, rule);
      if (!target || !isFix(fix) || !(await applyFix(context.texts, target.rule, fix))) return undefined;
      return replayRule(context, target);
    },
    "mangrove.learnSource": (file) => context.learnSource(file instanceof vscode.Uri ? file : undefined),
    "mangrove.newWorkspace": async () => {
      const rules = await context.learnSource(undefined);
      return rules && replay(context, vscode.workspace.getWorkspaceFolder(rules));
    },
    "mangrove.openSample": () => context.openSample(),
    "mangrove.openPlace": async (place) => (isPlace(place) ? openPlace(place) : undefined),
    "mangrove.showRejected": () => context.showThis({ tab: "rejected" }),
  };
  const registered = Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run));
  return vscode.Disposable.from(...registered);
}

export async function openPlace(place: Place, how?: Opening): Promise<void> {
  const at = new vscode.Position(place.line, place.character);
  const selection = new vscode.Range(at, at);
  await vscode.window.showTextDocument(vscode.Uri.parse(place.uri, true), { selection, ...shownAs(how) });
}

async function openRule(rules: RuleBook, folder: string, name: string, how: Opening | undefined): Promise<void> {
  const rule = rules.find(folder, name);
  if (rule) return openPlace(rule.place, how);
  void vscode.window.showInformationMessage(
    `There is no rule ${name} any more: it was renamed or removed after the replay. Replay again to see what there is now.`,
  );
}

async function replay(
  { replays, showPanel }: CommandContext,
  folder: vscode.WorkspaceFolder | undefined,
  part: ReplayPart = {},
): Promise<unknown> {
  if (!folder) return undefined;
  const running = replays.run(folder, part);
  await showPanel();
  return running;
}

async function replayRule(context: CommandContext, { folder, rule }: RuleTarget): Promise<unknown> {
  const open = folderOf(folder);
  if (open) return replay(context, open, { rule });
  void vscode.window.showInformationMessage(`The folder of ${rule} is not open any more. Open it to replay the rule.`);
  return undefined;
}

/** The file that a menu names, else the one in the editor. */
async function replayFile(context: CommandContext, file: unknown): Promise<unknown> {
  const uri = file instanceof vscode.Uri ? file : vscode.window.activeTextEditor?.document.uri;
  const folder = uri && vscode.workspace.getWorkspaceFolder(uri);
  if (folder) return replay(context, folder, { file: uri.toString() });
  void vscode.window.showInformationMessage(
    "Only a log inside an open folder can be replayed alone. Copy it there, or open its folder.",
  );
  return undefined;
}

function isPlace(place: unknown): place is Place {
  const { uri, line, character } = (place ?? {}) as Partial<Place>;
  return typeof uri === "string" && Number.isInteger(line) && Number.isInteger(character);
}
