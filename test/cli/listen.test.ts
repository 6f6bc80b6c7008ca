/** `grove respond`: events over the network, by any HTTP client; simulated by default, for real with --live --yes. */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { folderOf, GUESSED, SSHD } from "../kit/folder.ts";
import { grove } from "../kit/grove.ts";

const RESPONSE = `
action block(address: ip) {
  exec     ["./block.sh", address]
  once per address
  simulate takes 1ms
}
playbook contain { on guessed where severity >= high  block(ip) }
`;

function workspace(script = 'echo "$1" >> called'): string {
  const root = folderOf({ "rules.grove": SSHD + GUESSED + RESPONSE, "block.sh": `#!/bin/sh\n${script}\n` });
  fs.chmodSync(path.join(root, "block.sh"), 0o755);
  return root;
}

const called = (root: string): string => {
  const file = path.join(root, "called");
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
};

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

class Responder {
  readonly child: ChildProcess;
  readonly output: string[] = [];
  readonly said: string[] = [];
  private address = "";

  constructor(root: string, options: readonly string[] = [], environment: NodeJS.ProcessEnv = {}) {
    const program = path.join(import.meta.dirname, "../../dist/grove.mjs");
    const args = [program, "respond", root, "--listen", "127.0.0.1:0", "--json", ...options];
    this.child = spawn(process.execPath, args, { env: { ...process.env, ...environment } });
    createInterface({ input: this.child.stdout! }).on("line", (line) => this.output.push(line));
  }

  async listening(): Promise<this> {
    for await (const line of createInterface({ input: this.child.stderr! })) {
      this.said.push(line);
      this.address = /^listening on (http:\S+):/.exec(line)?.[1] ?? "";
      if (this.address !== "") return this;
    }
    throw new Error(this.said.join("\n"));
  }

  async post(body: string, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await fetch(this.address, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }

  async event(params: object): Promise<Record<string, unknown>> {
    const { text } = await this.post(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "event", params }));
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** Its exit code. */
  async stop(): Promise<number | null> {
    this.child.kill("SIGTERM");
    return (await once(this.child, "exit"))[0] as number | null;
  }

  get objects(): readonly Record<string, unknown>[] {
    return this.output.map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}

describe("grove respond", function () {
  this.timeout(60_000);
  let responder: Responder | null = null;
  afterEach(() => {
    responder?.child.kill("SIGKILL");
    responder = null;
  });
  const start = async (...given: ConstructorParameters<typeof Responder>): Promise<Responder> =>
    (responder = await new Responder(...given).listening());

  it("takes events and simulates the playbooks that they start", async () => {
    const root = workspace();
    const server = await start(root);
    const first = await server.event({ rule: "guessed", fields: { ip: "192.0.2.7", user: "root" }, id: "a" });
    const { event, runs } = first["result"] as { event: string; runs: { playbook: string; run: string }[] };
    assert.deepEqual(
      runs.map(({ playbook }) => playbook),
      ["contain"],
    );
    assert.deepEqual(await server.event({ rule: "guessed", fields: {}, id: "a" }), first, "it has come before");
    const low = await server.event({ rule: "guessed", fields: { ip: "192.0.2.8", severity: "low" } });
    assert.deepEqual((low["result"] as { runs: unknown[] }).runs, []);

    assert.equal(await server.stop(), 0);
    const [run, summary, ...others] = server.objects;
    assert.deepEqual(others, []);
    assert.deepEqual([run!["id"], run!["mode"], run!["result"]], [runs[0]!.run, "simulated", "done"]);
    assert.deepEqual((run!["on"] as Record<string, unknown>)["id"], event);
    assert.equal((summary!["playbooks"] as Record<string, { runs: number }>)["contain"]!.runs, 1);
    assert.equal(called(root), "");
  });

  it("calls with --live --yes, and stops when what has begun has ended", async () => {
    const root = workspace('sleep 0.3; echo "$1" >> called');
    const server = await start(root, ["--live", "--yes"]);
    assert.ok(server.said.some((line) => line.includes("./block.sh …")));
    const batch = ["192.0.2.7", "192.0.2.8", "192.0.2.7"].map((ip, id) => ({
      ...{ jsonrpc: "2.0", id, method: "event" },
      params: { rule: "guessed", fields: { ip } },
    }));
    assert.equal((JSON.parse((await server.post(JSON.stringify(batch))).text) as unknown[]).length, 3);
    assert.equal(await server.stop(), 0);
    assert.deepEqual(called(root).trim().split("\n").sort(), ["192.0.2.7", "192.0.2.8"]);
    const results = server.objects.filter(({ kind }) => kind === "run").map(({ mode, result }) => `${mode} ${result}`);
    assert.deepEqual(results, ["live done", "live done", "live done"]);
  });

  it("says what is wrong with an event, by the codes of JSON-RPC, and goes on", async () => {
    const server = await start(workspace());
    const code = async (body: string): Promise<unknown> => {
      const { status, text } = await server.post(body);
      return [status, (JSON.parse(text) as { error: { code: number } }).error.code];
    };
    assert.deepEqual(await code("{"), [200, -32700]);
    assert.deepEqual(await code("[]"), [200, -32600]);
    assert.deepEqual(await code('{"jsonrpc":"2.0","id":1,"method":"evnt"}'), [200, -32601]);
    const wrong = await server.event({ rule: "guest", fields: {} });
    assert.deepEqual(wrong["error"], { code: -32602, message: 'there is no rule "guest"; there are guessed' });
    const told = await server.post('{"jsonrpc":"2.0","method":"event","params":{"rule":"guessed"}}');
    assert.deepEqual([told.status, told.text], [204, ""]);
  });

  it("refuses web pages, other content and what is too long", async () => {
    const server = await start(workspace());
    assert.equal((await server.post("{}", { origin: "https://evil.example" })).status, 403);
    assert.equal((await server.post("{}", { "content-type": "text/plain" })).status, 415);
    assert.equal((await server.post("x".repeat(2_000_000)).catch(() => ({ status: 413 }))).status, 413);
  });

  it("asks for the token of its environment", async () => {
    const token = "a-token-of-20-letters";
    const server = await start(workspace(), [], { GROVE_TOKEN: token });
    const request = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "event", params: { rule: "guessed" } });
    assert.equal((await server.post(request)).status, 401);
    assert.equal((await server.post(request, { authorization: "Bearer a-token-of-20-lettero" })).status, 401);
    assert.equal((await server.post(request, { authorization: `Bearer ${token}` })).status, 200);
  });

  it("needs a place, a playbook, and where others can reach it a token", () => {
    const said = (...args: readonly string[]): string => {
      const { code, stderr } = grove("respond", ...args);
      assert.equal(code, 2);
      return stderr;
    };
    const root = workspace();
    assert.match(said(root), /respond needs --listen/);
    assert.match(said(root, "--listen", "here"), /--listen takes \[HOST:\]PORT/);
    assert.match(said(root, "--listen", "0.0.0.0:0"), /other machines can reach 0\.0\.0\.0: .*GROVE_TOKEN/);
    assert.match(said(folderOf({ "a.grove": SSHD + GUESSED }), "--listen", "0"), /there is no playbook/);
    fs.writeFileSync(path.join(root, "broken.grove"), "rule half {");
    assert.match(said(root, "--listen", "0", "--live", "--yes"), /nothing was called: while an error stands/);
  });
});
