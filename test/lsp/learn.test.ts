import assert from "node:assert/strict";
import { LEARN, type Draft } from "../../server/protocol.ts";
import { Client, uri } from "../kit/client.ts";
import { makeFolder, type Folder } from "./folder.ts";
import { LOG, RULES } from "./forest.ts";

describe("the language server: learning a source", function () {
  this.timeout(30_000);
  let folder: Folder;
  let client: Client;

  before(async () => {
    client = await Client.start();
    folder = makeFolder({ "ssh.grove": RULES, "logs/auth.log": LOG, "sshd.log": LOG });
    await client.addFolder(folder.path);
  });
  after(async () => {
    assert.deepEqual(client.errors, []);
    assert.equal(await client.stop(), 0);
  });

  const learn = (file: string) => client.request<Draft>(LEARN, { folder: uri(folder.path), file });

  it("drafts from a log of the folder, under a name that is free there", async () => {
    const learned = await learn(uri(`${folder.path}/sshd.log`));
    assert.ok(learned.ok);
    assert.equal(learned.name, "sshd_2");
    assert.deepEqual([learned.lines, learned.records], [5, 4]);
    assert.match(learned.rule, /^event sshd_2_failed/);
  });

  it("reads nothing outside the folder", async () => {
    for (const file of [uri("/etc/passwd"), `${uri(folder.path)}/../x.log`, "untitled:x"]) {
      const learned = await learn(file);
      assert.ok(!learned.ok);
      assert.match(learned.message, /Only a log inside the workspace folder can be read\. Copy it there\./);
    }
  });

  it("says of a log that is gone that there is nothing to read", async () => {
    const learned = await learn(uri(`${folder.path}/none.log`));
    assert.ok(!learned.ok);
    assert.match(learned.message, /none\.log cannot be read: /);
  });
});
