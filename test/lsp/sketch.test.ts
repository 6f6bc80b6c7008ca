/** What the server says of a log that no source reads yet. */
import assert from "node:assert/strict";
import { SKETCH, type LogSketch } from "../../server/protocol.ts";
import { Client, uri } from "../kit/client.ts";
import { makeFolder, type Folder } from "./folder.ts";
import { LOG } from "./forest.ts";

describe("the language server: what a log looks like", function () {
  this.timeout(30_000);
  let folder: Folder;
  let client: Client;

  before(async () => {
    client = await Client.start();
    folder = makeFolder({ "auth.log": LOG });
    await client.addFolder(folder.path);
  });
  after(async () => {
    assert.deepEqual(client.errors, []);
    assert.equal(await client.stop(), 0);
  });

  const sketch = (file: string) => client.request<LogSketch>(SKETCH, { folder: uri(folder.path), file });

  it("is told of a log of the folder", async () => {
    const told = await sketch(uri(`${folder.path}/auth.log`));
    assert.equal(told.isRead, true);
    assert.match(told.looks, /^syslog: sshd/);
    assert.equal(told.line, LOG.split("\n")[0]);
  });

  it("is not told of what lies outside, or is gone", async () => {
    for (const file of [uri("/etc/passwd"), "untitled:x"])
      assert.deepEqual(await sketch(file), { looks: "not in this folder", isRead: false, first: null, line: null });
    assert.equal((await sketch(uri(`${folder.path}/none.log`))).looks, "cannot be opened");
  });
});
