/**
 * The forest in the side bar: rules as trees, below each the lines of its pattern, below those the rules and events that they
 * name, all with the counts of the last replay. Invariant: every rule is in sight: at the top, or below the rules that name it. Only
 * rows that read otherwise are drawn anew: a click on a row is lost to the window while it is drawn.
 */
import * as vscode from "vscode";
import type { RuleBrief, RuleInfo, StepInfo, StepsParams } from "../../server/protocol.ts";
import { counted, resultOf } from "../counts/words.ts";
import type { RuleBook } from "../rules.ts";
import type { ReplayStore } from "../store.ts";
import { DrawnRows } from "./drawn.ts";
import { KnownSteps } from "./knownSteps.ts";
import { atPace } from "./pace.ts";
import { eventItem, stepItem, stepResult, type EventNode, type StepNode } from "./steps.ts";

export interface RuleNode {
  readonly kind: "rule";
  /** The way to it from the top, so that it stays unfolded when its text moves. */
  readonly id: string;
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
  readonly onDidChangeTreeData: vscode.Event<Node[] | undefined>;
  private readonly changes = new vscode.EventEmitter<Node[] | undefined>();
  private readonly extension: vscode.Uri;
  private readonly book: RuleBook;
  private readonly store: ReplayStore;
  private readonly steps: KnownSteps;
  private readonly drawn: DrawnRows<Node>;
  private readonly stopListening: readonly (() => void)[];
  /** The rules as they were listed last, and the state of the store that was looked at last. */
  private listed = "";
  private seen = "";
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
    this.steps = new KnownSteps(askSteps);
    this.drawn = new DrawnRows((node) => this.resultOf(node));
    this.onDidChangeTreeData = this.changes.event;
    this.stopListening = [book.onChange(() => void this.rulesRead()), atPace(store, () => this.replayed())];
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
    const item = this.itemOf(node);
    if (item.id !== undefined) this.drawn.drew(item.id, node);
    return item;
  }

  dispose(): void {
    for (const stop of this.stopListening) stop();
    this.changes.dispose();
  }

  private itemOf(node: Node): vscode.TreeItem {
    if (node.kind === "folder") return new vscode.TreeItem(node.folder.name, vscode.TreeItemCollapsibleState.Expanded);
    if (node.kind === "step") return stepItem(node, this.store);
    if (node.kind === "event") return eventItem(node);
    const { folder, rule } = node;
    const item = new vscode.TreeItem(rule.name, vscode.TreeItemCollapsibleState.Collapsed);
    if (rule.broken) item.collapsibleState = vscode.TreeItemCollapsibleState.None;
    item.id = node.id;
    item.contextValue = rule.broken ? "broken" : "rule";
    item.description = this.resultOf(node);
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

  /** Rules that no other names; one that cannot be placed below another stands here too. */
  private rootsOf(folder: vscode.WorkspaceFolder): RuleNode[] {
    const uri = folder.uri.toString();
    const rules = this.book.of(uri) ?? [];
    const named = new Set(rules.flatMap(({ name, below }) => below.filter((other) => other !== name)));
    const roots = rules.filter(({ name, broken }) => broken || !named.has(name));
    const times = new Map<string, number>(); // a name that is given twice is an error, and both are listed
    return roots.map((rule) => {
      const time = (times.get(rule.name) ?? 0) + 1;
      times.set(rule.name, time);
      return { kind: "rule", id: `${uri} ${rule.name}${time > 1 ? ` ${time}` : ""}`, folder: uri, rule, above: [] };
    });
  }

  private async stepsOf({ id, folder, rule, above }: RuleNode): Promise<StepNode[]> {
    const steps = await this.steps.of({ folder, rule: rule.name });
    const inside = [...above, rule.name];
    return steps.map((step, index) => ({
      ...{ kind: "step", id: `${id} step ${index}`, folder, rule: rule.name, step, index, above: inside },
    }));
  }

  private usesOf({ id: step, folder, step: { uses }, above }: StepNode): Node[] {
    return uses.flatMap((use): Node[] => {
      const id = `${step} ${use.name}`;
      const rule = use.kind === "rule" ? this.book.find(folder, use.name) : undefined;
      if (rule) return above.includes(rule.name) ? [] : [{ kind: "rule", id, folder, rule, above }];
      return [{ kind: "event", id, folder, use, above }];
    });
  }

  /** What a row says that a replay changes. */
  private resultOf(node: Node): string {
    if (node.kind === "rule") return node.rule.broken ? "has errors" : this.hits(node.folder, node.rule.name);
    return node.kind === "step" ? stepResult(node, this.store).text : "";
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

  /** Counts of one rule alone say nothing of the others. It stands beside the view's name, where it moves no row. */
  tell(view: vscode.TreeView<Node>): void {
    const { rule, phase } = this.store;
    const note = rule === null || phase === "idle" ? undefined : `only ${rule}`;
    if (view.description !== note) view.description = note;
  }

  private async rulesRead(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const listed = JSON.stringify(folders.map(({ uri }) => [uri, this.book.of(uri.toString())]));
    if (listed !== this.listed) {
      this.listed = listed;
      this.steps.forget();
      this.drawn.forget();
      return this.changes.fire(undefined);
    }
    const others = new Set((await this.steps.lookAgain()).map(({ folder, rule }) => `${folder} ${rule}`));
    const rows = this.drawn.nodes();
    this.redraw(rows.filter((node) => node.kind === "rule" && others.has(`${node.folder} ${node.rule.name}`)));
  }

  private replayed(): void {
    const { folder, phase, rule, generation, detectionCount, briefs } = this.store;
    const seen = `${folder} ${phase} ${rule} ${generation} ${detectionCount}`;
    if (seen === this.seen && briefs === this.briefs) return;
    this.briefs = briefs;
    this.seen = seen;
    this.redraw(this.drawn.changed());
  }

  private redraw(nodes: readonly Node[]): void {
    if (nodes.length > 0) this.changes.fire([...nodes]);
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
