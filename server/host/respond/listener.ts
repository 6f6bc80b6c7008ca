/**
 * Takes events over the network: JSON-RPC 2.0 by HTTP POST. Invariant: what cannot be taken is refused with a reason that
 * reaches the sender, and not kept; where the queue is full the sender is told to come again (503), so that memory is
 * bounded and no event is lost on the way; no web page can send anything.
 */
import { timingSafeEqual } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { JSONRPCErrorCode, JSONRPCErrorException, JSONRPCServer } from "json-rpc-2.0";
import { describe } from "../folder.ts";
import type { Events } from "./events.ts";

const MOST_BODY = 1024 * 1024;
const MOST_CONNECTIONS = 100;
/** Milliseconds for a request to come in whole. */
const PATIENCE = 10_000;

export interface ListenerOptions {
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
  /** Who sends must know it; null: whoever reaches the port may send. */
  readonly token: string | null;
  readonly events: Events;
  /** Whether the queue takes another event at once. */
  readonly hasRoom: () => boolean;
}

export class Listener {
  private readonly options: ListenerOptions;
  private readonly rpc: JSONRPCServer;
  private readonly server: http.Server;

  constructor(options: ListenerOptions) {
    this.options = options;
    this.rpc = new JSONRPCServer({ errorListener: () => undefined });
    this.rpc.addMethod("event", (params: unknown) => {
      const taken = options.events.take(params);
      if (typeof taken === "string") throw new JSONRPCErrorException(taken, JSONRPCErrorCode.InvalidParams);
      return taken;
    });
    this.server = http.createServer({ requestTimeout: PATIENCE, headersTimeout: PATIENCE }, (request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
    this.server.maxConnections = MOST_CONNECTIONS;
  }

  /** Where it listens, as a URL; rejects with why it cannot. */
  async listen(): Promise<string> {
    const { host, port } = this.options;
    await new Promise<void>((listening, failed) => {
      this.server.once("error", (error) => failed(new Error(describe(error))));
      this.server.listen(port, host, listening);
    });
    const { address, port: own, family } = this.server.address() as AddressInfo;
    return `http://${family === "IPv6" ? `[${address}]` : address}:${own}/`;
  }

  /** Takes nothing new; resolves when what had come is answered. */
  async close(): Promise<void> {
    const closed = new Promise<void>((done) => this.server.close(() => done()));
    this.server.closeIdleConnections();
    await closed;
  }

  /** Ends it at once, whoever is waiting for an answer. */
  abort(): void {
    this.server.closeAllConnections();
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const refusal = this.refusal(request);
    if (refusal !== null) {
      // Closing on what still comes would reset the line, and the sender would never see why.
      await bodyOf(request, false);
      return refuse(response, ...refusal);
    }
    const text = await bodyOf(request, true);
    if (text === null) return refuse(response, 413, `an event has ${MOST_BODY} bytes at most`);
    const answer = await this.rpc.receiveJSON(text);
    // Who keeps the line open for more must not keep a listener that ends.
    const last = this.server.listening ? {} : { connection: "close" };
    if (answer === null) response.writeHead(204, last).end();
    else response.writeHead(200, { "content-type": "application/json", ...last }).end(JSON.stringify(answer));
  }

  private refusal({ method, headers }: http.IncomingMessage): readonly [status: number, reason: string] | null {
    if (method !== "POST") return [405, "events are sent with POST"];
    // Browsers say where a page comes from that sends something: no page has any business here.
    if (headers.origin !== undefined) return [403, "no web page can send events"];
    if (!this.isKnown(headers.authorization)) return [401, "the token is missing or wrong: Authorization: Bearer ..."];
    if (!/^application\/json\b/i.test(headers["content-type"] ?? ""))
      return [415, "an event is JSON: Content-Type: application/json"];
    return this.options.hasRoom() ? null : [503, "the event queue is full: send it again in a second"];
  }

  private isKnown(authorization: string | undefined): boolean {
    const { token } = this.options;
    if (token === null) return true;
    const [given, wanted] = [Buffer.from(authorization ?? ""), Buffer.from(`Bearer ${token}`)];
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}

function refuse(response: http.ServerResponse, status: number, reason: string): void {
  const again = status === 503 ? { "retry-after": "1" } : {};
  response.writeHead(status, { "content-type": "text/plain", connection: "close", ...again }).end(`${reason}\n`);
}

/** Null: it is too long. It is let in to its end, within the patience of the server, and kept as far as it may be long. */
async function bodyOf(request: http.IncomingMessage, kept: boolean): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (kept && size <= MOST_BODY) chunks.push(chunk);
  }
  if (size > MOST_BODY) return null;
  return Buffer.concat(chunks).toString("utf8");
}
