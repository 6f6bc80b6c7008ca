/** The tree of rules in the side bar: severity, hits of the last replay, a click opens the rule. With several folders, one node each. */
import * as vscode from "vscode";
import type { RuleInfo } from "../../server/protocol.ts";
import type { RuleBook } from "../rules.ts";
import type { ReplayStore } from "../store.ts";

export interface RuleNode {
  readonly kind: "rule";
  readonly folder: string;
  readonly rule: RuleInfo;
}
interface FolderNode {
  readonly kind: "folder";
  readonly folder: vscode.WorkspaceFolder;
}
type Node = RuleNode | FolderNode;

export class RulesView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<void>;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly extension: vscode.Uri;
  private readonly book: RuleBook;
  private readonly store: ReplayStore;
  private readonly stopListening: readonly (() => void)[];
  /** What the tree showed last: batches without a hit redraw nothing. */
  private shown = "";

  constructor(extension: vscode.Uri, book: RuleBook, store: ReplayStore) {
    this.extension = extension;
    this.book = book;
    this.store = store;
    this.onDidChangeTreeData = this.changes.event;
    this.stopListening = [book.onChange(() => this.changes.fire()), store.onChange(() => this.refreshHits())];
  }

  getChildren(node?: Node): Node[] {
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (node?.kind === "folder") return this.rulesOf(node.folder);
    if (node || folders.length === 0) return [];
    if (folders.length === 1) return this.rulesOf(folders[0]!);
    const withRules = folders.filter((folder) => this.rulesOf(folder).length > 0);
    return withRules.map((folder) => ({ kind: "folder", folder }));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (node.kind === "folder") return new vscode.TreeItem(node.folder.name, vscode.TreeItemCollapsibleState.Expanded);
    const { folder, rule } = node;
    const item = new vscode.TreeItem(rule.name);
    item.id = `${folder} ${rule.name} ${rule.place.uri} ${rule.place.line}`;
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

  private rulesOf(folder: vscode.WorkspaceFolder): RuleNode[] {
    const uri = folder.uri.toString();
    return (this.book.of(uri) ?? []).map((rule) => ({ kind: "rule", folder: uri, rule }));
  }

  private hits(folder: string, rule: string): string {
    const hits = this.store.hitsOf(folder, rule);
    if (hits === null) return "";
    if (hits === 0) return this.store.phase === "done" ? "never fired" : "";
    return hits === 1 ? "1 detection" : `${hits.toLocaleString("en-US")} detections`;
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
    const { folder, phase, rule, generation, detectionCount } = this.store;
    const shown = `${folder} ${phase} ${rule} ${generation} ${detectionCount}`;
    if (shown === this.shown) return;
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
