/** `test` blocks in the editor's list of tests, and a test drafted from what a replay found. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Mangrove } from "../../client/extension.ts";
import type { TestEnded } from "../../server/protocol.ts";
import { extension, until } from "./extension.ts";

const WRONG = `
test "wrong" {
  given sshd """
    Jun 14 15:16:01 web1 sshd[811]: Accepted password for root from 203.0.113.9 port 4001 ssh2
  """
  expect brute_force
}
`;

describe("tests in the editor", () => {
  let mangrove: Mangrove;
  let document: vscode.TextDocument;
  const ended: TestEnded[] = [];
  const none = new vscode.CancellationTokenSource().token;

  before(async () => {
    mangrove = await extension();
    assert.equal(await mangrove.ready, true);
    const [file] = await vscode.workspace.findFiles("ssh.grove");
    document = await vscode.workspace.openTextDocument(file!);
    await vscode.window.showTextDocument(document);
    mangrove.tests.onDidEnd((each) => ended.push(each));
  });
  beforeEach(() => (ended.length = 0));
  after(async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  const titles = (): string[] => mangrove.tests.items.under().map(({ label }) => label);
  const listed = (title: string) =>
    until(mangrove.tests.items.onDidChange, () => (titles().includes(title) ? [true] : []));

  it("are listed by their titles, each with its place", async () => {
    await listed("five guesses and an entry");
    const item = mangrove.tests.items.under().find(({ label }) => label === "five guesses and an entry")!;
    assert.equal(item.uri?.toString(), document.uri.toString());
    assert.match(document.lineAt(item.range!.start.line).text, /^test "five guesses and an entry"/);
  });

  it("run as the editor has them, and say of what failed what was found", async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(document.getText().length), WRONG);
    await vscode.workspace.applyEdit(edit);
    await listed("wrong");
    await mangrove.tests.run(new vscode.TestRunRequest(), none);
    const failed = ended.filter(({ failures }) => failures.length > 0);
    assert.equal(ended.length, titles().length);
    assert.deepEqual(
      failed.map(({ id }) => id.split("#")[1]),
      ["wrong"],
    );
    const [message] = failed[0]!.failures;
    assert.match(message!.message, /^expected a detection of brute_force, found none: /);
    assert.equal(message!.expected, "expect brute_force");
    assert.equal(message!.found, "nothing");
  });

  it("run alone", async () => {
    const one = mangrove.tests.items.under().find(({ label }) => label === "wrong")!;
    await mangrove.tests.run(new vscode.TestRunRequest([one]), none);
    assert.deepEqual(
      ended.map(({ id }) => id),
      [one.id],
    );
  });

  it("are drafted from a detection, behind its rule, and pass", async () => {
    await vscode.commands.executeCommand("mangrove.replay");
    const { store } = mangrove;
    const detection = store.detections.find(({ rule }) => rule === "guessed_password")!;
    await vscode.commands.executeCommand("mangrove.createTest", store.folder, detection.id);
    const title = `guessed_password fires for ${detection.key.map(([, value]) => String(value)).join(", ")}`;
    await listed(title);
    const drafted = mangrove.tests.items.under().find(({ label }) => label === title)!;
    await mangrove.tests.run(new vscode.TestRunRequest([drafted]), none);
    assert.deepEqual(
      ended.map(({ failures }) => failures),
      [[]],
    );
    const editor = vscode.window.activeTextEditor!;
    assert.match(document.lineAt(editor.selection.active.line).text, /^test "guessed_password fires for /);
  });
});
