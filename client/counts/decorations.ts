/**
 * Paints the counts of the last replay at the ends of the rules' lines, in every editor that shows them. Invariant: a rule that
 * was edited since shows none, and those of the others stay on their lines.
 */
import * as vscode from "vscode";
import { folderOfRules } from "../folders.ts";
import type { ReplayStore } from "../store.ts";
import type { LiveRule, RuleTexts } from "../texts.ts";
import { noteHover } from "./hover.ts";
import { placeNotes, widthOf, type PlacedNote } from "./lines.ts";

/** What a line of an editor shows, for the tests in the editor. */
export interface Painted {
  readonly line: number;
  readonly text: string;
  readonly stops: boolean;
  readonly hover: string;
}

const MARGIN = { fontStyle: "normal" } as const;

export class RuleCounts implements vscode.Disposable {
  private readonly store: ReplayStore;
  private readonly texts: RuleTexts;
  private readonly quiet: vscode.TextEditorDecorationType;
  private readonly said: vscode.TextEditorDecorationType;
  private readonly stop: vscode.TextEditorDecorationType;
  private readonly watches: readonly vscode.Disposable[];

  constructor(extension: vscode.Uri, store: ReplayStore, texts: RuleTexts) {
    this.store = store;
    this.texts = texts;
    // What two decorations put behind one line stands in the order of their types' keys.
    const [first, second] = [plain(), plain()].sort((a, b) => (a.key < b.key ? -1 : 1));
    this.quiet = first!;
    this.said = second!;
    const icon = (theme: string): vscode.Uri => vscode.Uri.joinPath(extension, "media", `stops-${theme}.svg`);
    this.stop = vscode.window.createTextEditorDecorationType({
      light: { gutterIconPath: icon("light") },
      dark: { gutterIconPath: icon("dark") },
      gutterIconSize: "contain",
    });
    this.watches = [
      new vscode.Disposable(store.onChange(() => this.replayed())),
      vscode.window.onDidChangeVisibleTextEditors(() => this.paintAll()),
      vscode.window.onDidChangeTextEditorOptions(({ textEditor }) => this.paint(textEditor)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => this.edited(document, contentChanges)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("mangrove.rules.counts")) this.paintAll();
      }),
    ];
  }

  /** What this document shows, by lines. */
  painted(document: vscode.TextDocument): readonly Painted[] {
    return this.notesOf(document, 4).map(({ note, hover }) => ({
      line: note.line,
      text: note.quiet + note.said,
      stops: note.stops,
      hover: hover.value,
    }));
  }

  dispose(): void {
    for (const each of [...this.watches, this.quiet, this.said, this.stop]) each.dispose();
  }

  private replayed(): void {
    if (this.texts.take(this.store.briefs)) this.paintAll();
  }

  private edited(document: vscode.TextDocument, changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    if (document.languageId !== "mangrove" || changes.length === 0) return;
    this.texts.edit(document.uri.toString(), changes);
    for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) this.paint(editor);
  }

  private paintAll(): void {
    for (const editor of vscode.window.visibleTextEditors) this.paint(editor);
  }

  private paint(editor: vscode.TextEditor): void {
    if (editor.document.languageId !== "mangrove") return;
    const { tabSize } = editor.options;
    const notes = this.notesOf(editor.document, typeof tabSize === "number" ? tabSize : 4);
    const ends = notes.map(({ note, hover }) => ({ note, hover, range: editor.document.lineAt(note.line).range }));
    editor.setDecorations(
      this.quiet,
      ends.map(({ note, hover, range }) => ({
        ...behind(range.end, note.quiet, note.gap, QUIET),
        hoverMessage: hover,
      })),
    );
    editor.setDecorations(
      this.said,
      ends
        .filter(({ note }) => note.said !== "")
        .map(({ note, range }) => behind(range.end, note.said, 0, note.stops ? STOPS : SAID)),
    );
    editor.setDecorations(
      this.stop,
      ends.filter(({ note }) => note.stops).map(({ range }) => range),
    );
  }

  private notesOf(
    document: vscode.TextDocument,
    tab: number,
  ): readonly { note: PlacedNote; hover: vscode.MarkdownString }[] {
    const shown = vscode.workspace.getConfiguration("mangrove.rules", document).get<boolean>("counts", true);
    const folder = folderOfRules(document)?.uri.toString();
    if (!shown || folder === undefined || folder !== this.store.folder) return [];
    const lines = {
      lineOf: (offset: number): number => document.positionAt(offset).line,
      widthOf: (line: number): number => widthOf(document.lineAt(line).text, tab),
    };
    const current = this.texts.in(document.uri.toString()).filter(({ old }) => !old);
    return current.flatMap((rule: LiveRule) =>
      placeNotes(rule, lines).map((note) => ({ note, hover: noteHover(folder, rule, note) })),
    );
  }
}

const plain = (): vscode.TextEditorDecorationType =>
  vscode.window.createTextEditorDecorationType({ rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed });

const QUIET = new vscode.ThemeColor("mangrove.counts");
const SAID = new vscode.ThemeColor("mangrove.countsResult");
const STOPS = new vscode.ThemeColor("mangrove.countsStop");

function behind(
  end: vscode.Position,
  contentText: string,
  gap: number,
  color: vscode.ThemeColor,
): vscode.DecorationOptions {
  // A blank at an end would be drawn as nothing.
  const text = contentText.replace(/ $/, "\u00a0");
  return {
    range: new vscode.Range(end, end),
    renderOptions: { after: { ...MARGIN, contentText: text, color, margin: `0 0 0 ${gap}ch` } },
  };
}
