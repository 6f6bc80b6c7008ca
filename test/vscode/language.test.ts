/** The language server at work in the editor: what it complains about, and what it offers. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extension, until } from "./extension.ts";

describe("the language in the editor", () => {
  before(async () => assert.equal(await (await extension()).ready, true));
  afterEach(() => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

  const open = async (content: string): Promise<vscode.TextDocument> => {
    const document = await vscode.workspace.openTextDocument({ language: "mangrove", content });
    await vscode.window.showTextDocument(document);
    return document;
  };

  it("complains about a rule that names what is not there", async () => {
    const { uri } = await open("rule broken {\n  severity high\n  by ip\n  when nothing_of_this_name\n}\n");
    const problems = await until(vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages.getDiagnostics(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
    );
    assert.equal(problems[0]!.range.start.line, 3);
    assert.match(problems[0]!.message, /nothing_of_this_name/);
  });

  it("offers the clauses of a rule", async () => {
    const { uri } = await open("rule unfinished {\n  \n}\n");
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      uri,
      new vscode.Position(1, 2),
    );
    const labels = items.map(({ label }) => (typeof label === "string" ? label : label.label));
    for (const clause of ["severity", "by", "when"])
      assert.ok(labels.includes(clause), `${clause} in ${labels.join()}`);
  });

  it("offers to replay each rule of the sample above its name", async () => {
    const [file] = await vscode.workspace.findFiles("ssh.grove");
    await vscode.workspace.openTextDocument(file!);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", file, 10);
    const replays = lenses.flatMap(({ command }) => (command?.command === "mangrove.replayRule" ? [command] : []));
    const folder = vscode.workspace.workspaceFolders![0]!.uri.toString();
    assert.deepEqual(
      replays.map((command) => command.arguments),
      ["guessed_password", "brute_force", "knock_then_login"].map((rule) => [folder, rule]),
    );
  });
});
