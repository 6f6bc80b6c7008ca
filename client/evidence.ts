/**
 * Opens a log at a line of evidence and marks it. Invariant: only files inside the folder that was replayed are opened, and a
 * log of any size: the editor opens it, not the extension host, which takes no file over 50 MB.
 */
import * as vscode from "vscode";
import { inside } from "./folders.ts";
import type { DecodedLogs } from "./logs.ts";
import { shownAs, type Opening } from "./opening.ts";

export class EvidenceOpener implements vscode.Disposable {
  private readonly logs: DecodedLogs;
  private readonly mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.wordHighlightStrongBackground"),
    borderColor: new vscode.ThemeColor("editor.wordHighlightStrongBorder"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.wordHighlightStrongForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  /** The one marked line, 0-based: it stays marked when its editor is hidden and shown again. */
  private marked: { readonly uri: string; readonly line: number } | null = null;
  private readonly watch = vscode.window.onDidChangeVisibleTextEditors(() => this.paint());

  constructor(logs: DecodedLogs) {
    this.logs = logs;
  }

  /** `line` is 1-based, `file` relative to the folder. True if the log was opened. */
  async open(folder: vscode.Uri, file: string, line: number, how?: Opening): Promise<boolean> {
    const uri = inside(folder, file);
    if (uri === null) {
      void vscode.window.showErrorMessage(`"${file}" is outside the folder that was replayed, so it is not opened.`);
      return false;
    }
    if (!(await exists(uri))) {
      void vscode.window.showErrorMessage(
        `${file} is gone: it was deleted or moved after the replay. Replay again to see what is there now.`,
      );
      return false;
    }
    const shown = await this.logs.shown(folder, file, line);
    if (typeof shown === "string") {
      void vscode.window.showErrorMessage(shown);
      return false;
    }
    return this.show(shown?.uri ?? uri, shown?.line ?? line - 1, how);
  }

  dispose(): void {
    this.mark.dispose();
    this.watch.dispose();
  }

  /** `line` is 0-based. */
  private async show(uri: vscode.Uri, line: number, how: Opening | undefined): Promise<true> {
    // The mark says which line it is; a selection over it would only hide the colours of the log.
    const selection = new vscode.Range(line, 0, line, 0);
    await vscode.commands.executeCommand("vscode.open", uri, {
      selection,
      preview: true,
      ...shownAs(how),
    } satisfies vscode.TextDocumentShowOptions);
    this.marked = { uri: uri.toString(), line };
    this.paint();
    restCursor(uri, line);
    return true;
  }

  private paint(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const here = this.marked?.uri === editor.document.uri.toString() ? this.marked.line : -1;
      const known = here >= 0 && here < editor.document.lineCount;
      editor.setDecorations(this.mark, known ? [editor.document.lineAt(here).range] : []);
    }
  }
}

/**
 * On a word the editor would light up the same word in every other line (`Jun`, say), so the cursor goes where there is none:
 * between two signs near the beginning of the line. A log that the extension host is not given keeps it in the first column.
 */
function restCursor(uri: vscode.Uri, line: number): void {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString() || line >= editor.document.lineCount) return;
  const column = editor.document
    .lineAt(line)
    .text.slice(0, 80)
    .search(/(?<!\w)(?!\w)/);
  const at = new vscode.Position(line, Math.max(0, column));
  editor.selection = new vscode.Selection(at, at);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
