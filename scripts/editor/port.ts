/** Ports of the loopback interface. */
import { createServer } from "node:net";
import { once } from "node:events";

/** `first` if nobody listens there, else the next port that is free; 0 lets the system choose. */
export async function freePort(first: number): Promise<number> {
  for (let port = first; port <= 65_535; port++) {
    const free = await tryPort(port);
    if (free !== undefined) return free;
  }
  throw new Error(`No port from ${first} upwards is free.`);
}

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch {
    return undefined;
  }
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : undefined;
}
