/** How the panel looks in VS Code's themes: pictures to be looked at, and what axe says of contrast, names and roles. */
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { AxeResults, RunOptions } from "axe-core";
import { useBrowser } from "../kit/browser.ts";
import { shellFolder } from "../kit/shell.ts";
import { ReplayStore } from "../../client/store.ts";
import { PanelPage, THEMES, type PanelOptions } from "./kit.ts";
import type { Replayed } from "./replayed.ts";
import { COMPANY, replay, SAMPLE } from "./replayed.ts";

const pictures = path.join(import.meta.dirname, "../../.cache/screenshots");
const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const LOGS = [
  {
    ...{ uri: "file:///logs/auth.log", path: "auth.log", size: "48 kB" },
    sketch: {
      looks: "syslog: sshd",
      isRead: true,
      first: 1_781_449_560_000_000,
      line: "Jun 14 15:06:00 web1 sshd[1]: x",
    },
  },
  {
    ...{ uri: "file:///logs/notes.txt", path: "notes.txt", size: "1 kB" },
    sketch: { looks: "no line of it begins with a time", isRead: false, first: null, line: null },
  },
];

describe("the looks of the panel", () => {
  const browser = useBrowser();
  let sample: Replayed;
  let shell: Replayed;
  let company: Replayed;

  before(async function () {
    this.timeout(120_000);
    fs.mkdirSync(pictures, { recursive: true });
    sample = await replay(SAMPLE);
    shell = await replay(shellFolder(), [["web_shell", "fw1.log:1"]]);
    company = await replay(COMPANY);
  });

  for (const theme of THEMES) {
    it(`are legible and named: ${theme}`, async () => {
      const panel = await PanelPage.open(browser(), { store: sample.store(), folder: sample.folder, theme });
      await panel.page.getByRole("option").first().click();
      await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
      await panel.page.mouse.move(0, 0);
      for (const tab of ["Detections", "Late and unparsed"]) {
        await panel.page.getByRole("tab", { name: tab }).click();
        await panel.settled();
        await panel.page.screenshot({ path: path.join(pictures, `${tab.split(" ")[0]!.toLowerCase()}-${theme}.png`) });
        assert.deepEqual(await violations(panel), [], tab);
      }
      assert.deepEqual(panel.errors, []);
      await panel.close();
    }).timeout(60_000);
  }

  for (const theme of THEMES) {
    it(`of timeline, completions, groups and menus are legible and named: ${theme}`, async () => {
      const panel = await PanelPage.open(browser(), { store: company.store(), folder: company.folder, theme });
      const picture = async (name: string): Promise<void> => {
        await panel.settled();
        await panel.page.screenshot({ path: path.join(pictures, `${name}-${theme}.png`) });
        assert.deepEqual(await violations(panel), [], name);
      };
      await panel.page.getByRole("combobox").focus();
      await panel.page.keyboard.type("severity>=medium rule:s");
      await picture("query");
      await panel.page.getByRole("combobox").fill("time:2026-06-11T12:00..2026-06-13T06:00");
      await panel.page.getByRole("button", { name: /^Risk/ }).click();
      await panel.page.getByRole("option").nth(1).click();
      await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
      await picture("brush");
      await panel.page.getByRole("button", { name: "Group: None" }).click();
      await panel.page.getByRole("menuitemradio", { name: "Key" }).click();
      await panel.page.getByRole("button", { name: "Export" }).click();
      await picture("groups");
      assert.deepEqual(panel.errors, []);
      await panel.close();
    }).timeout(60_000);
  }

  for (const theme of THEMES) {
    it(`of Explain are legible and named: ${theme}`, async () => {
      const { folder, explain } = shell;
      const panel = await PanelPage.open(browser(), { store: shell.store(), folder, explain, theme });
      const picture = async (name: string): Promise<void> => {
        await panel.settled();
        await panel.page.screenshot({ path: path.join(pictures, `${name}-${theme}.png`) });
        assert.deepEqual(await violations(panel), [], name);
      };
      await panel.page.getByRole("tab", { name: "Explain" }).click();
      await panel.page.getByRole("tree", { name: "Near misses" }).focus();
      await panel.page.keyboard.press("Home");
      await picture("explain");
      await panel.page.getByLabel("Rule, key").fill("fw1.log:1");
      await panel.page.keyboard.press("Enter");
      await panel.page.getByRole("listbox", { name: "Leaves" }).focus();
      await picture("explain-record");
      assert.deepEqual(panel.errors, []);
      await panel.close();
    }).timeout(60_000);
  }

  for (const theme of THEMES) {
    it(`of ranking and playbook runs are legible and named: ${theme}`, async () => {
      const panel = await PanelPage.open(browser(), { store: company.store(), folder: company.folder, theme });
      const picture = async (name: string): Promise<void> => {
        await panel.page.mouse.move(0, 0);
        await panel.settled();
        await panel.page.screenshot({ path: path.join(pictures, `${name}-${theme}.png`) });
        assert.deepEqual(await violations(panel), [], name);
      };
      await panel.page.getByRole("tab", { name: "Ranking" }).click();
      await panel.page
        .getByLabel("Ranking", { exact: true })
        .and(panel.page.locator("select"))
        .selectOption("attackers");
      await panel.page.getByRole("treeitem").nth(3).click();
      await picture("ranking");
      await panel.page.getByRole("tab", { name: "Playbook runs" }).click();
      await panel.page.getByRole("option").filter({ hasText: "contain_server" }).first().click();
      await picture("runs");
      assert.deepEqual(panel.errors, []);
      await panel.close();
    }).timeout(60_000);
  }

  for (const theme of THEMES) {
    it(`of what stands where there is nothing to list are legible and named: ${theme}`, async () => {
      const looked = async (name: string, options: PanelOptions, tab?: string): Promise<void> => {
        const panel = await PanelPage.open(browser(), { ...options, theme });
        if (tab !== undefined) await panel.page.getByRole("tab", { name: tab }).click();
        await panel.settled();
        await panel.page.screenshot({ path: path.join(pictures, `${name}-${theme}.png`) });
        assert.deepEqual(await violations(panel), [], name);
        assert.deepEqual(panel.errors, []);
        await panel.close();
      };
      const empty = { name: "logs", rules: [] };
      await looked("first", { store: new ReplayStore(), folder: empty, logs: LOGS });
      await looked("no-logs", { store: new ReplayStore(), folder: empty });
      await looked("no-folder", { store: new ReplayStore() });
      await looked("no-playbook", { store: sample.store(), folder: sample.folder }, "Playbook runs");
    }).timeout(60_000);
  }

  it("of Explain keep to their measures: rules of 228, steps of 40, near misses of 44 with records of 22", async () => {
    const { folder, explain } = shell;
    const panel = await PanelPage.open(browser(), { store: shell.store(), folder, explain });
    await panel.page.getByRole("tab", { name: "Explain" }).click();
    await panel.page.getByRole("tree", { name: "Near misses" }).waitFor();
    const box = async (selector: string) => (await panel.page.locator(selector).first().boundingBox())!;
    assert.equal((await box(".ruleList")).width, 228);
    assert.equal((await box(".misses")).width, 508);
    assert.equal((await box(".step")).height, 40);
    assert.equal((await box(".step.one")).height, 24);
    assert.equal((await box(".miss")).height, 44);
    assert.equal((await box(".near")).height, 22);
    await panel.close();
  });

  it("keep to their measures: rows of 22, a bar of 36, a head of 48", async () => {
    const panel = await PanelPage.open(browser(), { store: sample.store(), folder: sample.folder });
    await panel.page.getByRole("option").first().click();
    await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
    const height = async (selector: string): Promise<number | undefined> =>
      (await panel.page.locator(selector).first().boundingBox())?.height;
    assert.equal(await height("[role=option]"), 22);
    assert.equal(await height("[role=treeitem]"), 22);
    assert.equal(await height(".bar"), 36);
    assert.equal(await height(".detail .head"), 48);
    const list = await panel.page.locator(".detections").boundingBox();
    assert.equal(Math.round(list!.width), Math.round(1440 * 0.38));
    await panel.close();
  });

  it("stack list and detail where there is no width for both", async () => {
    const size = { width: 900, height: 700 };
    const panel = await PanelPage.open(browser(), { store: sample.store(), folder: sample.folder, size });
    await panel.page.getByRole("option").first().click();
    await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
    const [list, detail] = [panel.page.locator(".detections"), panel.page.locator(".detail")];
    const [above, below] = [(await list.boundingBox())!, (await detail.boundingBox())!];
    assert.deepEqual([above.width, below.width, below.height], [900, 900, 312]);
    assert.ok(below.y >= above.y + above.height);
    await panel.close();
  });
});

async function violations({ page }: PanelPage): Promise<string[]> {
  // The panel is a part of VS Code's window, not a page with a heading of its own.
  const options: RunOptions = { resultTypes: ["violations"], rules: { "page-has-heading-one": { enabled: false } } };
  await page.evaluate(axeSource);
  const results = await page.evaluate(
    (how) => (window as unknown as { axe: { run(how: RunOptions): Promise<AxeResults> } }).axe.run(how),
    options,
  );
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
