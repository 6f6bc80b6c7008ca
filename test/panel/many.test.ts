/** The panel with more detections than anybody reads: they arrive in parts, and who types sees the list first. */
import assert from "node:assert/strict";
import { ReplayStore } from "../../client/store.ts";
import type { Detection } from "../../server/protocol.ts";
import { useBrowser } from "../kit/browser.ts";
import { PanelPage } from "./kit.ts";

const MANY = 12_000;
const SECOND = 1_000_000;

function store(): ReplayStore {
  const detections = Array.from({ length: MANY }, (_, i): Detection => {
    const time = 1_781_000_000 * SECOND + i * SECOND;
    return {
      ...{ id: `d${i}`, rule: i % 2 === 0 ? "even" : "odd", severity: "medium", risk: null, riskParts: [] },
      ...{ attack: [], types: [], key: [["ip", `10.0.${i >> 8}.${i & 255}`]], emit: [["number", i]] },
      ...{ time, first: time, last: time, evidence: [], records: [] },
    };
  });
  const of = new ReplayStore();
  of.begin("1", "file:///many", null);
  const nothing = { rejected: [], runs: [], rankings: [], progress: null };
  of.receive({ replay: "1", detections, ...nothing, unlisted: { detections: { even: 500 }, rejected: {} } });
  return of;
}

describe("the panel with very many detections", function () {
  this.timeout(60_000);
  const browser = useBrowser();
  let panel: PanelPage;

  const all = (): Promise<unknown> => panel.page.locator(`[role=option][aria-setsize="${MANY}"]`).first().waitFor();

  beforeEach(async () => {
    panel = await PanelPage.open(browser(), { store: store(), folder: { name: "many", rules: [] } });
    await all();
  });
  afterEach(async () => {
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  it("has all of them, says how many more there were, and counts them in the filter", async () => {
    assert.match(
      (await panel.page.locator(".notice").textContent())!,
      /The panel lists the first 12,000 of 12,500 detections\./,
    );
    await panel.page.getByLabel("Filter detections").fill("rule:odd");
    assert.match((await panel.page.locator(".found").textContent())!, /6,000 of first 12,000/);
    await panel.page.getByRole("listbox", { name: "Detections" }).focus();
    await panel.page.keyboard.press("End");
    await panel.settled();
    assert.match((await panel.page.locator("[role=option][aria-selected=true]").textContent())!, /10\.0\.46\.223/);
  });

  it("draws the list that a letter leaves before the timeline and the completions", async () => {
    const order = await panel.page.evaluate(async () => {
      const input = document.querySelector<HTMLInputElement>(".query input")!;
      const drawn = (): string[] => [
        document.querySelector("#detections [role=option]")?.getAttribute("aria-setsize") ?? "",
        document.querySelector("mangrove-timeline .plot")!.getAttribute("aria-label")!.includes("6,000 of them match")
          ? "timeline"
          : "",
        document.querySelector("#offers .option") ? "offers" : "",
      ];
      input.focus();
      input.value = "ev";
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      // Everything that one task leads to before the page is painted.
      await new Promise((done) => queueMicrotask(() => queueMicrotask(() => queueMicrotask(() => done(null)))));
      const first = drawn();
      // Four frames, each until it is painted: a task behind a frame's callbacks; no length of time is waited for.
      for (let frame = 0; frame < 4; frame++)
        await new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(null))));
      return [first, drawn()];
    });
    assert.deepEqual(order, [
      ["6000", "", ""],
      ["6000", "timeline", "offers"],
    ]);
  });

  it("scrolls them in the list where the panel is narrow, and only those in sight exist", async () => {
    await panel.page.setViewportSize({ width: 700, height: 700 });
    await panel.page.getByRole("listbox", { name: "Detections" }).focus();
    await panel.page.keyboard.press("ArrowDown");
    await panel.settled();
    assert.equal(await panel.page.evaluate(() => document.documentElement.scrollHeight), 700);
    assert.ok((await panel.page.getByRole("option").count()) < 60);
  });

  it("keeps the selection, the filter and the place in the list when the page is loaded anew", async () => {
    await panel.page.getByRole("listbox", { name: "Detections" }).focus();
    await panel.page.keyboard.press("End");
    await panel.page.getByRole("region", { name: "Detection", exact: true }).waitFor();
    await panel.settled();
    await panel.page.reload();
    await all();
    await panel.settled();
    const selected = panel.page.locator("[role=option][aria-selected=true]");
    await selected.waitFor();
    assert.match((await selected.textContent())!, /10\.0\.46\.223/);
    assert.equal(await panel.page.getByRole("region", { name: "Detection", exact: true }).count(), 1);
  });
});
