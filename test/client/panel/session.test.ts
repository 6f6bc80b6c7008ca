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

/** A page that draws when it is told to. */
class SlowPage {
  readonly messages: ToPanel[] = [];
  readonly session: PanelSession;

  constructor(store: ReplayStore) {
    this.session = new PanelSession(
      store,
      () => null,
      actions,
      (message) => void this.messages.push(message),
    );
    this.session.receive({ type: "ready" });
  }

  draw(): void {
    const [start, rows] = this.parts.at(-1)!;
    this.session.receive({ type: "drawn", rows: start + rows });
  }

  /** Of the rows that came: where each part begins, and how many it has. */
  get parts(): [start: number, rows: number][] {
    return this.messages.flatMap((message) =>
      message.type === "detections" ? [[message.start, message.rows.length]] : [],
    );
  }
}

describe("a session of the panel", () => {
  it("sends many rows in parts, each when the one before was drawn; the state says how many there will be", () => {
    const page = new SlowPage(replayed(12_000));
    assert.deepEqual(page.parts, [[0, 250]]);
    const state = page.messages.findLast(({ type }) => type === "state");
    assert.ok(state?.type === "state" && state.state.listed === 12_000);
    page.draw();
    assert.deepEqual(page.parts.slice(1), [[250, 5_000]]);
    for (let turn = 0; turn < 4; turn++) page.draw();
    assert.deepEqual(page.parts.slice(2), [
      [5_250, 5_000],
      [10_250, 1_750],
    ]);
  });

  it("goes on with what came meanwhile, and sends no row twice", () => {
    const store = replayed(6_000);
    const page = new SlowPage(store);
    receive(store, 6_000, 6_400);
    page.session.update();
    for (let turn = 0; turn < 3; turn++) page.draw();
    receive(store, 6_400, 6_401);
    page.session.update();
    assert.deepEqual(page.parts, [
      [0, 250],
      [250, 5_000],
      [5_250, 1_150],
      [6_400, 1],
    ]);
  });

  it("begins anew for a new page and for a new replay, whatever of the old was drawn, and ends with its page", () => {
    const store = replayed(3_000);
    const page = new SlowPage(store);
    page.session.receive({ type: "ready" });
    store.begin("1", "file:///another", null);
    receive(store, 0, 2);
    page.session.update();
    receive(store, 2, 6_000);
    page.session.receive({ type: "drawn", rows: 250 });
    const begun: [number, number][] = [
      [0, 250],
      [0, 250],
      [0, 2],
    ];
    assert.deepEqual(page.parts, begun);
    page.draw();
    assert.deepEqual(page.parts, [...begun, [2, 5_000]]);
    page.session.close();
    page.draw();
    assert.equal(page.parts.length, 4);
  });
});
