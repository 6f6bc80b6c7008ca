/**
 * Marks the lines of open logs that are evidence of the last replay's detections: a sign of the severity in the gutter, a
 * spot in the ruler, and a hover that says of what. Invariant: only logs that are in sight are looked at, and not while a replay runs.
 */
import * as vscode from "vscode";
import type { Severity } from "../../server/protocol.ts";
import { SCHEME, type DecodedLogs } from "../logs.ts";
import { escape, link } from "../markdown.ts";
import type { ReplayStore } from "../store.ts";
import { evidenceIn, WORST_FIRST, type EvidenceLine } from "./evidence.ts";

const COLORS: Readonly<Record<Severity, string>> = {
  critical: "charts.red",
  high: "charts.orange",
  medium: "charts.yellow",
  low: "charts.blue",
  informational: "charts.foreground",
};

export class EvidenceMarks implements vscode.HoverProvider, vscode.Disposable {
  private readonly store: ReplayStore;
  private readonly logs: DecodedLogs;
  private readonly types: ReadonlyMap<Severity, vscode.TextEditorDecorationType>;
  private readonly watches: readonly vscode.Disposable[];
  /** Of the files that were looked at, by file, as of one state of the replay. */
  private known = new Map<string, ReadonlyMap<number, EvidenceLine>>();
  private state = "";

  constructor(extension: vscode.Uri, store: ReplayStore, logs: DecodedLogs) {
    this.store = store;
    this.logs = logs;
    this.types = new Map(WORST_FIRST.map((severity) => [severity, typeOf(extension, severity)]));
    this.watches = [
      new vscode.Disposable(store.onChange(() => this.replayed())),
      vscode.window.onDidChangeVisibleTextEditors(() => this.paintAll()),
      vscode.languages.registerHoverProvider([{ scheme: "file" }, { scheme: SCHEME }], this),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("mangrove.logs.marks")) this.paintAll();
      }),
    ];
  }

  /** The marked lines of a document, 0-based. */
  marked(document: vscode.TextDocument): ReadonlyMap<number, EvidenceLine> {
    const place = this.logs.placeOf(document);
    const wanted = vscode.workspace.getConfiguration("mangrove.logs", document).get<boolean>("marks", true);
    if (place === null || !wanted || place.folder !== this.store.folder) return NONE;
    const { first, from } = place;
    const lines = [...this.evidenceOf(place.file)].map(([line, of]) => [line - first + from, of] as const);
    return new Map(lines.filter(([line]) => line >= from && line < document.lineCount));
  }

  provideHover(document: vscode.TextDocument, { line }: vscode.Position): vscode.Hover | null {
    const found = this.marked(document).get(line);
    if (found === undefined || this.store.folder === null) return null;
    const { folder } = this.store;
    const text = new vscode.MarkdownString();
    text.isTrusted = { enabledCommands: ["mangrove.showDetections"] };
    const rows = found.of.map(
      ({ rule, severity, step }) =>
        `${link(rule, "mangrove.showDetections", [folder, rule])} (${severity}) as ${escape(step)}`,
    );
    text.appendMarkdown(`**Evidence** of ${rows.join("  \n")}`);
    return new vscode.Hover(text, document.lineAt(line).range);
  }

  dispose(): void {
    for (const each of [...this.watches, ...this.types.values()]) each.dispose();
  }

  /** What an earlier replay marked stays until the next one has ended. */
  private replayed(): void {
    const { generation, phase, detections } = this.store;
    const state = `${generation} ${detections.length}`;
    if (phase === "running" || state === this.state) return;
    this.state = state;
    this.known = new Map();
    this.paintAll();
  }

  private evidenceOf(file: string): ReadonlyMap<number, EvidenceLine> {
    if (this.store.phase === "running") return this.known.get(file) ?? NONE;
    const known = this.known.get(file) ?? evidenceIn(file, this.store.detections);
    this.known.set(file, known);
    return known;
  }

  private paintAll(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const lines = [...this.marked(editor.document)];
      for (const [severity, type] of this.types) {
        const of = lines.filter(([, mark]) => mark.severity === severity);
        editor.setDecorations(
          type,
          of.map(([line]) => new vscode.Range(line, 0, line, 0)),
        );
      }
    }
  }
}

const NONE: ReadonlyMap<number, EvidenceLine> = new Map();

function typeOf(extension: vscode.Uri, severity: Severity): vscode.TextEditorDecorationType {
  const icon = (shade: string): vscode.Uri =>
    vscode.Uri.joinPath(extension, "media", "severity", `${severity}-${shade}.svg`);
  return vscode.window.createTextEditorDecorationType({
    light: { gutterIconPath: icon("light") },
    dark: { gutterIconPath: icon("dark") },
    gutterIconSize: "contain",
    overviewRulerColor: new vscode.ThemeColor(COLORS[severity]),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
  });
}
