/**
 * Playbooks for real, from the command: what refuses. An editor that runs tests shows no question, so here nobody confirms
 * anything; test/workbench does.
 */
import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
import * as vscode from "vscode";
import type { Mangrove } from "../../client/extension.ts";
import type { ReplayResult } from "../../server/protocol.ts";
import { extension, until } from "./extension.ts";

const NAME = "mangrove.playbooks.live";

describe("the command that runs playbooks for real", () => {
  let mangrove: Mangrove;
  let document: vscode.TextDocument;
  let web: http.Server;
  let received = 0;
  const folder = vscode.workspace.workspaceFolders![0]!.uri;

  before(async () => {
    mangrove = await extension();
    assert.equal(await mangrove.ready, true);
    web = http.createServer((_, answer) => {
      received++;
      answer.end("{}");
    });
    await new Promise<void>((ready) => web.listen(0, "127.0.0.1", ready));
    const { port } = web.address() as AddressInfo;
    const playbook = `
action block(address: ip) { http POST "http://127.0.0.1:${port}/block" json { address } }
playbook contain { on guessed_password  block(ip) }
`;
    const [file] = await vscode.workspace.findFiles("ssh.grove");
    document = await vscode.workspace.openTextDocument(file!);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(document.getText().length), playbook);
    await vscode.workspace.applyEdit(edit);
  });
  after(async () => {
    await settings().update(NAME, undefined, vscode.ConfigurationTarget.Global);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    web.closeAllConnections();
    web.close();
  });

  const settings = () => vscode.workspace.getConfiguration();
  const refusal = async (): Promise<string> => {
    const before = mangrove.store.runs;
    const result = await vscode.commands.executeCommand<ReplayResult | null>("mangrove.replayLive");
    assert.ok(result && !result.ok, JSON.stringify(result));
    assert.equal(mangrove.store.runs, before);
    assert.equal(received, 0);
    return result.message;
  };

  it("refuses without the setting, and says how it is given", async () => {
    assert.equal(settings().get(NAME), false);
    assert.match(await refusal(), /^Nothing was called: .* the setting "mangrove\.playbooks\.live" \(switch it on/);
  });

  it("is not switched on by the folder's own settings", async () => {
    const file = vscode.Uri.joinPath(folder, ".vscode", "settings.json");
    const counts = "mangrove.rules.counts";
    const changed = until(vscode.workspace.onDidChangeConfiguration, () =>
      settings().inspect(counts)?.workspaceValue === false ? [true] : [],
    );
    await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify({ [NAME]: true, [counts]: false })));
    await changed;
    assert.match(await refusal(), /the setting "mangrove\.playbooks\.live"/);
    await vscode.workspace.fs.delete(file);
  });

  it("calls nothing that nobody has confirmed", async () => {
    await settings().update(NAME, true, vscode.ConfigurationTarget.Global);
    assert.match(await refusal(), /^Nothing was called: the list of what the playbooks may call was not confirmed/);
  });
});
