/** The query box and the menus of the bar over a real replay: completion, saved filters, groups, export, comparison. */
import assert from "node:assert/strict";
import { pack, unpack } from "../../client/panel/kept.ts";
import { ReplayStore } from "../../client/store.ts";
import { useBrowser } from "../kit/browser.ts";
import { PanelPage } from "./kit.ts";
import type { Replayed } from "./replayed.ts";
import { replay, SAMPLE } from "./replayed.ts";

describe("the query of the panel", () => {
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

  const box = () => panel.page.getByRole("combobox", { name: "Filter detections" });
  const offers = () => panel.page.getByRole("listbox", { name: "Completions" }).getByRole("option");
  const rows = () => panel.page.locator("#detections").getByRole("option");
  const write = async (text: string): Promise<void> => {
    await box().focus();
    await panel.page.keyboard.type(text);
    await panel.settled();
  };
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await panel.page.keyboard.press(key);
    await panel.settled();
  };
  const choose = async (menu: string, item: string): Promise<void> => {
    await panel.page.getByRole("button", { name: menu }).click();
    await panel.page.getByRole(/Group/.test(menu) ? "menuitemradio" : "menuitem", { name: item }).click();
    await panel.settled();
  };
  const words = (texts: readonly string[]): string[] => texts.map((text) => text.replace(/\s+/g, " ").trim());

  it("completes a field, then its values, each with what it would leave", async () => {
    await write("ru");
    assert.deepEqual(words(await offers().allTextContents()).slice(0, 1), ["rule: field 3"]);
    await press("ArrowDown", "Enter");
    assert.equal(await box().inputValue(), "rule:");
    assert.deepEqual(words(await offers().allTextContents()).toSorted(), [
      "brute_force rule 1",
      "guessed_password rule 1",
      "knock_then_login rule 1",
    ]);
    await write("gu");
    await press("Enter");
    assert.equal(await box().inputValue(), "rule:guessed_password ");
    assert.equal(await rows().count(), 1);
    assert.match((await panel.page.locator(".query .found").textContent())!, /^1 of 3$/);
  });

  it("closes what it offers with Escape before the filter goes, and leads into the list", async () => {
    await write("rule:k");
    assert.equal(await box().getAttribute("aria-expanded"), "true");
    await press("Escape");
    assert.equal(await box().getAttribute("aria-expanded"), "false");
    assert.equal(await box().inputValue(), "rule:k");
    await press("Escape");
    assert.equal(await box().inputValue(), "");
    await press("ArrowDown");
    assert.equal(await panel.page.evaluate(() => document.activeElement?.getAttribute("role")), "listbox");
  });

  it("keeps a filter beyond the page, gives it back, and forgets it", async () => {
    await write("severity>=high ");
    await choose("Saved filters", "Save this filter");
    assert.deepEqual(panel.remembered?.saved, ["severity>=high"]);
    await panel.page.getByRole("button", { name: "Clear filter" }).click();
    await panel.settled();
    assert.equal(await rows().count(), 3);
    await choose("Saved filters", "severity>=high");
    assert.equal(await box().inputValue(), "severity>=high");
    await panel.page.getByRole("button", { name: "Saved filters" }).click();
    await panel.settled();
    await press("ArrowDown", "Delete");
    assert.deepEqual(panel.remembered?.saved, []);
  });

  it("groups the list, folds a group with keys, and filters by it with Alt", async () => {
    await choose("Group: None", "Severity");
    const items = () => panel.page.locator("#detections").getByRole("treeitem");
    const heads = panel.page.locator("#detections .group");
    assert.deepEqual(words(await heads.allTextContents()), [
      ...["high 1 guessed_password high", "medium 2 brute_force, knock_then_login medium"],
    ]);
    assert.equal(await items().count(), 5);
    await panel.page.locator("#detections .scroll").focus();
    await press("Home", "ArrowLeft");
    assert.equal(await items().count(), 4);
    assert.equal(await heads.first().getAttribute("aria-expanded"), "false");
    await heads.last().click({ modifiers: ["Alt"] });
    await panel.settled();
    assert.equal(await box().inputValue(), "severity:medium");
    await press("g");
    assert.equal(await panel.page.getByRole("menuitemradio", { checked: true }).innerText(), "Severity");
  });

  it("exports what is listed, and only that", async () => {
    await write("rule:brute_force ");
    await choose("Export", "JSON");
    const [file] = panel.saved;
    assert.equal(file?.name, "detections.json");
    assert.deepEqual(
      (JSON.parse(file.text) as { rule: string }[]).map(({ rule }) => rule),
      ["brute_force"],
    );
    await choose("Export", "ATT&CK Navigator Layer");
    assert.equal(panel.saved.at(-1)?.name, "attack-layer.json");
  });

  it("drafts a test from the selected detection", async () => {
    await rows().first().click();
    await panel.page.getByRole("button", { name: "Create Test" }).click();
    await panel.page.locator("#detections .scroll").focus();
    await press("t");
    const asked = panel.said.filter(({ type }) => type === "createTest");
    assert.equal(asked.length, 2);
    assert.deepEqual(asked[0], asked[1]);
  });

  it("hides all, says what each term hides, and takes one out", async () => {
    await write("rule:nothing severity>=high");
    await panel.page.getByText("No detection matches the filter.").waitFor();
    assert.deepEqual(words(await panel.page.locator(".terms > *").allTextContents()), [
      ...["without rule:nothing", "1", "without severity>=high", "0"],
    ]);
    await panel.page.getByRole("button", { name: "rule:nothing" }).click();
    await panel.settled();
    assert.equal(await rows().count(), 1);
  });

  it("says of a term that means nothing why it does not", async () => {
    await write("risk>60 rule:*");
    assert.deepEqual(await panel.page.locator(".terms .wrong").allTextContents(), [
      "risk is compared with a number: write risk>=60",
    ]);
  });
});

