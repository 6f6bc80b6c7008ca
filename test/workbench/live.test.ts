/** From the refusal to the one call, as a person goes: the setting, the list, the button, the run in the panel. */
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { accepted, failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";
import { panelOf, runCommand, useWorkbench } from "../kit/workbench.ts";

const COMMAND = "Mangrove: Replay and Run Playbooks";

describe("playbooks for real in the window", function () {
  this.timeout(60_000);
  const received: string[] = [];
  const folder = folderOf({ "auth.log": `${[failed(1), failed(2), accepted(3)].join("\n")}\n` });
  const web = http.createServer((incoming, answer) => {
    let body = "";
    incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
    incoming.on("end", () => {
      received.push(`${incoming.method} ${incoming.url} ${body}`);
      answer.end('{"ticket":"T-7"}');
    });
  });

  before(async () => {
    await new Promise<void>((ready) => web.listen(0, "127.0.0.1", ready));
    const { port } = web.address() as AddressInfo;
    const playbook = `
action block(address: ip) { http POST "http://127.0.0.1:${port}/block" json { address } }
playbook contain { on guessed  block(ip) }
`;
    fs.writeFileSync(path.join(folder, "ssh.grove"), SSHD + GUESSED + playbook);
  });
  after(() => {
    web.closeAllConnections();
    web.close();
  });
  const workbench = useWorkbench({ folder });
  const dialog = () => workbench().page.locator(".monaco-dialog-box");
  const toast = (text: RegExp) => workbench().page.locator(".notification-toast", { hasText: text });

  it("are refused without the setting, with the way to it", async () => {
    const { page } = workbench();
    await runCommand(page, COMMAND);
    await toast(/Nothing was called: .*the setting/)
      .getByRole("button", { name: "Open Setting" })
      .click();
    const box = page.locator(".settings-editor").getByRole("checkbox", { name: /playbooks\.live/ });
    await box.click();
    // Marked as changed once it is written; what is closed earlier is not.
    await page.locator(".settings-editor .setting-item-contents.is-configured").waitFor();
    // The settings stand in front of everything else until they are closed.
    await page.keyboard.press("Escape");
    await page.locator(".monaco-modal-editor-block").waitFor({ state: "detached" });
  });

  it("call nothing when the list is not confirmed", async () => {
    const { page } = workbench();
    await runCommand(page, COMMAND);
    await dialog().getByText("contain").waitFor();
    assert.match(await dialog().innerText(), /contain\s+POST http:\/\/127\.0\.0\.1:\d+\/block/);
    await dialog().getByRole("button", { name: "Cancel" }).click();
    await toast(/was not confirmed/).waitFor();
    assert.deepEqual(received, []);
  });

  it("make exactly the call of the list once it is confirmed", async () => {
    const { page } = workbench();
    await runCommand(page, COMMAND);
    await dialog().getByRole("button", { name: "Call Them" }).click();
    await panelOf(page).getByRole("option").first().waitFor();
    // The picture of a replay that has come to its end.
    await page.locator("#mangrove\\.mangrove\\.mangrove\\.status .codicon-graph").waitFor();
    assert.deepEqual(received, ['POST /block {"address":"203.0.113.9"}']);
  });
});
