/** Explain in the panel: the rules, the ladder of one, its near misses, one line leaf by leaf; by mouse and by keyboard. */
import assert from "node:assert/strict";
import { useBrowser } from "../kit/browser.ts";
import { SHELL_RULES, shellFolder } from "../kit/shell.ts";
import { PanelPage } from "./kit.ts";
import type { PanelOptions } from "./kit.ts";
import type { Replayed } from "./replayed.ts";
import { COMPANY, replay } from "./replayed.ts";

describe("explain in the panel", function () {
  this.timeout(60_000);
  const browser = useBrowser();
  let replayed: Replayed;
  let panel: PanelPage;

  before(async function () {
    this.timeout(60_000);
    replayed = await replay(shellFolder(), [["web_shell", "fw1.log:1"]]);
  });
  afterEach(async () => {
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  const open = async (more: Partial<PanelOptions> = {}): Promise<void> => {
    const { folder, explain } = replayed;
    panel = await PanelPage.open(browser(), { store: replayed.store(), folder, explain, ...more });
    await panel.page.getByRole("tab", { name: "Explain" }).click();
    await panel.settled();
  };
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await panel.page.keyboard.press(key);
    await panel.settled();
  };
  const said = (words: string | null): string => (words ?? "").replace(/\s+/g, " ").trim();
  const rules = () => panel.page.getByRole("listbox", { name: "Rules" }).getByRole("option");
  const steps = () => panel.page.getByRole("listbox", { name: "Steps" }).getByRole("option");
  const misses = () => panel.page.getByRole("tree", { name: "Near misses" }).getByRole("treeitem");

  it("lists the rules with the steps that they reached and how often they fired; the first that did not is open", async () => {
    await open();
    const shown = await rules().evaluateAll((rows) =>
      rows.map((row) => [
        row.children[0]!.textContent,
        row.querySelector("svg")!.getAttribute("aria-label"),
        row.children[2]!.textContent,
      ]),
    );
    assert.deepEqual(shown, [
      ["web_shell", "3 of 4 steps reached", "0"],
      ["upload_probe", "1 of 1 steps reached", "1"],
      ["probed_then_shell", "2 of 2 steps reached", "1"],
      ["silent_deploy", "0 of 2 steps reached", "0"],
    ]);
    assert.equal(
      said(await panel.page.locator("[role=option][aria-selected=true]").first().innerText()),
      "web_shell 0",
    );
  });

  it("shows where the matches of a rule went, step by step, and where it stops", async () => {
    await open();
    // Four uploads were accepted: web4's match ended with the deployment, web3's had no shell, two waited for a call.
    assert.deepEqual((await steps().allInnerTexts()).map(said), [
      "exploit web_attack where status == 200 1 ended by until deploy 4 4",
      'drop file_write where path endswith [".php", ".jsp"] 1 expired after 15m 3 3',
      'run exec where parent == "apache2" 2 expired after 15m 2 2',
      "call outbound where ip not in internal Stops here. 2 waited for it: 1 too late, 1 excluded 2 0",
      "until deploy 1 ended 1",
    ]);
    await steps().nth(1).click();
    const offset = SHELL_RULES.indexOf("drop: ");
    assert.deepEqual(panel.said.at(-1), { type: "openStep", rule: "web_shell", offset });
  });

  it("shows near misses, the nearest unfolded: its records and its deadline by time, then what would make it fire", async () => {
    await open();
    const shown = (await misses().allInnerTexts()).map(said);
    assert.match(shown[0]!, /call came 1m 48s after the deadline device web1, fires with within 17m/);
    assert.deepEqual(
      shown.slice(1, 6).map((row) => row.replace(" :", ":").replace(/ .* /, " .. ")),
      [
        "exploit .. access.log:6",
        "drop .. audit.log:3",
        "run .. audit.log:4",
        "14:46:06 deadline",
        "call .. fw1.log:3",
      ],
    );
    assert.match(shown[6]!, /Try within 17m/);
    await misses().nth(5).click();
    assert.deepEqual(panel.said.at(-1), { type: "openEvidence", file: "fw1.log", line: 3 });
    await misses().nth(6).click();
    const tried = panel.said.at(-1);
    assert.ok(tried?.type === "tryFix");
    const { start, end } = tried.fix.location;
    assert.equal(SHELL_RULES.slice(start, end), "within 15m");
    assert.equal(tried.fix.text, "within 17m");
  });

  it("draws the window of a near miss to scale", async () => {
    await open();
    const place = (selector: string): Promise<number> =>
      misses()
        .first()
        .locator(selector)
        .last()
        .evaluate((mark) => Number(mark.getAttribute("cx") ?? /M([\d.]+)/.exec(mark.getAttribute("d")!)![1]));
    const begin = 4;
    const window = (await place(".deadline")) - begin;
    // The shell was started 5m 24s after the upload, the call came 16m 48s after it; the window is 15m.
    assert.ok(Math.abs((await place(".full")) - begin - window * (324 / 900)) < 0.5);
    assert.ok(Math.abs((await place(".open")) - begin - window * (1008 / 900)) < 0.5);
  });

  it("narrows near misses to those of one step, and to those of a key", async () => {
    await open();
    await panel.page.getByText("1 ended by").click();
    assert.match(said(await misses().first().innerText()), /until deploy ended it after 4m.*web4/);
    await panel.page.getByRole("button", { name: "Show all" }).click();
    await panel.page.getByLabel("Rule, key").fill("web3");
    assert.equal(await misses().count(), 1);
    // One upload is also one of the three that a probe needs.
    assert.deepEqual(await rules().locator("> :first-child").allInnerTexts(), ["web_shell", "upload_probe"]);
  });

  it("goes to the first rule of those that have what is written, with Enter and with the arrow into their list", async () => {
    await open();
    const box = panel.page.getByLabel("Rule, key");
    const explained = () => panel.page.locator(".ladder .name").textContent();
    await box.fill("probe");
    await press("Enter");
    assert.equal(await explained(), "upload_probe");
    await box.fill("silent");
    await press("ArrowDown");
    assert.equal(await explained(), "silent_deploy");
    assert.equal(await rules().first().getAttribute("aria-selected"), "true");
    await box.fill("s");
    await press("ArrowDown");
    assert.equal(await explained(), "silent_deploy", "what is in the list stays");
  });

  it("says of one line leaf by leaf what it is to the rule, and goes back with Escape", async () => {
    await open();
    await panel.page.getByLabel("Rule, key").fill("fw1.log:1");
    await press("Enter");
    const leaves = panel.page.getByRole("listbox", { name: "Leaves" }).getByRole("option");
    assert.match(said(await leaves.first().innerText()), /call ip not in internal ip 10\.20\.4\.9 is in internal/);
    assert.equal(await panel.page.getByText("Fits no step of web_shell. One leaf short of call.").count(), 1);
    await panel.page.getByRole("button", { name: "access.log:5" }).click();
    assert.deepEqual(panel.said.at(-1), { type: "openEvidence", file: "access.log", line: 5 });
    await press("Escape");
    assert.ok((await misses().count()) > 0);
    assert.equal(await panel.page.getByLabel("Rule, key").inputValue(), "");
  });

  it("says why a line cannot be explained", async () => {
    await open();
    await panel.page.getByLabel("Rule, key").fill("gone.log:1");
    await press("Enter");
    await panel.page.getByText("There is no file gone.log:1 in this folder.").waitFor();
  });

  it("opens at what a command of the editor names", async () => {
    const { folder, explain } = replayed;
    panel = await PanelPage.open(browser(), { store: replayed.store(), folder, explain });
    panel.show({ tab: "explain", rule: "silent_deploy", asked: "" });
    await panel.page.getByText("Stops here.").waitFor();
    assert.equal(await panel.page.locator(".ladder .name").textContent(), "silent_deploy");
    panel.show({ tab: "detections", rule: "upload_probe", asked: "" });
    await panel.page.getByLabel("Filter detections").waitFor();
    assert.equal(await panel.page.getByRole("option").count(), 1);
    panel.show({ tab: "explain" });
    await panel.page.getByText("Stops here.").waitFor();
    assert.equal(await panel.page.locator(".ladder .name").textContent(), "silent_deploy");
  });

  it("opens at the rule that came nearest when a command of the editor names none", async () => {
    const { folder, explain } = replayed;
    panel = await PanelPage.open(browser(), { store: replayed.store(), folder, explain });
    panel.show({ tab: "explain" });
    await panel.page.locator(".ladder .name").waitFor();
    assert.equal(await panel.page.locator(".ladder .name").textContent(), "web_shell");
  });

  it("leads from a detection to the rule that made it with W", async () => {
    const { folder, explain } = replayed;
    panel = await PanelPage.open(browser(), { store: replayed.store(), folder, explain });
    await panel.page.getByRole("option").filter({ hasText: "upload_probe" }).click();
    await press("w");
    assert.equal(await panel.page.locator(".ladder .name").textContent(), "upload_probe");
  });

  it("works without a mouse: rules, steps, near misses, their records", async () => {
    await open();
    await panel.page.getByRole("listbox", { name: "Rules" }).focus();
    await press("End");
    assert.equal(await panel.page.locator(".ladder .name").textContent(), "silent_deploy");
    await press("Home");
    await panel.page.getByRole("listbox", { name: "Steps" }).focus();
    await press("End", "Enter");
    const offset = SHELL_RULES.indexOf("until    deploy");
    assert.deepEqual(panel.said.at(-1), { type: "openStep", rule: "web_shell", offset });
    await press("Home", "ArrowRight");
    assert.match(await misses().first().innerText(), /web4/);
    await press("ArrowLeft");
    await panel.page.getByRole("tree", { name: "Near misses" }).focus();
    await press("Home", "ArrowRight", "Enter");
    assert.deepEqual(panel.said.at(-1), { type: "openEvidence", file: "access.log", line: 6 });
    const all = await misses().count();
    await press("ArrowLeft", "ArrowLeft");
    assert.equal(await misses().count(), all - 6);
  });

  it("is as it was left when the window was loaded anew", async () => {
    await open();
    await rules().filter({ hasText: "silent_deploy" }).click();
    await panel.settled();
    const memory = panel.remembered;
    assert.ok(memory);
    await panel.close();
    const { folder, explain } = replayed;
    panel = await PanelPage.open(browser(), { store: replayed.store(), folder, explain, memory });
    assert.equal(await panel.page.locator(".ladder .name").textContent(), "silent_deploy");
    assert.equal(await panel.page.getByRole("tab", { selected: true }).innerText(), "Explain");
  });

  it("cuts neither the day nor the name of a near miss's records where the logs are of several days", async () => {
    const company = await replay(COMPANY);
    const { folder, explain } = company;
    panel = await PanelPage.open(browser(), { store: company.store(), folder, explain });
    panel.show({ tab: "explain", rule: "data_collection", asked: "" });
    const cells = panel.page.locator(".near.line > :nth-child(-n + 2)");
    await cells.first().waitFor();
    assert.match((await cells.nth(1).innerText()).trim(), /^\d+ Jun \d\d:\d\d:\d\d$/);
    const cut = await cells.evaluateAll((all) =>
      all.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
    );
    assert.deepEqual(cut, []);
    // It fired three times as a part of others and raised none: the list says what the head says.
    const row = rules().filter({ hasText: "vpn_by_night" });
    assert.equal(await row.locator("> :nth-child(3)").innerText(), "3");
    assert.doesNotMatch(await panel.page.locator(".ladder .head").innerText(), /\*\*/);
  });

  for (const width of [320, 640, 1440]) {
    it(`${width} px: nothing reaches beyond the panel, and the parts do not lie over each other`, async () => {
      await open({ size: { width, height: width < 1000 ? 800 : 345 } });
      const boxes = await panel.page
        .locator(".ruleList, .ladder, .misses")
        .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().toJSON() as DOMRect));
      for (const [index, box] of boxes.entries()) {
        assert.ok(box.right <= width + 0.5 && box.height > 40, JSON.stringify(box));
        const next = boxes[index + 1];
        assert.ok(!next || next.x >= box.right - 0.5 || next.y >= box.bottom - 0.5);
      }
      assert.equal(await panel.page.evaluate(() => document.documentElement.scrollWidth), width);
    });
  }
});
