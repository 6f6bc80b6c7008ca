/** The panel without a mouse. */
import assert from "node:assert/strict";
import { useBrowser } from "../kit/browser.ts";
import { PanelPage } from "./kit.ts";
import type { Replayed } from "./replayed.ts";
import { manyGuesses, replay, SAMPLE } from "./replayed.ts";

describe("the panel by keyboard", () => {
  const browser = useBrowser();
  let sample: Replayed;
  let many: Replayed;
  let panel: PanelPage;

  before(async function () {
    this.timeout(30_000);
    sample = await replay(SAMPLE);
    many = await replay(manyGuesses(600));
  });
  afterEach(async () => {
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  const open = async (replayed: Replayed): Promise<void> => {
    panel = await PanelPage.open(browser(), { store: replayed.store(), folder: replayed.folder });
  };
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await panel.page.keyboard.press(key);
    await panel.settled();
  };
  const focused = () => panel.page.evaluate(() => document.activeElement?.getAttribute("role"));
  const active = () =>
    panel.page.evaluate(() => {
      const id = document.activeElement?.getAttribute("aria-activedescendant");
      return id ? document.getElementById(id)?.textContent?.replace(/\s+/g, " ").trim() : undefined;
    });

  it("goes from the query into the list, along it, and opens the rule", async () => {
    await open(sample);
    await press("/");
    assert.equal(await panel.page.evaluate(() => document.activeElement?.tagName), "INPUT");
    await press("ArrowDown", "ArrowDown", "ArrowDown");
    assert.match((await active())!, /^medium 11:41:49 brute_force/);
    await press("Enter");
    assert.deepEqual(panel.said.at(-1), { type: "openRule", rule: "brute_force" });
    await press("Home");
    assert.match((await active())!, /guessed_password/);
    await press("Escape");
    assert.equal(await panel.page.getByRole("tree").count(), 0);
  });

  it("folds and unfolds the evidence, and opens a line with Enter", async () => {
    await open(sample);
    await panel.page.getByRole("option").first().click();
    const tree = panel.page.getByRole("tree", { name: "Evidence" });
    await tree.focus();
    await press("Home");
    assert.match((await active())!, /^guesses/);
    const all = await tree.getByRole("treeitem").count();
    await press("ArrowLeft");
    assert.equal(await tree.getByRole("treeitem").first().getAttribute("aria-expanded"), "false");
    assert.equal(await tree.getByRole("treeitem").count(), all - 4);
    await press("ArrowRight", "ArrowRight");
    assert.match((await active())!, /Failed password.*auth\.log:5$/);
    await press("Enter");
    assert.deepEqual(panel.said.at(-1), { type: "openEvidence", file: "logs/bastion/auth.log", line: 5 });
    await press("ArrowLeft");
    assert.match((await active())!, /^guesses/);
  });

  it("changes tabs with brackets and with arrows", async () => {
    await open(sample);
    const tab = () => panel.page.locator("[role=tab][aria-selected=true]").textContent();
    await press("]");
    assert.match((await tab())!, /Late and unparsed/);
    assert.equal(await focused(), "tree");
    await press("[");
    assert.match((await tab())!, /Detections/);
    assert.equal(await focused(), "listbox");
    await panel.page.getByRole("tab", { name: "Detections" }).focus();
    await press("ArrowRight");
    assert.match((await tab())!, /Late and unparsed/);
  });

  it("puts the focus of the window on the list, where the keys are of use", async () => {
    await open(sample);
    await panel.page.evaluate(() => window.dispatchEvent(new FocusEvent("focus")));
    await panel.settled();
    assert.equal(await focused(), "listbox");
    await press("ArrowDown");
    assert.match((await active())!, /guessed_password/);
  });

  it("is as it was left when the whole window was loaded anew", async () => {
    await open(sample);
    await panel.page.getByLabel("Filter detections").fill("rule:*_*");
    await panel.page.getByRole("option").filter({ hasText: "knock" }).click();
    await panel.settled();
    const memory = panel.remembered;
    assert.ok(memory);
    await panel.close();
    panel = await PanelPage.open(browser(), { store: sample.store(), folder: sample.folder, memory });
    await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
    assert.equal(await panel.page.getByLabel("Filter detections").inputValue(), "rule:*_*");
    assert.match((await panel.page.locator("[role=option][aria-selected=true]").textContent())!, /knock_then_login/);
  });

  it("keeps hundreds of rows in reach while only those in sight exist", async () => {
    await open(many);
    const list = panel.page.getByRole("listbox", { name: "Detections" });
    assert.equal(await panel.page.getByRole("option").first().getAttribute("aria-setsize"), "600");
    assert.ok((await panel.page.getByRole("option").count()) < 40);
    await list.focus();
    await press("End");
    assert.match((await active())!, /203\.0\.2\.87 /);
    await press("PageUp");
    assert.ok(await active(), "the row of the keys is always there");
    await press("Home");
    assert.match((await active())!, /203\.0\.0\.0 /);
  });

  it("keeps query, order, tab and selection when the page is loaded anew", async () => {
    await open(sample);
    await panel.page.getByLabel("Filter detections").fill("ip:*");
    await panel.page.getByRole("button", { name: /^Rule/ }).click();
    await panel.page.getByRole("option").filter({ hasText: "knock" }).click();
    await panel.page.reload();
    await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
    assert.equal(await panel.page.getByLabel("Filter detections").inputValue(), "ip:*");
    assert.match((await panel.page.locator("[role=option][aria-selected=true]").textContent())!, /knock_then_login/);
    assert.match((await panel.page.getByRole("option").first().textContent())!, /brute_force/);
  });
});
