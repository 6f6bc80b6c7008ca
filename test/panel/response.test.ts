/** Ranking and playbook runs in the panel, on a replay of the sample company; by mouse and by keyboard. */
import assert from "node:assert/strict";
import { useBrowser } from "../kit/browser.ts";
import type { PanelOptions } from "./kit.ts";
import { PanelPage } from "./kit.ts";
import type { Replayed } from "./replayed.ts";
import { COMPANY, noLogs, oneGuess, replay } from "./replayed.ts";

describe("ranking and playbook runs in the panel", function () {
  this.timeout(60_000);
  const browser = useBrowser();
  let company: Replayed;
  let panel: PanelPage;

  before(async function () {
    this.timeout(60_000);
    company = await replay(COMPANY);
  });
  afterEach(async () => {
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  const open = async (tab: string, of = company, more: Partial<PanelOptions> = {}): Promise<void> => {
    panel = await PanelPage.open(browser(), { store: of.store(), folder: of.folder, ...more });
    await panel.page.getByRole("tab", { name: tab }).click();
    await panel.settled();
  };
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await panel.page.keyboard.press(key);
    await panel.settled();
  };
  const said = (words: string | null): string => (words ?? "").replace(/\s+/g, " ").trim();
  const tree = () => panel.page.getByRole("tree", { name: /^Ranking/ });
  const keys = () => tree().getByRole("treeitem");
  const runs = () => panel.page.getByRole("listbox", { name: "Playbook runs" }).getByRole("option");
  const actions = () => panel.page.getByRole("listbox", { name: /^Actions/ }).getByRole("option");
  const choose = async (name: string): Promise<void> => {
    await panel.page.locator("select").selectOption(name);
    await panel.settled();
  };

  it("ranks keys by groups; bold is the level that decides, or the second value among equals", async () => {
    await open("Ranking");
    await choose("attackers");
    // The scanner of the attack: three categories, where nobody else has more than one.
    assert.match(said(await keys().first().innerText()), /^1 203\.0\.113\.66 3 2 /);
    assert.equal(await keys().first().locator(".level.strong").innerText(), "3");
    const group = keys().filter({ hasText: "equal, split by second value" }).first();
    assert.equal(await group.getAttribute("aria-expanded"), "true");
    const size = Number(/(\d+) equal/.exec(await group.innerText())![1]);
    const before = await tree()
      .locator(".sizer")
      .evaluate((sizer) => sizer.clientHeight);
    await group.locator(".twisty").click();
    await panel.settled();
    const after = await tree()
      .locator(".sizer")
      .evaluate((sizer) => sizer.clientHeight);
    assert.equal(before - after, 22 * size);
  });

  it("says why a key stands where it stands, as a sum that adds up", async () => {
    await open("Ranking");
    await choose("attackers");
    await keys().first().click();
    await panel.settled();
    const detail = panel.page.getByRole("region", { name: "Why it stands there" });
    const words = said(await detail.innerText());
    assert.match(words, /203\.0\.113\.66 rank 1 of \d+ Show its detections/);
    assert.match(words, /Nobody stands above it\. Above [\d.]+ by rules, 3 to 1\./);
    const values = (await detail.locator("b.number").allInnerTexts()).map(Number);
    const sum = values.slice(0, -1).reduce((a, b) => a + b, 0);
    assert.ok(Math.abs(sum - values.at(-1)!) < 1e-6, values.join(" "));
  });

  it("shows the detections of a key with Enter, and with a double click", async () => {
    await open("Ranking");
    await choose("accounts");
    await tree().focus();
    await press("Home", "Enter");
    const box = panel.page.getByLabel("Filter detections");
    assert.equal(await box.inputValue(), "value:k.osei");
    const rows = await panel.page.getByRole("option").allInnerTexts();
    assert.ok(rows.length > 0 && rows.every((row) => row.includes("k.osei")), rows.join());
    await press("]", "]");
    await keys().first().dblclick();
    assert.equal(await box.inputValue(), "value:k.osei");
  });

  it("copies the selected key and the selected run, as a row and as Markdown", async () => {
    await open("Ranking");
    await choose("attackers");
    await tree().focus();
    await press("Home", "Control+c");
    const copied = () => panel.said.flatMap((said) => (said.type === "copy" ? said.text : [])).at(-1) ?? "";
    assert.match(copied(), /^1\t203\.0\.113\.66\t3\t2\t/);
    await press("Control+Shift+c");
    assert.match(copied(), /^\*\*203\.0\.113\.66\*\*, rank 1 of \d+\n\nNobody stands above it\./);
    await press("]");
    await runs().filter({ hasText: "insider_case" }).first().click();
    await press("Control+c");
    assert.match(copied(), /^done\t[^\t]+\tinsider_case\t\w+\tk\.osei\t/);
    await press("Control+Shift+c");
    assert.match(copied(), /^\*\*insider_case\*\* on \w+ k\.osei: done\. .*\n\n- who: look_up\("k\.osei"\): done\n/);
  });

  it("folds groups with Left and Right, and narrows the keys", async () => {
    await open("Ranking");
    await choose("attackers");
    await tree().focus();
    const selected = () => tree().locator("[aria-selected=true]");
    await press("Home", "ArrowDown", "ArrowDown");
    assert.equal(await selected().getAttribute("aria-level"), "1");
    await press("ArrowLeft");
    assert.equal(await selected().getAttribute("aria-expanded"), "false");
    await press("ArrowRight", "ArrowRight");
    assert.equal(await selected().getAttribute("aria-level"), "2");
    await panel.page.getByLabel("Filter the ranked keys").fill("113.66");
    await panel.settled();
    assert.equal(await keys().count(), 1);
    await press("Escape");
    assert.ok((await keys().count()) > 1);
  });

  it("lists the runs with what started them; the tab counts them", async () => {
    await open("Playbook runs");
    const tab = panel.page.getByRole("tab", { name: "Playbook runs" });
    assert.equal(Number(await tab.locator("i").innerText()), await runs().count());
    const theft = runs().filter({ hasText: "stop_theft" });
    assert.match(said(await theft.first().innerText()), /stop_theft database_theft/);
  });

  it("shows a run on one axis: parallel beside serial, what waited for what, what was not to be done", async () => {
    await open("Playbook runs");
    await runs().filter({ hasText: "insider_case" }).first().click();
    await panel.settled();
    const head = said(await panel.page.locator(".gantt .head").innerText());
    // Each of its steps needs the one before.
    assert.match(head, /insider_case on \w+ user k\.osei .*one action after another Simulated/);
    const texts = (await actions().allInnerTexts()).map(said);
    assert.match(texts[0]!, /^who look_up\("k\.osei"\)/);
    assert.match(texts.at(-1)!, /not to be done: another way was taken -$/);
    const x = async (index: number): Promise<number> => (await actions().nth(index).locator("rect").boundingBox())!.x;
    assert.ok((await x(1)) > (await x(0)) && (await x(2)) > (await x(1)));
    assert.equal(await actions().nth(2).locator("rect.asked").count(), 1);
    await runs().filter({ hasText: "stop_theft" }).first().click();
    await panel.settled();
    assert.match(said(await panel.page.locator(".gantt .second").innerText()), /would have taken/);
  });

  it("zooms the chart of a run by keys and wheel, and shows all of it again", async () => {
    await open("Playbook runs");
    await runs().filter({ hasText: "insider_case" }).first().click();
    await panel.settled();
    const first = actions().first().locator("rect").first();
    const width = async (): Promise<number> => (await first.boundingBox())!.width;
    const before = await width();
    await panel.page.getByRole("listbox", { name: /^Actions/ }).focus();
    await press("Home", "Enter");
    const chart = (await actions().first().locator(".chart").boundingBox())!;
    // An action takes two thirds of the chart that it is shown alone in.
    assert.ok(Math.abs((await width()) / chart.width - 2 / 3) < 0.02, `${await width()} of ${chart.width}`);
    await press("0");
    assert.equal(await width(), before);
    await panel.page.mouse.move(chart.x + 1, chart.y + 4);
    await panel.page.mouse.wheel(0, -100);
    const all = panel.page.getByRole("button", { name: / of / }).and(panel.page.locator(".gantt button"));
    await all.waitFor();
    await all.click();
    await panel.settled();
    assert.equal(await all.count(), 0);
    assert.equal(await width(), before);
  });

  it("says of an action what it asked and what came back, by keyboard alone", async () => {
    await open("Playbook runs");
    const list = panel.page.getByRole("listbox", { name: "Playbook runs" });
    await list.focus();
    await press("Home");
    const all = await runs().allInnerTexts();
    for (const _ of all.slice(
      0,
      all.findIndex((row) => row.includes("insider_case")),
    ))
      await press("ArrowDown");
    await press("Enter");
    assert.deepEqual(panel.said.at(-1), { type: "openDeclared", kind: "playbooks", name: "insider_case" });
    await panel.page.getByRole("listbox", { name: /^Actions/ }).focus();
    await press("ArrowDown");
    const detail = said(await panel.page.getByRole("region", { name: "Action" }).innerText());
    assert.match(detail, /^ticket open_ticket done Attempts done, as simulated/);
    assert.match(detail, /Request POST https:\/\/tickets\.tidewater\.example\/api\/tickets/);
    assert.match(detail, /Result id SOC-SIM .* Waited for who/);
  });

  it("says in a detection's row which rule used it up", async () => {
    await open("Detections");
    await panel.page.getByLabel("Filter detections").fill("rule:mass_lookup");
    await panel.settled();
    const row = panel.page.getByRole("option").first();
    assert.match(said(await row.innerText()), /mass_lookup in data_collection user k\.osei/);
    assert.equal(await row.locator(".taker").getAttribute("title"), "data_collection has used it up");
  });

  it("leads from a run to its detection, and narrows the runs", async () => {
    await open("Playbook runs");
    await panel.page.getByLabel("Filter playbook runs").fill("insider_theft");
    await panel.settled();
    assert.equal(await runs().count(), 1);
    await panel.page.locator(".gantt").getByRole("button", { name: "insider_theft" }).click();
    await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
    assert.match(await panel.page.locator(".detail .name").innerText(), /insider_theft/);
  });

  it("is as it was left when the window was loaded anew", async () => {
    await open("Playbook runs");
    await runs().filter({ hasText: "insider_case" }).first().click();
    await actions().nth(1).click();
    await panel.settled();
    const memory = panel.remembered!;
    await panel.close();
    panel = await PanelPage.open(browser(), { store: company.store(), folder: company.folder, memory });
    assert.equal(await panel.page.locator(".gantt .head .name").first().innerText(), "insider_case");
    assert.equal(await panel.page.locator(".stepDetail b").innerText(), "ticket");
  });

  it("opens where a command of the editor leads", async () => {
    panel = await PanelPage.open(browser(), { store: company.store(), folder: company.folder });
    panel.show({ tab: "runs" });
    await panel.page.locator(".gantt").waitFor();
    panel.show({ tab: "ranking" });
    await panel.page.locator(".breakdown").waitFor();
  });

  it("says what to do where nothing is declared, with a way to the page", async () => {
    const bare = await replay(oneGuess());
    await open("Ranking", bare);
    await panel.page.getByRole("heading", { name: "No ranking is declared" }).waitFor();
    await panel.page.getByText("ranking attackers by ip of login_failed").waitFor();
    await panel.page.getByRole("button", { name: "How a ranking is written" }).click();
    assert.deepEqual(panel.said.at(-1), { type: "openPage", page: "ranking" });
    await panel.page.getByRole("tab", { name: "Playbook runs" }).click();
    await panel.page.getByRole("button", { name: "How a playbook is written" }).click();
    assert.deepEqual(panel.said.at(-1), { type: "openPage", page: "playbooks" });
  });

  it("offers to replay again where a replay did not come to its end", async () => {
    await open("Playbook runs", await replay(noLogs()));
    assert.ok((await panel.page.locator(".empty .button, .empty .link").count()) > 0);
  });

  for (const width of [320, 640, 1440]) {
    it(`${width} px: nothing reaches beyond the panel, and the parts do not lie over each other`, async () => {
      for (const tab of ["Ranking", "Playbook runs"]) {
        await open(tab, company, { size: { width, height: width < 1000 ? 800 : 345 } });
        const boxes = await panel.page
          .locator("#body > section")
          .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().toJSON() as DOMRect));
        for (const [index, box] of boxes.entries()) {
          assert.ok(box.right <= width + 0.5 && box.height > 40, JSON.stringify(box));
          const next = boxes[index + 1];
          assert.ok(!next || next.x >= box.right - 0.5 || next.y >= box.bottom - 0.5, tab);
        }
        assert.equal(await panel.page.evaluate(() => document.documentElement.scrollWidth), width);
        if (tab === "Ranking") await panel.close();
      }
    });
  }
});
