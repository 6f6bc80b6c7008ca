/** What a session sends to its page, and when. */
import assert from "node:assert/strict";
import type { ToPanel } from "../../../client/panel/messages.ts";
import type { PanelActions } from "../../../client/panel/session.ts";
import { PanelSession } from "../../../client/panel/session.ts";
import { ReplayStore } from "../../../client/store.ts";
import { detection } from "./detection.ts";

const actions = { recall: () => undefined } as Partial<PanelActions> as PanelActions;

function replayed(detections: number): ReplayStore {
  const store = new ReplayStore();
  store.begin("1", "file:///work", null);
  receive(store, 0, detections);
  return store;
}

function receive(store: ReplayStore, from: number, to: number): void {
  const detections = Array.from({ length: to - from }, (_, i) => detection(`${from + i}`));
  const nothing = { rejected: [], runs: [], rankings: [], progress: null };
  store.receive({ replay: "1", detections, ...nothing, unlisted: { detections: {}, rejected: {} } });
}

/** A page that takes one message after the other, when it is told to. */
class SlowPage {
  readonly messages: ToPanel[] = [];
  private readonly waiting: (() => void)[] = [];

  readonly post = (message: ToPanel): Promise<void> => {
    this.messages.push(message);
    return new Promise((taken) => this.waiting.push(taken));
  };

  async take(): Promise<void> {
    for (const taken of this.waiting.splice(0)) taken();
    await new Promise(setImmediate);
  }

  /** Of the rows that came: where each part begins, and how many it has. */
  get parts(): [start: number, rows: number][] {
    return this.messages.flatMap((message) =>
      message.type === "detections" ? [[message.start, message.rows.length]] : [],
    );
  }
}

describe("a session of the panel", () => {
  it("sends many rows in parts, each when the one before was taken; the state says how many there will be", async () => {
    const page = new SlowPage();
    const session = new PanelSession(replayed(6_000), () => null, actions, page.post);
    session.receive({ type: "ready" });
    assert.deepEqual(page.parts, [[0, 250]]);
    const state = page.messages.findLast(({ type }) => type === "state");
    assert.ok(state?.type === "state" && state.state.listed === 6_000);
    await page.take();
    assert.deepEqual(page.parts.slice(1), [[250, 2_500]]);
    for (let turn = 0; turn < 3; turn++) await page.take();
    assert.deepEqual(page.parts.slice(2), [
      [2_750, 2_500],
      [5_250, 750],
    ]);
  });

  it("goes on with what came meanwhile, and sends no row twice", async () => {
    const page = new SlowPage();
    const store = replayed(3_000);
    const session = new PanelSession(store, () => null, actions, page.post);
    session.receive({ type: "ready" });
    receive(store, 3_000, 3_400);
    session.update();
    for (let turn = 0; turn < 3; turn++) await page.take();
    receive(store, 3_400, 3_401);
    session.update();
    assert.deepEqual(page.parts, [
      [0, 250],
      [250, 2_500],
      [2_750, 650],
      [3_400, 1],
    ]);
  });

  it("stops where its page is gone before it says so", async () => {
    const parts: ToPanel[] = [];
    const session = new PanelSession(
      replayed(6_000),
      () => null,
      actions,
      (message) => {
        if (message.type !== "detections") return undefined;
        parts.push(message);
        return Promise.reject(new Error("Webview is disposed"));
      },
    );
    session.receive({ type: "ready" });
    await new Promise(setImmediate);
    assert.equal(parts.length, 1);
  });

  it("begins anew for a new page and for a new replay, and ends with its page", async () => {
    const page = new SlowPage();
    const store = replayed(3_000);
    const session = new PanelSession(store, () => null, actions, page.post);
    session.receive({ type: "ready" });
    session.receive({ type: "ready" });
    store.begin("1", "file:///another", null);
    receive(store, 0, 2);
    session.update();
    await page.take();
    assert.deepEqual(page.parts, [
      [0, 250],
      [0, 250],
      [0, 2],
    ]);
    receive(store, 2, 3_000);
    session.update();
    session.close();
    await page.take();
    assert.deepEqual(page.parts.slice(3), [[2, 2_500]]);
  });
});
