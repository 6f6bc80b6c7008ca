/** Servers that playbooks call: a real one on this machine. */
import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { programOf } from "../../engine/respond/kit.ts";
import { folderOf } from "../../kit/folder.ts";
import { live, stepsOf } from "./kit.ts";

interface Received {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

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

  it("are not tried again where what is to be sent never leaves this machine", async () => {
    const program = programOf(`action call(value: string) { ${post("/x")} headers { \`X-User\` = value }  retry 3 }
      action odd() { ${post("/x")} headers { \`no name\` = "x" }  retry 3 }
      action blocked() { http POST "http://127.0.0.1:9/x"  retry 3 }
      playbook p { on seen  cut: call("a" + user)  other: odd()  port: blocked() }`);
    const [run] = await live(folderOf({}), program, [{ fields: { user: "\r\nX-Admin: 1" } }]);
    assert.deepEqual(
      run!.steps.map(({ label, outcome, attempts }) => [label, outcome, attempts.length]),
      [
        ["cut", "failed", 0],
        ["other", "failed", 0],
        ["port", "failed", 1],
      ],
    );
    assert.match(
      run!.steps[0]!.reason!,
      /its header `X-User` cannot be sent: no header can hold "\\r"\. Send it in the body/,
    );
    assert.match(run!.steps[1]!.reason!, /`no name` is no name of a header/);
    assert.deepEqual(received, []);
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
    } finally {
      meeting.close();
    }
  });
});
