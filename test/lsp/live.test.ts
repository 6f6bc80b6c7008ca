/** Playbooks that run for real, from the language server: a real server and real programs on this machine. */
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { CancellationTokenSource } from "vscode-languageserver/node";
import {
  APPROVE,
  PLANNED_CALLS,
  REPLAY,
  type PlannedCall,
  type PlannedResult,
  type Question,
  type ReplayParams,
  type ReplayResult,
} from "../../server/protocol.ts";
import { Client, uri } from "../kit/client.ts";
import { makeFolder, type Folder } from "./folder.ts";
import { LOG, RULES } from "./forest.ts";

const SLOW = "#!/bin/sh\nsleep 60 &\necho $! > started.tmp\nmv started.tmp started.pid\nwait\n";

describe("the language server: playbooks for real", function () {
  this.timeout(30_000);
  const received: string[] = [];
  let web: http.Server;
  let origin = "";
  let folder: Folder;
  let client: Client;

  before(async () => {
    client = await Client.start();
    web = http.createServer(({ method, url }, answer) => {
      received.push(`${method} ${url}`);
      answer.end('{"ticket":"T-7"}');
    });
    await new Promise<void>((ready) => web.listen(0, "127.0.0.1", ready));
    origin = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  });
  beforeEach(async () => {
    received.length = 0;
    folder = makeFolder({ "rules/ssh.grove": RULES, "logs/auth.log": LOG, "slow.sh": SLOW });
    fs.chmodSync(path.join(folder.path, "slow.sh"), 0o755);
    await client.addFolder(folder.path);
  });
  afterEach(() => client.reset(folder.path));
  after(async () => {
    web.closeAllConnections();
    web.close();
    assert.deepEqual(client.errors, []);
    assert.equal(await client.stop(), 0);
  });

  const block = (): string => `action block(address: ip) { http POST "${origin}/block/" + address }\n`;
  const contain = (): string => `${block()}playbook contain { on guessed_password  block(ip) }\n`;
  const write = (playbooks: string): Promise<void> =>
    client.open(uri(`${folder.path}/rules/ssh.grove`), `${RULES}\n${playbooks}`);
  const planned = (): Promise<PlannedResult> =>
    client.request<PlannedResult>(PLANNED_CALLS, { folder: uri(folder.path) });
  const params = (more: Partial<ReplayParams>): ReplayParams => ({ folder: uri(folder.path), replay: "live", ...more });
  const replay = (more: Partial<ReplayParams>): Promise<ReplayResult> =>
    client.request<ReplayResult>(REPLAY, params(more));
  const runs = () => client.batches.all.flatMap((batch) => batch.runs);
  const agreement = async (): Promise<readonly PlannedCall[]> => {
    const list = await planned();
    assert.ok(list.ok, JSON.stringify(list));
    return list.calls;
  };

  it("says what would be called, and calls it once it was agreed to", async () => {
    await write(contain());
    const calls = await agreement();
    const line = `POST ${origin}/block/…`;
    assert.deepEqual(calls, [{ playbook: "contain", action: "block", kind: "http", line, target: origin }]);
    assert.deepEqual(received, []);
    const result = await replay({ agreed: calls });
    assert.ok(result.ok, JSON.stringify(result));
    assert.deepEqual(received, ["POST /block/203.0.113.9"]);
    assert.deepEqual(
      runs().map(({ playbook, mode, result }) => [playbook, mode, result]),
      [["contain", "live", "done"]],
    );
    const { runs: count, done, calls: made } = result.summary.playbooks!["contain"]!;
    assert.deepEqual([count, done, made], [1, 1, 1]);
  });

  it("calls nothing without an agreement", async () => {
    await write(contain());
    const result = await replay({});
    assert.ok(result.ok);
    assert.deepEqual(
      runs().map(({ mode }) => mode),
      ["simulated"],
    );
    assert.deepEqual(received, []);
  });

  it("calls nothing when anything else would be called by now", async () => {
    await write(contain());
    const agreed = await agreement();
    await client.change(
      uri(`${folder.path}/rules/ssh.grove`),
      `${RULES}\n${contain()}action drop(address: ip) { http DELETE "${origin}/block/" + address }\nplaybook more { on guessed_password  drop(ip) }\n`,
    );
    const result = await replay({ agreed });
    assert.equal(result.ok, false);
    assert.match(result.message, /^Nothing was called: .*\(more would now call DELETE http/);
    assert.deepEqual(received, []);
    assert.deepEqual(runs(), []);
  });

  it("calls nothing while there is an error in a rule file", async () => {
    await write(`${contain()}rule half {`);
    const result = await replay({ agreed: await agreement() });
    assert.ok(!result.ok);
    assert.match(result.message, /^Nothing was called: while there are errors in this folder's rule files/);
    assert.deepEqual(received, []);
  });

  it("has nothing to agree to where no playbook calls anything", async () => {
    const none = await planned();
    assert.equal(none.ok, false);
    assert.match(none.message, /no playbook in this folder/);
    const elsewhere = await client.request<PlannedResult>(PLANNED_CALLS, { folder: "file:///no/such/folder" });
    assert.equal(elsewhere.ok, false);
  });

  it("ends programs with all that they started when the replay is stopped, and says what was cut off", async () => {
    await write(`action slow() { exec ["./slow.sh"] }\nplaybook wait { on guessed_password  slow() }\n`);
    const agreed = await agreement();
    const source = new CancellationTokenSource();
    const started = new Promise<void>((settle) => {
      const watcher = fs.watch(folder.path, (_, name) => {
        if (name !== "started.pid") return;
        watcher.close();
        settle();
      });
    });
    const answer = client.connection.sendRequest<ReplayResult>(REPLAY, params({ agreed }), source.token);
    await started;
    source.cancel();
    const result = await answer;
    assert.ok(result.ok && result.summary.cancelled, JSON.stringify(result));
    assert.deepEqual(
      runs().map(({ result, error }) => [result, error]),
      [["stopped", "the replay was stopped"]],
    );
    const pid = Number(fs.readFileSync(path.join(folder.path, "started.pid"), "utf8"));
    while (isAlive(pid)) await new Promise(setImmediate);
  });

  it("asks the editor for approvals; a question whose time is up is withdrawn, and the answer was no", async () => {
    await write(
      `${block()}playbook ask { on guessed_password  sure: approve "Block " + user + "?" by "soc" within 1s { block(ip) } }\n`,
    );
    const agreed = await agreement();
    const asked: string[] = [];
    client.connection.onRequest(APPROVE, ({ playbook, text, by }: Question) => {
      asked.push(`${playbook}: ${text} ${by.join()}`);
      return { approved: true, by: "bob" };
    });
    await replay({ agreed });
    assert.deepEqual(asked, ["ask: Block root? soc"]);
    assert.deepEqual(received, ["POST /block/203.0.113.9"]);
    const withdrawn = new Promise<void>((settle) =>
      client.connection.onRequest(
        APPROVE,
        (_: Question, token) =>
          new Promise((answer) =>
            token.onCancellationRequested(() => {
              settle();
              answer({ approved: true, by: "too late" });
            }),
          ),
      ),
    );
    await replay({ agreed });
    await withdrawn;
    assert.equal(received.length, 1);
    assert.equal(runs().at(-1)!.steps[0]!.outcome, "refused");
  });
});

/** A process that nobody has waited for yet is as dead as one that is gone. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = `/proc/${pid}/stat`;
    return !fs.existsSync(stat) || !/\) Z /.test(fs.readFileSync(stat, "utf8"));
  } catch {
    return false;
  }
}
