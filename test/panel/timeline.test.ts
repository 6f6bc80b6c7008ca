/** The timeline over a real replay: brush, zoom, marks, keys, and that it writes what it filters into the query. */
import assert from "node:assert/strict";
import { useBrowser } from "../kit/browser.ts";
import { PanelPage } from "./kit.ts";
import type { Replayed } from "./replayed.ts";
import { replay, SAMPLE } from "./replayed.ts";

describe("the timeline", () => {
  const browser = useBrowser();
  let sample: Replayed;
  let panel: PanelPage;

  before(async function () {
    this.timeout(60_000);
    sample = await replay(SAMPLE);
  });
  beforeEach(async () => {
    panel = await PanelPage.open(browser(), { store: sample.store(), folder: sample.folder });
  });
  afterEach(async () => {
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  const plot = () => panel.page.getByRole("img", { name: /^Timeline:/ });
  const query = () => panel.page.getByLabel("Filter detections").inputValue();
  const rows = () => panel.page.getByRole("option");
  /** In shares of the plot's width, on the first lane. */
  const at = async (share: number, y = 22): Promise<[x: number, y: number]> => {
    const box = (await panel.page.locator(".u-over").boundingBox())!;
    return [box.x + share * box.width, box.y - 16 + y];
  };
  const drag = async (from: number, to: number): Promise<void> => {
    await panel.page.mouse.move(...(await at(from)));
    await panel.page.mouse.down();
    await panel.page.mouse.move(...(await at((from + to) / 2)));
    await panel.page.mouse.move(...(await at(to)));
    await panel.page.mouse.up();
    await panel.settled();
  };
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await panel.page.keyboard.press(key);
    await panel.settled();
  };

  it("keeps the marks of the hovered row's key lit, the others faint, and says the same", async () => {
    // How many pixels of the first two lanes are drawn as strongly as marks that match.
    const strong = (): Promise<number> =>
      panel.page.locator("mangrove-timeline canvas").evaluate((of) => {
        const canvas = of as HTMLCanvasElement;
        const { data } = canvas.getContext("2d")!.getImageData(0, 16, canvas.width, 24);
        return data.filter((alpha, i) => i % 4 === 3 && alpha === 255).length;
      });
    await panel.page.mouse.move(0, 0);
    await panel.settled();
    const label = await plot().getAttribute("aria-label");
    const before = await strong();
    await rows().filter({ hasText: "knock" }).hover();
    await panel.settled();
    const during = await strong();
    assert.ok(during > 0 && during < before, `${during} of ${before}`);
    assert.equal(await plot().getAttribute("aria-label"), label);
    await panel.page.mouse.move(0, 0);
    await panel.settled();
    assert.equal(await strong(), before);
  });

  it("says in a sentence what it shows, and has a lane for each tactic", async () => {
    const label = (await plot().getAttribute("aria-label"))!;
    assert.match(label, /^Timeline: 3 detections from [\d: \w]+ to [\d: \w]+; 1 record came too late;/);
    const lanes = await panel.page.locator("mangrove-timeline .lane").allInnerTexts();
    assert.deepEqual(
      lanes.map((lane) =>
        lane
          .replace(/\s+/g, " ")
          .replace(/\d+(ms|s|m)$/, "")
          .trim(),
      ),
      ["Credential access 2", "Discovery 1", "Watermark lag", "Late 1"],
    );
  });

  it("writes the brush into the query, and a double click takes it out", async () => {
    await drag(0.02, 0.6);
    assert.match(await query(), /^time:[\d:.T-]+\.\.[\d:.T-]+$/);
    const all = await rows().count();
    assert.ok(all < 3);
    assert.equal(await panel.page.locator("mangrove-timeline .edge").count(), 2);
    await panel.page.mouse.dblclick(...(await at(0.8)));
    await panel.settled();
    assert.equal(await query(), "");
    assert.equal(await panel.page.locator("mangrove-timeline .edge").count(), 0);
  });

  it("moves an edge of the brush and leaves the other terms alone", async () => {
    await panel.page.getByLabel("Filter detections").fill("ip:*");
    await drag(0.2, 0.6);
    const [before] = (await query()).match(/time:\S+/)!;
    const edge = (await panel.page.locator("mangrove-timeline .edge").last().boundingBox())!;
    await panel.page.mouse.move(edge.x + edge.width / 2, edge.y + 30);
    await panel.page.mouse.down();
    await panel.page.mouse.move(edge.x + 200, edge.y + 30);
    await panel.page.mouse.up();
    await panel.settled();
    const [after] = (await query()).match(/time:\S+/)!;
    assert.match(await query(), /^ip:\* time:/);
    assert.equal(after.split("..")[0], before.split("..")[0]);
    assert.notEqual(after, before);
  });

  it("zooms with the wheel and with keys, and fits again", async () => {
    const shown = () => plot().getAttribute("aria-label");
    const whole = await shown();
    await panel.page.mouse.move(...(await at(0.5)));
    await panel.page.mouse.wheel(0, -100);
    await panel.settled();
    const closer = await shown();
    assert.notEqual(closer, whole);
    await panel.page.keyboard.down("Shift");
    await panel.page.mouse.wheel(0, 80);
    await panel.page.keyboard.up("Shift");
    await panel.settled();
    assert.notEqual(await shown(), closer);
    await plot().focus();
    await press("0");
    assert.equal(await shown(), whole);
    await press("+");
    assert.notEqual(await shown(), whole);
    await press("-");
    assert.equal(await shown(), whole);
  });

  it("moves and draws the brush with keys, and says where it is", async () => {
    await plot().focus();
    await press("ArrowRight", "ArrowRight");
    assert.match(
      (await panel.page.locator("mangrove-timeline [role=status]").textContent())!,
      /^[\d: \w]+, no detection/,
    );
    await press(...Array.from({ length: 5 }, () => "Shift+ArrowRight"));
    assert.match(await query(), /^time:/);
  });

  it("selects the worst of a mark that is clicked, and shows what there is under the pointer", async () => {
    await panel.page.getByRole("option").first().waitFor();
    const found = await clickMark();
    assert.ok(found, "no mark was hit");
    assert.equal(await panel.page.locator("[role=option][aria-selected=true]").count(), 1);
    await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
  });

  it("filters by the lane whose name is clicked, and opens what was late", async () => {
    await panel.page.getByRole("button", { name: /^Credential access/ }).click();
    await panel.settled();
    assert.equal(await query(), 'tactic:"Credential Access"');
    assert.equal(await rows().count(), 2);
    await panel.page.getByRole("button", { name: /^Late 1/ }).click();
    await panel.settled();
    assert.match((await panel.page.locator("[role=tab][aria-selected=true]").textContent())!, /Late and unparsed/);
  });

  it("has one lane where the panel is low, and measures of 108 with five lanes, less with fewer", async () => {
    const height = async (): Promise<number> => (await panel.page.locator("mangrove-timeline").boundingBox())!.height;
    // Axis 16, two lanes of 12, gap 4, watermark 24, 4 below, and the line under it.
    assert.equal(await height(), 73);
    await panel.page.setViewportSize({ width: 1440, height: 280 });
    await panel.page.getByLabel("Filter detections").fill("i");
    await panel.settled();
    assert.equal(await height(), 65);
  });

  it("keeps the brush and the zoom when the page is loaded anew", async () => {
    await drag(0.2, 0.6);
    await plot().focus();
    await press("+");
    const [before, label] = [await query(), await plot().getAttribute("aria-label")];
    await panel.page.reload();
    await plot().waitFor();
    await panel.settled();
    assert.deepEqual([await query(), await plot().getAttribute("aria-label")], [before, label]);
  });

  /** Goes along both lanes until the pointer's words tell of a mark. */
  async function clickMark(): Promise<boolean> {
    const tip = panel.page.locator("mangrove-timeline .tip");
    const width = (await panel.page.locator(".u-over").boundingBox())!.width;
    for (const y of [22, 34]) {
      for (let x = 2; x < width; x += 4) {
        await panel.page.mouse.move(...(await at(x / width, y)));
        if ((await tip.count()) === 0 || !/critical|high|medium|low/.test((await tip.textContent()) ?? "")) continue;
        await panel.page.mouse.click(...(await at(x / width, y)));
        await panel.settled();
        return true;
      }
    }
    return false;
  }
});
