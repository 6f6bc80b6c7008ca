/** The packaged extension starts by itself in a workspace that has rules. */
import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("activation", () => {
  it("starts because the workspace has a rule file", async () => {
    const extension = vscode.extensions.getExtension("mangrove.mangrove");
    assert.ok(extension, "the package is installed");
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("runs from the installed package, not from the sources", () => {
    const extension = vscode.extensions.getExtension("mangrove.mangrove");
    assert.match(extension?.extensionPath ?? "", /extensions[\\/]mangrove\.mangrove-/);
  });

  it("gives .grove files the language `mangrove`", async () => {
    const [file] = await vscode.workspace.findFiles("*.grove");
    assert.ok(file, "the sample has a rule file");
    const document = await vscode.workspace.openTextDocument(file);
    assert.equal(document.languageId, "mangrove");
  });
});
