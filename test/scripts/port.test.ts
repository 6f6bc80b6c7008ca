import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { freePort } from "../../scripts/editor/port.ts";

describe("free ports", () => {
  it("takes the wished port when nobody listens there", async () => {
    const port = await freePort(0);
    assert.equal(await freePort(port), port);
  });

  it("goes on to a later one when the wished port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    try {
      assert.ok((await freePort(port)) > port);
    } finally {
      server.close();
    }
  });
});
