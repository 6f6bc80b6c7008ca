/**
 * The sources in the side bar: what became of the lines of each in the last replay. Invariant: the numbers of a row add up, as those
 * of the replay do.
 */
import * as vscode from "vscode";
import type { SourceSummary, Summary } from "../../server/protocol.ts";
import type { ReplayStore } from "../store.ts";
import { atPace } from "./pace.ts";

export interface SourceNode {
  readonly kind: "source";
  readonly name: string;
  readonly summary: SourceSummary;
}
/** What became of some of its lines. */
interface ShareNode {
  readonly kind: "share";
  readonly source: string;
  readonly label: string;
  readonly lines: number;
  readonly icon: string;
  /** Whether the panel lists them. */
  readonly isListed: boolean;
}
export type SourcesNode = SourceNode | ShareNode;

export class SourcesView implements vscode.TreeDataProvider<SourcesNode>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<void>;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly store: ReplayStore;
  private readonly stopListening: () => void;
  private summary: Summary | null = null;
  private shown = "";

  constructor(store: ReplayStore) {
    this.store = store;
    this.onDidChangeTreeData = this.changes.event;
    this.stopListening = atPace(store, () => this.look());
  }

  getChildren(node?: SourcesNode): SourcesNode[] {
    if (node?.kind === "share") return [];
    if (node !== undefined) return sharesOf(node);
    const sources = Object.entries(this.store.summary?.sources ?? {});
    return sources.map(([name, summary]) => ({ kind: "source", name, summary }));
  }

  getTreeItem(node: SourcesNode): vscode.TreeItem {
    return node.kind === "source" ? this.sourceItem(node) : shareItem(node);
  }

  dispose(): void {
    this.stopListening();
    this.changes.dispose();
  }

  /** Drawn anew only if they read otherwise: a row that is drawn beneath the pointer takes no click. */
  private look(): void {
    const { summary, declared } = this.store;
    if (summary === this.summary) return;
    this.summary = summary;
    const shown = JSON.stringify([summary?.sources, declared.sources]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.changes.fire();
  }

  private sourceItem({ name, summary }: SourceNode): vscode.TreeItem {
    const { records, files } = summary;
    const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
    const place = this.store.declared.sources[name];
    const bad = records.unparsed + records.late + records.ahead;
    item.id = name;
    item.description =
      files === 0 ? "no file" : `${count(records.in)} lines${bad > 0 ? `, ${count(bad)} set aside` : ""}`;
    item.iconPath = new vscode.ThemeIcon(files === 0 ? "warning" : "output");
    item.tooltip = `${name}: ${files === 1 ? "1 file" : `${count(files)} files`}. Click to open the source.`;
    if (place) item.command = { command: "mangrove.openPlace", title: "Open Source", arguments: [place] };
    return item;
  }
}

const count = (n: number): string => n.toLocaleString("en-US");

function sharesOf({ name, summary }: SourceNode): ShareNode[] {
  const { released, late, unparsed, filtered, duplicate, ahead } = summary.records;
  const shares: readonly (readonly [label: string, lines: number, icon: string, isListed: boolean])[] = [
    ["released to the rules", released, "check", false],
    ["late", late, "watch", true],
    ["unparsed", unparsed, "circle-slash", true],
    ["ahead of their time", ahead, "debug-step-over", true],
    ["delivered twice", duplicate, "copy", true],
    ["filtered by `only`", filtered, "filter", false],
    ["matched by no template", summary.untemplated, "question", false],
  ];
  return shares
    .filter(([, lines], index) => lines > 0 || index === 0)
    .map(([label, lines, icon, isListed]) => ({ kind: "share", source: name, label, lines, icon, isListed }));
}

function shareItem({ source, label, lines, icon, isListed }: ShareNode): vscode.TreeItem {
  const item = new vscode.TreeItem(`${count(lines)} ${label}`);
  item.id = `${source} ${label}`;
  item.iconPath = new vscode.ThemeIcon(icon);
  if (isListed) item.command = { command: "mangrove.showRejected", title: "Show Them", arguments: [] };
  return item;
}
