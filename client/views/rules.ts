/**
 * The forest in the side bar: rules as trees, below each the lines of its pattern, below those the rules and events that they
 * name, all with the counts of the last replay. Invariant: every rule is in sight: at the top, or below the rules that name it.
 */
import * as vscode from "vscode";
import type { RuleBrief, RuleInfo, StepInfo, StepsParams } from "../../server/protocol.ts";
import { counted, resultOf } from "../counts/words.ts";
import type { RuleBook } from "../rules.ts";
import type { ReplayStore } from "../store.ts";
import { eventItem, stepItem, type EventNode, type StepNode } from "./steps.ts";

export interface RuleNode {
  readonly kind: "rule";
  readonly folder: string;
  readonly rule: RuleInfo;
  /** Names of the rules above it, the nearest last. */
  readonly above: readonly string[];
}
interface FolderNode {
  readonly kind: "folder";
  readonly folder: vscode.WorkspaceFolder;
}
export type Node = RuleNode | FolderNode | StepNode | EventNode;

export class RulesView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<void>;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly extension: vscode.Uri;
  private readonly book: RuleBook;
  private readonly store: ReplayStore;
  private readonly askSteps: (params: StepsParams) => Promise<readonly StepInfo[]>;
  private readonly stopListening: readonly (() => void)[];
  /** What the tree showed last: batches without a hit redraw nothing. */
  private shown = "";
  private briefs: readonly RuleBrief[] = [];

  constructor(
    extension: vscode.Uri,
    book: RuleBook,
    store: ReplayStore,
    askSteps: (params: StepsParams) => Promise<readonly StepInfo[]>,
  ) {
    this.extension = extension;
    this.book = book;
    this.store = store;
    this.askSteps = askSteps;
    this.onDidChangeTreeData = this.changes.event;
    this.stopListening = [book.onChange(() => this.changes.fire()), store.onChange(() => this.refreshHits())];
  }

  async getChildren(node?: Node): Promise<Node[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (node?.kind === "rule") return this.stepsOf(node);
    if (node?.kind === "step") return this.usesOf(node);
    if (node?.kind === "folder") return this.rootsOf(node.folder);
    if (node || folders.length === 0) return [];
    if (folders.length === 1) return this.rootsOf(folders[0]!);
    const withRules = folders.filter((folder) => this.rootsOf(folder).length > 0);
    return withRules.map((folder) => ({ kind: "folder", folder }));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (node.kind === "folder") return new vscode.TreeItem(node.folder.name, vscode.TreeItemCollapsibleState.Expanded);
    if (node.kind === "step") return stepItem(node, this.store);
    if (node.kind === "event") return eventItem(node);
    const { folder, rule, above } = node;
    const item = new vscode.TreeItem(rule.name, vscode.TreeItemCollapsibleState.Collapsed);
    if (rule.broken) item.collapsibleState = vscode.TreeItemCollapsibleState.None;
    item.id = `${[folder, ...above, rule.name].join(" ")} ${rule.place.uri} ${rule.place.line}`;
    item.contextValue = rule.broken ? "broken" : "rule";
    item.description = rule.broken ? "has errors" : this.hits(folder, rule.name);
    item.iconPath = rule.broken
      ? new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"))
      : this.severityIcon(rule.severity);
    item.tooltip = tooltip(rule);
    item.command = { command: "mangrove.openRule", title: "Open Rule", arguments: [folder, rule.name] };
    item.accessibilityInformation = {
      label: `${rule.name}, ${rule.severity ?? "severity decided by the detection"}, ${item.description || "not replayed"}`,
    };
    return item;
  }

  dispose(): void {
    for (const stop of this.stopListening) stop();
    this.changes.dispose();
  }

  /** Rules that no other names; one that cannot be placed below another stands here too. */
  private rootsOf(folder: vscode.WorkspaceFolder): RuleNode[] {
    const uri = folder.uri.toString();
    const rules = this.book.of(uri) ?? [];
    const named = new Set(rules.flatMap(({ name, below }) => below.filter((other) => other !== name)));
    const roots = rules.filter(({ name, broken }) => broken || !named.has(name));
    return roots.map((rule) => ({ kind: "rule", folder: uri, rule, above: [] }));
  }

  private async stepsOf({ folder, rule, above }: RuleNode): Promise<StepNode[]> {
    // A server that is gone has said so itself.
    const steps = await this.askSteps({ folder, rule: rule.name }).catch(() => []);
    const inside = [...above, rule.name];
    return steps.map((step, index) => ({ kind: "step", folder, rule: rule.name, step, index, above: inside }));
  }

  private usesOf({ folder, step, above }: StepNode): Node[] {
    return step.uses.flatMap((use): Node[] => {
      const rule = use.kind === "rule" ? this.book.find(folder, use.name) : undefined;
      if (rule) return above.includes(rule.name) ? [] : [{ kind: "rule", folder, rule, above }];
      return [{ kind: "event", folder, use, above }];
    });
  }

  private hits(folder: string, rule: string): string {
    const hits = this.store.hitsOf(folder, rule);
    if (hits === null) return "";
    const brief = this.store.briefs.find((each) => each.rule === rule);
    if (brief) return resultOf(brief).replace(/ steps? reached$/, "");
    if (hits === 0) return this.store.phase === "done" ? "never fired" : "";
    return counted(hits, "detection");
  }

  private severityIcon(severity: string | null): { light: vscode.Uri; dark: vscode.Uri } | vscode.ThemeIcon {
    if (severity === null) return new vscode.ThemeIcon("symbol-event");
    const icon = (theme: string) =>
      vscode.Uri.joinPath(this.extension, "media", "severity", `${severity}-${theme}.svg`);
    return { light: icon("light"), dark: icon("dark") };
  }

  /** What stands above the tree: counts of one rule alone say nothing of the others. */
  note(): string | undefined {
    const { rule, phase } = this.store;
    return rule === null || phase === "idle" ? undefined : `Only ${rule} was replayed.`;
  }

  private refreshHits(): void {
    const { folder, phase, rule, generation, detectionCount, briefs } = this.store;
    const shown = `${folder} ${phase} ${rule} ${generation} ${detectionCount}`;
    if (shown === this.shown && briefs === this.briefs) return;
    this.briefs = briefs;
    this.shown = shown;
    this.changes.fire();
  }
}

/** The doc comment is Markdown by definition; it is not trusted, so its links run no commands. */
function tooltip(rule: RuleInfo): vscode.MarkdownString {
  const text = new vscode.MarkdownString(`**${rule.name}**`);
  text.appendMarkdown(rule.severity ? `  ${rule.severity}\n\n` : "\n\n");
  if (rule.doc) text.appendMarkdown(`${rule.doc}\n\n`);
  if (rule.broken) text.appendMarkdown("It has errors, so a replay leaves it out.");
  return text;
}
