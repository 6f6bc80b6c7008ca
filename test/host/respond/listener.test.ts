/** The listener and its queue: a sender is told to come again, and nothing that was answered for is lost. */
import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import type { Start } from "../../../server/engine/respond/start.ts";
import { Events } from "../../../server/host/respond/events.ts";
import { Listener } from "../../../server/host/respond/listener.ts";
import { programOf } from "../../engine/respond/kit.ts";

const program = programOf('action tell() { exec ["./x"]  simulate takes 1s }\nplaybook p { on seen  tell() }');

const post = (url: string, user: string): Promise<Response> =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "event", params: { rule: "seen", fields: { user } } }),
  });

describe("a listener", () => {
  it("answers 503 while the queue is full, keeps nothing then, and takes events again once there is room", async () => {
    const queue: Start[] = [];
    const events = new Events(program, (start) => void queue.push(start));
    const hasRoom = (): boolean => queue.length < 2;
    const listener = new Listener({ host: "127.0.0.1", port: 0, token: null, events, hasRoom });
    const url = await listener.listen();
    try {
      assert.deepEqual([(await post(url, "a")).status, (await post(url, "b")).status], [200, 200]);
      const full = await post(url, "c");
      assert.deepEqual([full.status, full.headers.get("retry-after")], [503, "1"]);
      assert.equal(queue.length, 2);
      queue.shift();
      assert.equal((await post(url, "c")).status, 200);
      assert.equal(queue.length, 2);
    } finally {
      await listener.close();
    }
  });

  it("refuses so that the sender sees it, also one whose event comes long after its head", async () => {
    const options = { host: "127.0.0.1", port: 0, token: null };
    const listener = new Listener({ ...options, events: new Events(program, () => undefined), hasRoom: () => false });
    const { port } = new URL(await listener.listen());
    const sender = net.connect(Number(port), "127.0.0.1");
    try {
      const head = ["POST / HTTP/1.1", "Host: x", "Content-Type: application/json", "Content-Length: 600000", "", ""];
      sender.write(head.join("\r\n"));
      let answer = "";
      sender.on("data", (chunk: Buffer) => (answer += chunk.toString()));
      for (let part = 0; part < 60; part++) {
        await new Promise(setImmediate);
        sender.write("x".repeat(10_000));
      }
      await once(sender, "end");
      assert.match(answer, /^HTTP\/1\.1 503 .*the event queue is full: send it again in a second\n/s);
    } finally {
      sender.destroy();
      await listener.close();
    }
  });

  it("says of an event that is far too long that it is, also to who sends all of it first", async () => {
    const events = new Events(program, () => undefined);
    const listener = new Listener({ host: "127.0.0.1", port: 0, token: null, events, hasRoom: () => true });
    const url = await listener.listen();
    try {
      const long = await post(url, "x".repeat(8 * 1024 * 1024));
      assert.deepEqual([long.status, await long.text()], [413, "an event has 1048576 bytes at most\n"]);
    } finally {
      await listener.close();
    }
  });

  it("answers once the queue has taken all that the event starts, also while it closes", async () => {
    let free = (): void => undefined;
    const room = new Promise<void>((done) => (free = done));
    const offered: Start[] = [];
    const events = new Events(program, (start) => {
      offered.push(start);
      return room;
    });
    const listener = new Listener({ host: "127.0.0.1", port: 0, token: null, events, hasRoom: () => true });
    const url = await listener.listen();
    const answer = post(url, "a");
    while (offered.length === 0) await new Promise(setImmediate);
    const closed = listener.close();
    free();
    assert.equal((await answer).status, 200);
    await closed;
    await assert.rejects(post(url, "b"));
  });

  it("says why it cannot listen", async () => {
    const options = { token: null, events: new Events(program, () => undefined), hasRoom: () => true };
    const first = new Listener({ ...options, host: "127.0.0.1", port: 0 });
    const port = Number(new URL(await first.listen()).port);
    await assert.rejects(new Listener({ ...options, host: "127.0.0.1", port }).listen(), /EADDRINUSE/);
    await first.close();
  });
});
