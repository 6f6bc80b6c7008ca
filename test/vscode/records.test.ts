/** An open log after a replay: what the pointer gets over its lines, and which of them are marked. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import * as vscode from "vscode";
import type { Mangrove } from "../../client/extension.ts";
import { extension } from "./extension.ts";

describe("an open log", () => {
  let mangrove: Mangrove;
  const folder = vscode.workspace.workspaceFolders![0]!.uri;
  const log = vscode.Uri.joinPath(folder, "logs/web1/auth.log");
  const packed = vscode.Uri.joinPath(folder, "logs/web1/auth-1.log");
  const note = vscode.Uri.joinPath(folder, "note.txt");

  before(async () => {
    mangrove = await extension();
    assert.equal(await mangrove.ready, true);
    await vscode.commands.executeCommand("mangrove.replay");
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const file of [packed, note]) await vscode.workspace.fs.delete(file).then(undefined, () => undefined);
  });

  /** `line`: 0-based. */
  async function hovers({ uri }: vscode.TextDocument, line: number): Promise<string> {
    const at = new vscode.Position(line, 3);
    const found = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, at);
    return found.flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value)).join("\n\n");
  }

  it("shows the unified record of the line under the pointer, and of what it is evidence", async () => {
    const document = await vscode.workspace.openTextDocument(log);
    await vscode.window.showTextDocument(document);
    const evidence = mangrove.store.detections[0]!.evidence.at(-1)!.records[0]!;
    assert.equal(evidence.file, "logs/web1/auth.log");
    const text = await hovers(document, evidence.line - 1);
    assert.match(text, /\*\*sshd\*\* – template \d+, “Accepted/);
    assert.match(text, /\| user \| \w+ \|/);
    assert.match(text, /\| id \| logs\/web1\/auth\\\.log:38 \|/);
    assert.match(text, /\*\*Evidence\*\* of \[guessed\\_password\]/);
  });

  it("shows only of what it is evidence where mangrove.logs.hover is off", async () => {
    const document = await vscode.workspace.openTextDocument(log);
    const settings = vscode.workspace.getConfiguration("mangrove.logs");
    await settings.update("hover", false, vscode.ConfigurationTarget.Workspace);
    assert.match(await hovers(document, 37), /^\*\*Evidence\*\*/);
    await settings.update("hover", undefined, vscode.ConfigurationTarget.Workspace);
    assert.match(await hovers(document, 37), /template \d+/);
  });

  it("has marks on the lines of evidence, and on no other", async () => {
    const document = await vscode.workspace.openTextDocument(log);
    const marked = [...mangrove.marks.marked(document).keys()].sort((a, b) => a - b);
    const lines = mangrove.store.detections.flatMap(({ records }) =>
      records.filter(({ file }) => file === "logs/web1/auth.log").map(({ line }) => line - 1),
    );
    assert.deepEqual(
      marked,
      [...new Set(lines)].sort((a, b) => a - b),
    );
    assert.ok(marked.length > 3);
    const settings = vscode.workspace.getConfiguration("mangrove.logs");
    await settings.update("marks", false, vscode.ConfigurationTarget.Workspace);
    assert.equal(mangrove.marks.marked(document).size, 0);
    await settings.update("marks", undefined, vscode.ConfigurationTarget.Workspace);
  });

  it("has both where it is compressed", async () => {
    await vscode.workspace.fs.writeFile(packed, gzipSync(await vscode.workspace.fs.readFile(log)));
    await vscode.commands.executeCommand("mangrove.openEvidence", folder.toString(), "logs/web1/auth-1.log", 38);
    const { document } = vscode.window.activeTextEditor!;
    assert.equal(document.uri.scheme, "mangrove-log");
    assert.match(await hovers(document, 37), /\*\*sshd\*\* – template \d+, “Accepted/);
  });

  it("is left alone where no source reads it", async () => {
    await vscode.workspace.fs.writeFile(note, new TextEncoder().encode("a note\n"));
    const document = await vscode.workspace.openTextDocument(note);
    assert.equal(await hovers(document, 0), "");
  });
});
