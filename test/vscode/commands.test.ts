/** Commands with what they are given: by a key binding, a link or a view, rightly and wrongly. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Mangrove } from "../../client/extension.ts";
import { extension } from "./extension.ts";

/** Each of these acts on what it is given. */
const WITH_ARGUMENTS = [
  "mangrove.replayRule",
  "mangrove.openRule",
  "mangrove.openEvidence",
  "mangrove.openPlace",
  "mangrove.showDetections",
  "mangrove.explain",
  "mangrove.tryFix",
  "mangrove.createTest",
];
const SENSELESS: readonly (readonly unknown[])[] = [
  [null, null, null],
  [7, {}, []],
  [{ kind: "rule" }],
  ["file:///nowhere", 5, "x"],
];

describe("the commands", () => {
  let mangrove: Mangrove;
  const uri = vscode.workspace.workspaceFolders![0]!.uri.toString();

  before(async () => {
    mangrove = await extension();
    assert.equal(await mangrove.ready, true);
    await vscode.commands.executeCommand("mangrove.replay");
  });
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("are there, all that the package names", async () => {
    const { contributes } = vscode.extensions.getExtension("mangrove.mangrove")!.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });

  it("do nothing with arguments that make no sense", async () => {
    const { generation } = mangrove.store;
    for (const command of WITH_ARGUMENTS)
      for (const senseless of SENSELESS) await vscode.commands.executeCommand(command, ...senseless);
    assert.equal(vscode.window.activeTextEditor, undefined);
    assert.equal(mangrove.store.generation, generation);
    assert.equal(mangrove.store.phase, "done");
  });

  it("mangrove.newRules opens a rule file that is in no folder yet", async () => {
    await vscode.commands.executeCommand("mangrove.newRules");
    const { document } = vscode.window.activeTextEditor!;
    assert.equal(document.languageId, "mangrove");
    assert.equal(document.isUntitled, true);
    assert.match(document.getText(), /^rule /m);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("mangrove.openRule goes to the rule, mangrove.openPlace to a place", async () => {
    await vscode.commands.executeCommand("mangrove.openRule", uri, "knock_then_login");
    const { document, selection } = vscode.window.activeTextEditor!;
    assert.match(document.lineAt(selection.active).text, /^rule knock_then_login/);
    await vscode.commands.executeCommand("mangrove.openPlace", { uri: document.uri.toString(), line: 3, character: 2 });
    assert.deepEqual(vscode.window.activeTextEditor!.selection.active, new vscode.Position(3, 2));
    await vscode.commands.executeCommand("mangrove.openRule", uri, "no_such_rule");
    assert.deepEqual(vscode.window.activeTextEditor!.selection.active, new vscode.Position(3, 2));
  });

  it("mangrove.compare compares with the replay before, and ends it", async () => {
    await vscode.commands.executeCommand("mangrove.replay");
    const { store } = mangrove;
    assert.notEqual(store.previous, null);
    const before = store.comparing;
    await vscode.commands.executeCommand("mangrove.compare");
    assert.notEqual(store.comparing, before);
    await vscode.commands.executeCommand("mangrove.compare");
    assert.equal(store.comparing, before);
  });
});
