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
    this.timeout(60_000);
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

  it("finds rows by the letters that are typed, and by those of buttons with Shift", async () => {
    await open(sample);
    const list = panel.page.getByRole("listbox", { name: "Detections" });
    await list.focus();
    await press("k");
    assert.match((await active())!, /knock_then_login/);
    await press("Shift+G");
    assert.match((await active())!, /guessed_password/);
    await press("Home", "g");
    assert.equal(await focused(), "menuitemradio");
    await press("Escape");
    await panel.page.getByRole("tree", { name: "Evidence" }).focus();
    await press("f");
    assert.match((await active())!, /Failed password/);
  });

  it("opens to the side with Alt+Enter, and by Space without leaving", async () => {
    await open(sample);
    await panel.page.getByRole("listbox", { name: "Detections" }).focus();
    await press("Space");
    assert.match((await active())!, /guessed_password/);
    await press("Alt+Enter");
    assert.deepEqual(panel.said.at(-1), { type: "openRule", rule: "guessed_password", how: "side" });
    await press("Space");
    assert.deepEqual(panel.said.at(-1), { type: "openRule", rule: "guessed_password", how: "stay" });
    await panel.page.getByRole("tree", { name: "Evidence" }).focus();
    await press("End", "Space");
    const last = panel.said.at(-1);
    assert.ok(last?.type === "openEvidence" && last.how === "stay");
    await press("Enter");
    assert.deepEqual(panel.said.at(-1), { type: "openEvidence", file: last.file, line: last.line });
    await panel.page
      .getByRole("treeitem")
      .last()
      .click({ modifiers: ["Alt"] });
    assert.deepEqual(panel.said.at(-1), last && { ...last, how: "side" });
  });

  it("folds a group with Space, and shows only its rows with Alt+Enter", async () => {
    await open(sample);
    await press("g", "End", "Home", "ArrowDown", "Enter");
    const tree = panel.page.getByRole("tree", { name: "Detections" });
    await tree.focus();
    await press("Home");
    const all = await tree.getByRole("treeitem").count();
    await press("Space");
    assert.equal(await tree.getByRole("treeitem").first().getAttribute("aria-expanded"), "false");
    assert.ok((await tree.getByRole("treeitem").count()) < all);
    await press("Alt+Enter");
    assert.match(await panel.page.getByLabel("Filter detections").inputValue(), /^rule:\w+$/);
  });

  it("comes back to the row that it left, and keeps the focus when a tab or a filter takes the list away", async () => {
    await open(sample);
    const list = panel.page.getByRole("listbox", { name: "Detections" });
    await list.focus();
    await press("ArrowDown", "ArrowDown", "ArrowDown");
    const left = await active();
    await press("Escape");
    assert.equal(await active(), undefined);
    await press("ArrowDown");
    assert.equal(await active(), left);
    await press("w");
    assert.match((await panel.page.locator("[role=tab][aria-selected=true]").textContent())!, /Explain/);
    assert.ok(await focused(), "a list of Explain has the focus");
    await panel.page.getByRole("tab", { name: /Detections/ }).click();
    await panel.page.getByLabel("Filter detections").fill("nobody");
    await panel.page.getByRole("button", { name: "Clear filter" }).focus();
    await press("Enter");
    assert.equal(
      await panel.page.evaluate(() => document.activeElement?.getAttribute("aria-label")),
      "Filter detections",
    );
  });

  it("lists its keys, and Escape closes no more than that list", async () => {
    await open(sample);
    await panel.page.getByLabel("Filter detections").fill("rule:*");
    await panel.page.getByRole("listbox", { name: "Detections" }).focus();
    await press("?");
    const keys = panel.page.getByRole("dialog", { name: "Keys" });
    assert.match((await keys.textContent())!, /Alt\+Enter/);
    await press("Escape");
    assert.equal(await keys.isVisible(), false);
    assert.equal(await panel.page.getByLabel("Filter detections").inputValue(), "rule:*");
    assert.equal(await focused(), "listbox");
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
