import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type InitializeResult,
} from "vscode-languageserver/node";
import { serverEnvironment } from "../../client/serverEnvironment.ts";
import { Client } from "../kit/client.ts";
import { folderOf } from "../kit/folder.ts";

describe("the language server: its process", function () {
  this.timeout(20_000);

  it("speaks over Node's own channel too, and leaves to the next start what it has compiled", async () => {
    const entry = fileURLToPath(new URL("../../server/lsp/main.ts", import.meta.url));
    const storage = folderOf({});
    const env = { ...process.env, ...serverEnvironment(storage) };
    const child = fork(entry, ["--node-ipc"], { execPath: process.execPath, env });
    const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    connection.listen();
    const answer: InitializeResult = await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
    });
    assert.equal(answer.capabilities.hoverProvider, true);
    const ended = once(child, "exit");
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    assert.deepEqual(await ended, [0, null]);
    connection.dispose();
    const compiled = readdirSync(storage, { recursive: true, withFileTypes: true });
    assert.ok(compiled.some((each) => each.isFile()));
  });

  it("ends when its client is gone without a word", async () => {
    const client = await Client.start();
    const ended = once(client.process, "exit");
    client.process.stdin!.end();
    const [code, signal] = await ended;
    assert.deepEqual([code, signal], [1, null]);
  });
});
