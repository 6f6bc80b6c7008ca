/** The live executor with real processes and a real server on this machine. */
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { PlaybookRun } from "../../server/engine/respond/trace.ts";
import { plannedCalls, type PlannedCall } from "../../server/host/respond/planned.ts";
import { LiveResponder, type LiveOptions } from "../../server/host/respond/pool.ts";
import type { Program } from "../../server/model/program.ts";
import { programOf, startOf, type Given } from "../engine/respond/kit.ts";
import { folderOf } from "../kit/folder.ts";

interface Received {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** Executable files in a workspace folder. */
function scripts(files: Readonly<Record<string, string>>): string {
  const root = folderOf(files);
  for (const name of Object.keys(files)) fs.chmodSync(path.join(root, name), 0o755);
  return root;
}

const ECHO = '#!/bin/sh\nprintf \'{"text":"%s","deep":{"count":%s}}\' "$1" "$#"\n';

async function live(
  root: string,
  program: Program,
  given: readonly Given[],
  options: Partial<Pick<LiveOptions, "ask" | "limits" | "agreed">> = {},
): Promise<readonly PlaybookRun[]> {
  const runs: PlaybookRun[] = [];
  const responder = new LiveResponder({
    root,
    program,
    agreed: plannedCalls(program),
    run: (run) => runs.push(run),
    ask: () => Promise.resolve({ approved: false, by: null }),
    ...options,
  });
  try {
    for (const each of given) await responder.offer(startOf(program, each));
    await responder.settled();
  } finally {
    responder.close();
  }
  return runs;
}

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

const stepsOf = ({ steps }: PlaybookRun): readonly string[] =>
  steps.map(({ label, action, outcome, attempts }) =>
    [label ?? action, outcome, ...attempts.map(({ status }) => status)].join(": "),
  );

describe("programs that playbooks run", () => {
  it("get their arguments as they are, without a shell, and answer with fields", async () => {
    const root = scripts({ "echo.sh": ECHO });
    const program = programOf(`action echo(text: string, other: string) { exec ["./echo.sh", text, other] }
      playbook p { on seen
        one: echo(user, "$(touch pwned); x")
        two: echo(one.text + "!", one.text) }`);
    const [run] = await live(root, program, [{ fields: { user: "a b; exit 1" } }]);
    assert.deepEqual(stepsOf(run!), ["one: done: exit code 0", "two: done: exit code 0"]);
    assert.deepEqual(run!.steps[0]!.result, [
      ["text", "a b; exit 1"],
      ["deep.count", 2],
    ]);
    assert.deepEqual(run!.steps[1]!.result[0], ["text", "a b; exit 1!"]);
    assert.equal(fs.existsSync(path.join(root, "pwned")), false);
    assert.equal(run!.mode, "live");
  });

  it("see nothing of the environment but where programs are found", async () => {
    const root = scripts({ "env.sh": "#!/bin/sh\nenv | cut -d= -f1 | sort | tr '\\n' ' '\n" });
    const program = programOf('action show() { exec ["./env.sh"] }\nplaybook p { on seen  show() }');
    const [run] = await live(root, program, [{}]);
    const names = String(run!.steps[0]!.result[0]![1]).split(" ");
    // Those that a shell sets by itself aside.
    assert.deepEqual(
      names.filter((name) => !["PWD", "OLDPWD", "SHLVL", "_"].includes(name)),
      ["LANG", "PATH"],
    );
  });

  it("lie in the workspace folder, or were agreed to", async () => {
    const root = scripts({ "in.sh": "#!/bin/sh\n" });
    fs.symlinkSync("/bin/true", path.join(root, "link"));
    const program = programOf(`action inside() { exec ["in.sh"] }
      action linked() { exec ["./link"] }
      action up() { exec ["../true"] }
      action gone() { exec ["true"] }
      action absolute() { exec ["/bin/true"] }
      playbook p { on seen  inside()  linked()  up()  gone()  absolute() }`);
    const [agreed] = await live(root, program, [{}]);
    assert.deepEqual(
      agreed!.steps.map(({ outcome }) => outcome),
      ["done", "failed", "failed", "failed", "done"],
    );
    assert.match(agreed!.steps[1]!.reason!, /leads out of the workspace folder/);
    assert.match(agreed!.steps[3]!.reason!, /there is no program `true` in the workspace folder/);
    const [refused] = await live(root, program, [{}], { agreed: [] });
    assert.match(refused!.steps[4]!.reason!, /`\/bin\/true` was not among the programs that were agreed to/);
  });

  it("end with all that they started when their time is up; what they say is bounded", async () => {
    const root = scripts({
      "slow.sh": "#!/bin/sh\nsleep 60 &\necho $! > child.pid\nwait\n",
      "loud.sh": "#!/bin/sh\nhead -c 1000000 /dev/zero | tr '\\0' x\n",
      "bad.sh": "#!/bin/sh\necho 'no such host' >&2\nexit 3\n",
    });
    const program = programOf(`action slow() { exec ["./slow.sh"]  timeout 400ms }
      action loud() { exec ["./loud.sh"] }
      action bad() { exec ["./bad.sh"]  retry 1 }
      playbook p { on seen  slow()  loud()  bad() }`);
    const [run] = await live(root, program, [{}]);
    const [slow, loud, bad] = run!.steps;
    assert.equal(slow!.reason, "no answer within 400ms");
    const pid = Number(fs.readFileSync(path.join(root, "child.pid"), "utf8"));
    while (isAlive(pid)) await new Promise(setImmediate);
    assert.equal(String(loud!.result[0]![1]).length, 64 * 1024);
    assert.deepEqual(
      bad!.attempts.map(({ status }) => status),
      ["exit code 3: no such host", "exit code 3: no such host"],
    );
    // Half a second lies between two attempts.
    assert.ok(bad!.attempts[1]!.begin - bad!.attempts[0]!.end >= 490_000);
    assert.equal(run!.result, "failed");
  });

  it("have ended when they end, whatever they leave behind: nothing is run a second time", async () => {
    const stay = `#!/bin/sh\necho ran >> calls\nsleep 60 &\necho $! > left\necho '{"ticket":"T-1"}'\n`;
    const root = scripts({ "stay.sh": stay });
    const program = programOf(`action stay() { exec ["./stay.sh"] timeout 20s retry 1 }
      playbook p { on seen  s: stay() }`);
    const [run] = await live(root, program, [{ fields: {} }]);
    assert.deepEqual(stepsOf(run!), ["s: done: exit code 0"]);
    assert.deepEqual(run!.steps[0]!.result, [["ticket", "T-1"]]);
    assert.equal(fs.readFileSync(path.join(root, "calls"), "utf8"), "ran\n");
    assert.equal(isAlive(Number(fs.readFileSync(path.join(root, "left"), "utf8"))), false, "it goes with its group");
  });

  it("may kill their playbook's process: its runs end as stopped, others go on, and later ones find a new process", async () => {
    const root = scripts({ "kill.sh": "#!/bin/sh\nkill -9 $PPID\n", "echo.sh": ECHO });
    const program = programOf(`action crash() { exec ["./kill.sh"] }
      action echo(text: string) { exec ["./echo.sh", text] }
      playbook bad { on seen  crash() }
      playbook good { on seen  echo("x")  echo("y") }`);
    const given = ["1", "2", "3"].flatMap((id) => [
      { id: `bad ${id}`, playbook: "bad" },
      { id: `good ${id}`, playbook: "good" },
    ]);
    const runs = await live(root, program, given, { limits: { waiting: 100, running: 1 } });
    const results = runs.map(({ id, result }) => `${id} ${result}`).sort();
    const expected = ["1", "2", "3"].flatMap((id) => [`bad ${id} stopped`, `good ${id} done`]).sort();
    assert.deepEqual(results, expected);
    assert.match(runs.find(({ playbook }) => playbook === "bad")!.error!, /its process ended \(SIGKILL\)/);
  });

  it("run once per value across runs and playbooks", async () => {
    const root = scripts({ "count.sh": '#!/bin/sh\necho "$1" >> calls\n' });
    const program = programOf(`action count(x: string) { exec ["./count.sh", x]  once per x }
      playbook a { on seen  count(user) }
      playbook b { on seen  count(user)  count(user) }`);
    const given = ["1", "2"].flatMap((id) =>
      ["a", "b"].map((playbook) => ({ id: playbook + id, playbook, fields: { user: id } })),
    );
    const runs = await live(root, program, given);
    assert.deepEqual(
      runs.map(({ result }) => result),
      ["done", "done", "done", "done"],
    );
    assert.deepEqual(fs.readFileSync(path.join(root, "calls"), "utf8").trim().split("\n").sort(), ["1", "2"]);
  });
});

describe("servers that playbooks call", () => {
  const received: Received[] = [];
  let server: http.Server;
  let origin = "";

  before((done) => {
    server = http.createServer((incoming, answer) => {
      let body = "";
      incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
      incoming.on("end", () => {
        const { method = "", url = "" } = incoming;
        received.push({ method, url, body });
        const times = received.filter((each) => each.url === url).length;
        if (url === "/busy" && times < 3) answer.writeHead(503).end("later");
        else if (url === "/moved") answer.writeHead(302, { location: "/elsewhere" }).end();
        else if (url === "/gone") answer.writeHead(404).end("no");
        else if (url === "/silent") return;
        else if (url === "/huge") answer.writeHead(200).end("x".repeat(3_000_000));
        else answer.writeHead(200, { "content-type": "application/json" }).end('{"ticket":"T-7","__proto__":{"x":1}}');
      });
    });
    server.listen(0, "127.0.0.1", () => {
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });

  beforeEach(() => void received.splice(0));
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const post = (path: string, more = ""): string => `http POST "${origin}${path}" ${more}`;

  it("get the address, the body and the headers; their answer is the result", async () => {
    const program =
      programOf(`action block(address: ip, why: string) { ${post("/block/", "+ why json { address, note.why = why }")} }
      playbook p { on seen  a: block(ip, "x/../y?z")  b: block(ip, a.ticket) }`);
    const [run] = await live(folderOf({}), program, [{ fields: { ip: "10.0.0.1" } }]);
    assert.deepEqual(stepsOf(run!), ["a: done: 200 OK", "b: done: 200 OK"]);
    assert.deepEqual(received, [
      { method: "POST", url: "/block/x%2F..%2Fy%3Fz", body: '{"address":"10.0.0.1","note":{"why":"x/../y?z"}}' },
      { method: "POST", url: "/block/T-7", body: '{"address":"10.0.0.1","note":{"why":"T-7"}}' },
    ]);
    assert.deepEqual(run!.steps[0]!.request, {
      line: `POST ${origin}/block/x%2F..%2Fy%3Fz`,
      body: '{"address":"10.0.0.1","note":{"why":"x/../y?z"}}',
    });
  });

  it("are tried again where that may help, and not where it cannot", async () => {
    const program = programOf(`action busy() { ${post("/busy")}  retry 5 }
      action gone() { ${post("/gone")}  retry 5 }
      action moved() { ${post("/moved")}  retry 5 }
      action silent() { ${post("/silent")}  timeout 300ms }
      action huge() { ${post("/huge")} }
      playbook p { on seen  busy()  gone()  moved()  silent()  huge() }`);
    const [run] = await live(folderOf({}), program, [{}]);
    assert.deepEqual(stepsOf(run!).slice(0, 4), [
      "busy: done: 503 Service Unavailable: 503 Service Unavailable: 200 OK",
      "gone: failed: 404 Not Found",
      "moved: failed: 302 Found: redirects are not followed",
      "silent: failed: no answer within 300ms",
    ]);
    assert.equal(String(run!.steps[4]!.result[0]![1]).length, 1024 * 1024);
    assert.equal(received.filter(({ url }) => url === "/elsewhere").length, 0);
  });

  it("are those that were agreed to", async () => {
    const program = programOf(`action call() { ${post("/x")} }\nplaybook p { on seen  call() }`);
    const [run] = await live(folderOf({}), program, [{}], { agreed: [] });
    assert.match(run!.error!, /was not among the servers that were agreed to/);
    assert.deepEqual(received, []);
  });

  it("are called at once: steps that name nothing do not wait for each other", async () => {
    const answers: http.ServerResponse[] = [];
    // Answers when three calls are there: one after the other there would never be.
    const meeting = http.createServer((_, answer) => {
      if (answers.push(answer) === 3) answers.forEach((each) => each.end("{}"));
    });
    await new Promise<void>((ready) => meeting.listen(0, "127.0.0.1", ready));
    try {
      const { port } = meeting.address() as AddressInfo;
      const program = programOf(`action call() { http GET "http://127.0.0.1:${port}/"  timeout 8s }
        playbook p { on seen  call()  call()  call() }`);
      const [run] = await live(folderOf({}), program, [{}]);
      assert.equal(run!.result, "done");
      assert.ok(run!.ended - run!.started <= run!.serial);
    } finally {
      meeting.close();
    }
  });
});

describe("a person who is asked", () => {
  const program = (): Program =>
    programOf(`action echo(text: string) { exec ["./echo.sh", text] }
      playbook p { on seen  sure: approve "Block " + user + "?" by "soc" { echo("yes " + user) } else { echo("no") } }`);

  it("decides which way is taken", async () => {
    const root = scripts({ "echo.sh": ECHO });
    const asked: string[] = [];
    const runs = await live(root, program(), [{ fields: { user: "ann" } }], {
      ask: ({ text, by }) => {
        asked.push(`${text} ${by.join()}`);
        return Promise.resolve({ approved: true, by: "bob" });
      },
    });
    assert.deepEqual(asked, ["Block ann? soc"]);
    assert.deepEqual(stepsOf(runs[0]!), ["sure: done", "echo: done: exit code 0", "echo: untaken"]);
    const [refused] = await live(root, program(), [{ fields: { user: "ann" } }]);
    assert.deepEqual(stepsOf(refused!), ["sure: refused", "echo: untaken", "echo: done: exit code 0"]);
  });
});

describe("what playbooks may call", () => {
  it("is listed once for each playbook, with what is computed left open", () => {
    const program =
      programOf(`action block(address: ip, user: string) { http POST "https://fw.example:8443/api/" + user + "/x" json { address } }
      action run(x: string) { exec ["/usr/bin/logger", "-t", x] }
      playbook p { on seen  block(ip, user)  if true { run("x") }  on failure { run("y") } }
      playbook q { on seen  run("x") }`);
    const expected: readonly PlannedCall[] = [
      {
        playbook: "p",
        action: "block",
        kind: "http",
        line: "POST https://fw.example:8443/api/…/x",
        target: "https://fw.example:8443",
      },
      { playbook: "p", action: "run", kind: "exec", line: "/usr/bin/logger -t …", target: "/usr/bin/logger" },
      { playbook: "q", action: "run", kind: "exec", line: "/usr/bin/logger -t …", target: "/usr/bin/logger" },
    ];
    assert.deepEqual(plannedCalls(program), expected);
  });
});
