import assert from "node:assert/strict";
import { RECORD_AT, type LineReading, type RecordAtParams } from "../../server/protocol.ts";
import { uri, type Client } from "../kit/client.ts";
import { inOneFolder, type Folder } from "./folder.ts";
import { LOG, RULES } from "./forest.ts";

describe("the language server: the record of a line of an open log", function () {
  this.timeout(30_000);
  let client: Client;
  let folder: Folder;
  let rules: string;
  inOneFolder({ "rules/ssh.grove": RULES, "logs/auth.log": LOG }, (opened) => ({ client, folder, rules } = opened));

  const ask = (line: number, more: Partial<RecordAtParams> = {}): Promise<LineReading> =>
    client.request<LineReading>(RECORD_AT, {
      ...{ folder: uri(folder.path), file: "logs/auth.log", line },
      ...{ first: 1, lines: LOG.split("\n"), earlier: [], ...more },
    });

  it("is that of the rules as the editor holds them", async () => {
    const reading = await ask(4);
    assert.ok(reading.kind === "record");
    assert.equal(reading.template?.code, 1003);
    assert.equal(new Map(reading.others).get("method"), "password");
    await client.open(rules, RULES.replaceAll("{method}", "{how}"));
    const after = await ask(4);
    assert.ok(after.kind === "record");
    assert.equal(new Map(after.others).get("how"), "password");
  });

  it("says why a line is none, and nothing of files that are no logs", async () => {
    const reading = await ask(5);
    assert.ok(reading.kind === "unparsed");
    assert.notEqual(reading.reason, "");
    assert.deepEqual(await ask(1, { file: "rules/ssh.grove" }), { kind: "none" });
    assert.deepEqual(await ask(1, { folder: "file:///nowhere" }), { kind: "none" });
  });
});
