/** From a log to its first rule, one log replayed alone, and what the side bar says of the sources. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Mangrove } from "../../client/extension.ts";
import { extension, until } from "./extension.ts";

describe("a log without a source", () => {
  let mangrove: Mangrove;
  const folder = vscode.workspace.workspaceFolders![0]!.uri;
  const log = vscode.Uri.joinPath(folder, "gate.log");
  const rules = vscode.Uri.joinPath(folder, "gate.grove");
  const again = vscode.Uri.joinPath(folder, "gate_2.grove");
  const changed: vscode.Event<unknown> = (listener) =>
    new vscode.Disposable(mangrove.rules.onChange(() => listener(null)));

  before(async () => {
    mangrove = await extension();
    assert.equal(await mangrove.ready, true);
    const lines = [1, 2, 3, 4, 5].map((n) => `2026-06-14T15:16:0${n}Z gate refused badge of ann from 10.0.0.7\n`);
    await vscode.workspace.fs.writeFile(log, new TextEncoder().encode(lines.join("")));
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const file of [log, rules, again]) await vscode.workspace.fs.delete(file).then(undefined, () => undefined);
  });

  it("gets a rule file of its own, which is opened", async () => {
    await vscode.commands.executeCommand("mangrove.learnSource", log);
    const editor = vscode.window.activeTextEditor!;
    assert.equal(editor.document.uri.toString(), rules.toString());
    assert.match(
      editor.document.getText(),
      /^\/\/ Drafted from gate\.log: 5 of its first 5 lines are records\.\n\nsource gate /,
    );
  });

  it("then fires when that log is replayed alone", async () => {
    const uri = folder.toString();
    await until(changed, () => (mangrove.rules.find(uri, "gate_repeated_failures")?.broken === false ? [true] : []));
    await vscode.commands.executeCommand("mangrove.replayFile", log);
    assert.equal(mangrove.store.phase, "done");
    assert.equal(mangrove.store.summary?.files, 1);
    assert.deepEqual(
      mangrove.store.detections.map(({ rule }) => rule),
      ["gate_repeated_failures"],
    );
  });

  it("changes no file that is there", async () => {
    await vscode.commands.executeCommand("mangrove.learnSource", log);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), again.toString());
    assert.match(vscode.window.activeTextEditor.document.getText(), /^source gate_2 /m);
  });
});

describe("the side bar after a replay", () => {
  it("says what became of each source's lines, and the numbers add up", async () => {
    const mangrove = await extension();
    await vscode.commands.executeCommand("mangrove.replay");
    const view = mangrove.sources;
    const source = view.getChildren().find((each) => each.kind === "source" && each.name === "sshd");
    assert.ok(source?.kind === "source");
    const item = view.getTreeItem(source);
    assert.match(String(item.description), /^[\d,]+ lines/);
    assert.equal(item.command?.command, "mangrove.openPlace");
    const number = (text: string): number => Number(/^[\d,]+/.exec(text)![0].replaceAll(",", ""));
    const parts = view
      .getChildren(source)
      .filter((part) => part.kind === "share" && part.label !== "matched by no template");
    const sum = parts.reduce((total, part) => total + number(String(view.getTreeItem(part).label)), 0);
    assert.equal(sum, number(String(item.description)));
  });
});
