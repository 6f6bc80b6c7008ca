/** The worst keys and the latest playbook runs in the side bar; a click shows the whole of it in the panel. */
import * as vscode from "vscode";
import type { PlaybookRun, RankingTree, RankedNode } from "../../server/protocol.ts";
import type { ReplayStore } from "../store.ts";
import { atPace } from "./pace.ts";

interface Row {
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly command: "mangrove.showRanking" | "mangrove.showRuns";
  readonly below: readonly Row[];
}

const MOST = 50;

/** `rows` of what the store holds; drawn again when `of` it is another value and they read otherwise. */
class ResultsView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<void>;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly stopListening: () => void;
  private rows: readonly Row[] = [];

  constructor(store: ReplayStore, of: () => unknown, rows: () => readonly Row[]) {
    this.onDidChangeTreeData = this.changes.event;
    let seen: unknown;
    this.stopListening = atPace(store, () => {
      const now = of();
      if (now === seen) return;
      seen = now;
      const before = JSON.stringify(this.rows);
      this.rows = rows();
      if (JSON.stringify(this.rows) !== before) this.changes.fire();
    });
  }

  getChildren(row?: Row): Row[] {
    return [...(row?.below ?? this.rows)];
  }

  getTreeItem({ label, description, icon, command, below }: Row): vscode.TreeItem {
    const { Expanded, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(label, below.length > 0 ? Expanded : None);
    item.description = description;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.command = { command, title: "Show in the Panel" };
    return item;
  }

  dispose(): void {
    this.stopListening();
    this.changes.dispose();
  }
}

export const rankingView = (store: ReplayStore): ResultsView =>
  new ResultsView(
    store,
    () => store.rankings,
    () => store.rankings.map(rankingRow),
  );

export const runsView = (store: ReplayStore): ResultsView =>
  new ResultsView(
    store,
    () => `${store.generation} ${store.runs.length}`,
    () => store.runs.slice(-MOST).reverse().map(runRow),
  );

const command = "mangrove.showRanking";

function rankingRow(tree: RankingTree): Row {
  const compared = tree.levels.filter((level) => level.compared).map(({ name }) => name);
  const below = tree.nodes.flatMap((node) => keyRows(node, compared, KEY_ICONS[tree.by[0]!] ?? "key")).slice(0, MOST);
  const keys = `${tree.keys.toLocaleString("en-US")} ${tree.keys === 1 ? "key" : "keys"}`;
  return { label: tree.name, description: keys, icon: "list-ordered", command, below };
}

/** By the first field of a ranking's keys. */
const KEY_ICONS: Readonly<Record<string, string>> = {
  ...{ user: "account", ip: "globe", domain: "globe", device: "vm", process: "server-process" },
};

function keyRows({ rank, counts, leaves }: RankedNode, compared: readonly string[], icon: string): Row[] {
  // `1 hit, 3 rules`
  const word = (name: string, count: number): string => (count === 1 ? name.replace(/s$/, "") : name);
  const levels = counts.map((n, i) => `${n.toLocaleString("en-US")} ${word(compared[i]!, n)}`).join(", ");
  return leaves.map(({ key }) => {
    const label = `${rank}. ${key.map(([, value]) => String(value)).join(", ")}`;
    return { label, description: levels, icon, command, below: [] };
  });
}

const RUN_ICONS = { done: "pass", failed: "error", stopped: "debug-stop" } as const;

function runRow({ playbook, on, result, mode, error }: PlaybookRun): Row {
  const description = [on.kind === "detection" ? on.rule : on.source, mode === "live" ? "live" : "", error ?? ""]
    .filter((part) => part !== "")
    .join(", ");
  return { label: playbook, description, icon: RUN_ICONS[result], command: "mangrove.showRuns", below: [] };
}
