/** Logs that come, or grow, after their source was written: what they hold is known without a change of the source. */
import assert from "node:assert/strict";
import { Forest } from "../../server/lsp/forest.ts";
import { stampOfLogs } from "../../server/lsp/logs.ts";
import { REPLAY, type ReplayResult } from "../../server/protocol.ts";
import { uri, type Client } from "../kit/client.ts";
import { eachInAFolder, makeFolder, type Folder } from "./folder.ts";

const RULES = `source doors from application { files "doorlogs/*.json"  format json  time at }
rule forced { severity high  by badge  when doors where gate == "north" }
`;
const line = (second: number, more: object): string =>
  `${JSON.stringify({ at: `2026-06-14T08:00:0${second}Z`, ...more })}\n`;
const WHOLE = line(1, { gate: "north", badge: "b1" });

describe("the language server: logs that come later", function () {
  this.timeout(20_000);
  let client: Client;
  let folder: Folder;
  let rules: string;

  eachInAFolder({ "doors.grove": RULES, "doorlogs/first.json": line(0, { door: "d" }) }, (opened) => {
    ({ client, folder, rules } = opened);
  });

  /** Opens the rules and waits until the first log has shown that it has neither field. */
  async function opened(): Promise<void> {
    await client.open(rules, RULES);
    await client.published.next(({ uri: of, diagnostics }) => of === rules && diagnostics.length === 2);
  }
  const sound = (cause: () => Promise<void>): Promise<unknown> => {
    const known = client.published.all.length;
    return Promise.all([
      cause(),
      client.published.next(({ uri: of, diagnostics }) => of === rules && diagnostics.length === 0, known),
    ]);
  };
  const told = (name: string): Promise<void> =>
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uri(`${folder.path}/${name}`), type: 1 }] });
  const saved = (): Promise<void> => client.notify("textDocument/didSave", { textDocument: { uri: rules } });
  const replay = (): Promise<ReplayResult> =>
    client.request<ReplayResult>(REPLAY, { replay: "1", folder: uri(folder.path) });

  it("knows the fields of a log that is created", async () => {
    await opened();
    folder.write("doorlogs/second.json", WHOLE);
    await sound(() => told("doorlogs/second.json"));
  });

  it("knows the fields of a log that grew, once a rule file is saved", async () => {
    await opened();
    folder.write("doorlogs/first.json", line(0, { door: "d" }) + WHOLE);
    await sound(saved);
  });

  it("says at once what a source lacks whose files are others now, and match none", async () => {
    await opened();
    folder.write("doorlogs/first.json", WHOLE);
    await sound(saved);
    const known = client.published.all.length;
    await client.change(rules, RULES.replace("doorlogs/", "nologs/"));
    await client.published.next(({ uri: of, diagnostics }) => of === rules && diagnostics.length === 2, known);
  });

  it("replays the rule that needs a log of which nobody was told", async () => {
    await opened();
    folder.write("doorlogs/second.json", WHOLE);
    const result = await replay();
    assert.ok(result.ok);
    assert.deepEqual(
      result.notes.map(({ message }) => message),
      [],
    );
    assert.equal(result.summary.rules["forced"]?.detections, 1);
  });
});

describe("the stamp of the logs", () => {
  const { path, ...folder } = makeFolder({ "doorlogs/a.json": "1", "notes.json": "1" });
  const forest = new Forest(uri(path), path);
  forest.model.set("a", RULES);
  const { sources } = forest.model.analysis().program;
  const stamp = (): string => {
    forest.relist();
    return stampOfLogs(forest, sources);
  };

  it("stays the same while no log has changed, whatever else has", () => {
    const before = stamp();
    assert.equal(stamp(), before);
    folder.write("notes.json", "more than before");
    folder.write("new.json", "");
    assert.equal(stamp(), before);
  });

  it("is another one when a log comes, grows or goes", () => {
    const stamps = [stamp()];
    folder.write("doorlogs/b.json", "");
    stamps.push(stamp());
    folder.write("doorlogs/b.json", "more");
    stamps.push(stamp());
    folder.delete("doorlogs/b.json");
    assert.notEqual(stamps[0], stamps[1]);
    assert.notEqual(stamps[1], stamps[2]);
    assert.equal(stamp(), stamps[0]);
  });
});
