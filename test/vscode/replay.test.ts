/** A replay in the editor: the store that all views show is filled, and what it names is opened at its line. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import * as vscode from "vscode";
import type { Mangrove } from "../../client/extension.ts";
import { extension, until } from "./extension.ts";

describe("a replay in the editor", () => {
  let mangrove: Mangrove;
  const folder = vscode.workspace.workspaceFolders![0]!;
  const uri = folder.uri.toString();

  before(async () => {
    mangrove = await extension();
    assert.equal(await mangrove.ready, true);
    await vscode.commands.executeCommand("mangrove.replay");
  });

  const activeLine = (): string => {
    const editor = vscode.window.activeTextEditor!;
    return `${vscode.workspace.asRelativePath(editor.document.uri)}:${editor.selection.active.line + 1}`;
  };
  const arrivesAt = (place: string): Promise<readonly string[]> =>
    until(
      (listener) =>
        vscode.Disposable.from(
          vscode.window.onDidChangeActiveTextEditor(listener),
          vscode.window.onDidChangeTextEditorSelection(listener),
        ),
      () => (vscode.window.activeTextEditor && activeLine() === place ? [place] : []),
    );

  it("finds what the sample tells", () => {
    const { store } = mangrove;
    assert.equal(store.phase, "done");
    assert.deepEqual(
      store.detections.map(({ rule }) => rule),
      ["guessed_password", "brute_force", "knock_then_login"],
    );
    assert.equal(store.summary?.records.late, 1);
  });

  it("knows the rules, where they are and how often each fired", () => {
    const rules = mangrove.rules.of(uri)!;
    assert.deepEqual(
      rules.map(({ name }) => [name, mangrove.store.hitsOf(uri, name)]),
      [
        ["guessed_password", 1],
        ["brute_force", 1],
        ["knock_then_login", 1],
      ],
    );
  });

  it("opens the log at the line of evidence, with nothing selected and the cursor on no word", async () => {
    const record = mangrove.store.detections[0]!.evidence.at(-1)!.records[0]!;
    mangrove.panel.openEvidence(record.file, record.line);
    await arrivesAt("logs/web1/auth.log:38");
    const editor = vscode.window.activeTextEditor!;
    assert.ok(editor.selection.isEmpty);
    await until(vscode.window.onDidChangeTextEditorSelection, () =>
      editor.document.getWordRangeAtPosition(editor.selection.active) ? [] : [true],
    );
    assert.equal(editor.document.lineAt(editor.selection.active).text, record.text);
  });

  it("opens a compressed log at its line, as text that nobody can write to", async () => {
    const log = vscode.Uri.joinPath(folder.uri, "logs", "packed.log.gz");
    await vscode.workspace.fs.writeFile(log, gzipSync("first\nsecond Jun\nthird\n"));
    assert.equal(await vscode.commands.executeCommand("mangrove.openEvidence", uri, "logs/packed.log.gz", 2), true);
    const { document, selection } = vscode.window.activeTextEditor!;
    assert.equal(document.uri.scheme, "mangrove-log");
    assert.equal(document.lineAt(selection.active).text, "second Jun");
    await vscode.workspace.fs.delete(log);
  });

  it("opens no file outside the folder, and none that is gone", async () => {
    for (const file of ["../ssh/ssh.grove", "/etc/hostname", "logs/../../x", "logs//web1", "logs/gone.log"]) {
      const before = vscode.window.activeTextEditor?.document.uri.toString();
      assert.equal(await vscode.commands.executeCommand("mangrove.openEvidence", uri, file, 1), false, file);
      assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), before);
    }
  });

  it("opens the rule", async () => {
    mangrove.panel.openRule("brute_force");
    const { place } = mangrove.rules.find(uri, "brute_force")!;
    await arrivesAt(`ssh.grove:${place.line + 1}`);
    const { document, selection } = vscode.window.activeTextEditor!;
    assert.match(document.lineAt(selection.active).text, /^rule brute_force/);
  });

  it("replays one rule alone", async () => {
    await vscode.commands.executeCommand("mangrove.replayRule", uri, "brute_force");
    assert.equal(mangrove.store.rule, "brute_force");
    assert.deepEqual(
      mangrove.store.detections.map(({ rule }) => rule),
      ["brute_force"],
    );
    assert.equal(mangrove.store.hitsOf(uri, "guessed_password"), null);
  });

  it("ends the older replay when a newer one begins", async () => {
    const older = vscode.commands.executeCommand("mangrove.replay");
    await vscode.commands.executeCommand("mangrove.replay");
    await older;
    assert.equal(mangrove.store.phase, "done");
    assert.equal(mangrove.store.detections.length, 3);
  });

  it("stops when it is told to, and says so", async () => {
    const line = "Jun 14 07:00:00 web1 sshd[1]: Failed password for root from 203.0.113.9 port 4001 ssh2\n";
    const log = vscode.Uri.joinPath(folder.uri, "logs", "auth-large.log");
    await vscode.workspace.fs.writeFile(log, Buffer.from(line.repeat(400_000)));
    const running = vscode.commands.executeCommand("mangrove.replay");
    await until(
      (listener) => new vscode.Disposable(mangrove.store.onChange(() => listener(null))),
      () => (mangrove.store.progress ? [true] : []),
    );
    await vscode.commands.executeCommand("mangrove.stop");
    await running;
    assert.equal(mangrove.store.phase, "cancelled");
    await vscode.workspace.fs.delete(log);
  });

  it("says of an edited rule file that what is shown is older", async () => {
    const [file] = await vscode.workspace.findFiles("ssh.grove");
    const document = await vscode.workspace.openTextDocument(file!);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "// edited\n");
    await vscode.workspace.applyEdit(edit);
    assert.equal(mangrove.store.stale, true);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("says so as well of an edited rule that is in no file yet", async () => {
    await vscode.commands.executeCommand("mangrove.replay");
    assert.equal(mangrove.store.stale, false);
    const content = "rule mine { severity low  by ip  when login }\n";
    const document = await vscode.workspace.openTextDocument({ language: "mangrove", content });
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "// edited\n");
    await vscode.workspace.applyEdit(edit);
    assert.equal(mangrove.store.stale, true);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("brings a rule that was written but not saved into the list and the replay", async () => {
    const [file] = await vscode.workspace.findFiles("ssh.grove");
    const document = await vscode.workspace.openTextDocument(file!);
    const end = document.lineAt(document.lineCount - 1).range.end;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, end, "\nrule any_login { severity low  by ip  when login }\n");
    await vscode.workspace.applyEdit(edit);
    const heard: vscode.Event<unknown> = (listener) =>
      new vscode.Disposable(mangrove.rules.onChange(() => listener(null)));
    await until(heard, () => (mangrove.rules.find(uri, "any_login") ? [true] : []));
    await vscode.commands.executeCommand("mangrove.replay");
    assert.ok((mangrove.store.hitsOf(uri, "any_login") ?? 0) > 0);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });
});
