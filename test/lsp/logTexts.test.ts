import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { LOG_TEXT, type LogText } from "../../server/protocol.ts";
import { Client, uri } from "../kit/client.ts";
import { makeFolder } from "./folder.ts";
import { LOG, RULES } from "./forest.ts";

describe("the language server: logs that an editor cannot show", function () {
  this.timeout(30_000);

  it("are told from others, unpacked, and read inside of open folders only", async () => {
    const folder = makeFolder({ "ssh.grove": RULES, "auth.log": LOG });
    fs.writeFileSync(path.join(folder.path, "auth.log.1.gz"), zlib.gzipSync(LOG));
    const client = await Client.start();
    await client.addFolder(folder.path);
    const ask = (file: string, of = folder.path): Promise<LogText> =>
      client.request<LogText>(LOG_TEXT, { folder: uri(of), file, line: 1 });
    assert.deepEqual(await ask("auth.log.1.gz"), { kind: "decoded", first: 1, text: LOG, fault: null });
    assert.deepEqual(await ask("auth.log"), { kind: "plain" });
    assert.equal((await ask(`../${path.basename(folder.path)}/auth.log.1.gz/../..`)).kind, "refused");
    assert.deepEqual(await ask("auth.log.1.gz", "/nowhere"), { kind: "plain" });
    assert.deepEqual(client.errors, []);
    assert.equal(await client.stop(), 0);
  });
});
