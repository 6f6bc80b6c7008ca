/** The forest in the side bar: what is asked for at a row happens, whatever the tree is doing. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Mangrove } from "../../client/extension.ts";
import { extension } from "./extension.ts";

describe("the forest", () => {
  let mangrove: Mangrove;
  const uri = vscode.workspace.workspaceFolders![0]!.uri.toString();

  before(async () => {
    mangrove = await extension();
    assert.equal(await mangrove.ready, true);
    await vscode.commands.executeCommand("mangrove.rules.focus");
    await vscode.commands.executeCommand("mangrove.replay");
  });

  /** As the button of a row does: the window names the row by its handle, and the editor looks up what it stands for. */
  const press = (name: string): Thenable<unknown> => {
    const row = { $treeViewId: "mangrove.rules", $treeItemHandle: `1/${uri} ${name}` };
    return vscode.commands.executeCommand("runCommands", { commands: [{ command: "mangrove.replayRule", args: row }] });
  };

  it("replays a rule by its row right behind another replay, while the counts are drawn", async function () {
    this.timeout(60_000);
    for (let times = 0; times < 30; times++) {
      const name = ["brute_force", "knock_then_login"][times % 2]!;
      await press(name);
      assert.equal(mangrove.store.rule, name, `press ${times} went nowhere`);
    }
  });

  it("ends a replay for the one that is asked for while it runs", async () => {
    const older = press("brute_force");
    await press("knock_then_login");
    await older;
    assert.equal(mangrove.store.rule, "knock_then_login");
    assert.equal(mangrove.store.phase, "done");
  });

  it("asks for the rule where a row stands for none", async () => {
    let isAsking = true;
    const asked = Promise.resolve(vscode.commands.executeCommand("mangrove.replayRule")).finally(
      () => (isAsking = false),
    );
    // Nobody is told when the list is there; accepting does nothing before.
    while (isAsking) await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    await asked;
    assert.equal(mangrove.store.rule, "guessed_password"); // the first of the list
  });
});
