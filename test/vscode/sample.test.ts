/** The sample that comes with the extension is opened as the user's own copy. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { sampleCopy } from "../../client/sample.ts";
import { extension } from "./extension.ts";

describe("the sample", () => {
  const storage = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, ".sample");
  const read = async (...path: string[]): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(storage, "sample-ssh", ...path)));

  after(() => vscode.workspace.fs.delete(storage, { recursive: true }));

  it("is copied with its rules and logs, once, and keeps what was changed in it", async () => {
    await extension();
    const { extensionUri } = vscode.extensions.all.find(({ id }) => id.endsWith(".mangrove"))!;
    const copy = await sampleCopy(extensionUri, storage);
    assert.match(await read("ssh.grove"), /rule guessed_password/);
    assert.match(await read("logs", "web1", "auth.log"), /sshd/);
    const rules = vscode.Uri.joinPath(copy, "ssh.grove");
    await vscode.workspace.fs.writeFile(rules, new TextEncoder().encode("// mine\n"));
    await sampleCopy(extensionUri, storage);
    assert.equal(await read("ssh.grove"), "// mine\n");
  });
});