describe("a replay compared with the one before, in the panel", () => {
  const browser = useBrowser();

  it("marks what is new and what is gone, and finds it", async () => {
    const sample = await replay(SAMPLE);
    const store = sample.store();
    // As if the rule had fired on another address, and never for this one.
    const [first, ...others] = store.detections;
    store.detections = [{ ...first!, id: "before", key: [["ip", "192.0.2.1"]], time: first!.time + 1 }, ...others];
    sample.begin(store);
    sample.stream(store);
    sample.finish(store);
    const panel = await PanelPage.open(browser(), { store, folder: sample.folder });
    const rows = panel.page.locator("#detections").getByRole("option");
    assert.equal(await rows.count(), 3);
    store.compare();
    await panel.settled();
    assert.equal(await rows.count(), 4);
    assert.deepEqual(await panel.page.locator(".row [aria-label=new], .row [aria-label=gone]").allTextContents(), [
      "+",
      "-",
    ]);
    assert.match((await panel.page.getByRole("tab", { name: /^Detections/ }).textContent())!, /3\s*\+1/);
    await panel.page.getByLabel("Filter detections").fill("diff:gone");
    await panel.page.reload();
    await panel.settled();
    assert.equal(await rows.count(), 1, "still compared when the page is loaded anew");
    assert.match((await rows.first().textContent())!, /192\.0\.2\.1/);
    await rows.first().click();
    await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
    assert.equal(await panel.page.getByRole("button", { name: "Create Test" }).count(), 0, "it would fail");
    store.compare();
    await panel.settled();
    assert.equal(await rows.count(), 0);
    assert.deepEqual(panel.errors, []);
    await panel.close();
  }).timeout(60_000);

  it("says of what is gone since before the window was loaded anew why it has no records", async () => {
    const sample = await replay(SAMPLE);
    const before = sample.store();
    const [first] = before.detections;
    before.detections = [{ ...first!, id: "before", key: [["ip", "192.0.2.1"]] }];
    const store = new ReplayStore();
    const kept = unpack(pack(before.folder!, before.current)!)!;
    store.recall(kept.folder, kept.previous, true);
    sample.begin(store);
    sample.stream(store);
    sample.finish(store);
    const panel = await PanelPage.open(browser(), { store, folder: sample.folder });
    await panel.page.getByRole("option", { name: "192.0.2.1" }).click();
    await panel.page.getByText("the records are not kept").waitFor();
    await panel.page.locator(".detail .second", { hasText: "records not kept" }).waitFor();
    assert.deepEqual(panel.errors, []);
    await panel.close();
  }).timeout(60_000);
});
