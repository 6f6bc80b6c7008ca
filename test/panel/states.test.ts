/** The panel where there is nothing to list, while a replay runs, and when one failed: each says what to do next. */
import assert from "node:assert/strict";
import { ReplayStore } from "../../client/store.ts";
import { useBrowser } from "../kit/browser.ts";
import { PanelPage, type PanelOptions } from "./kit.ts";
import type { Replayed } from "./replayed.ts";
import { noLogs, oneGuess, replay, SAMPLE } from "./replayed.ts";

const SKETCH = {
  looks: "syslog: sshd",
  isRead: true,
  first: Date.UTC(2026, 5, 14, 15, 16) * 1000,
  line: "Jun 14 15:16:00 web1 sshd[1]: Accepted password for root from 203.0.113.9 port 4001 ssh2",
};

describe("the panel's states", () => {
  const browser = useBrowser();
  let sample: Replayed;
  let quiet: Replayed;
  let unfed: Replayed;
  let panel: PanelPage;

  before(async function () {
    this.timeout(60_000);
    [sample, quiet, unfed] = [await replay(SAMPLE), await replay(oneGuess()), await replay(noLogs())];
  });
  afterEach(async () => {
    assert.deepEqual(panel.errors, []);
    await panel.close();
  });

  const open = async (options: PanelOptions): Promise<void> => {
    panel = await PanelPage.open(browser(), options);
  };
  const sees = (text: string | RegExp): Promise<void> => panel.page.getByText(text).first().waitFor();
  const asks = async (button: string, type: string): Promise<void> => {
    await panel.page.getByRole("button", { name: button, exact: true }).click();
    assert.deepEqual(panel.said.at(-1), { type });
  };

  it("without a folder it offers to open one", async () => {
    await open({ store: new ReplayStore(), folder: null });
    await sees("No folder is open");
    await asks("Open Folder", "openFolder");
  });

  it("without rules it lists the logs that it finds, and learns from the chosen one", async () => {
    const logs = [
      { uri: "file:///logs/web/access.log", path: "web/access.log", size: "1.2 MB", sketch: null },
      { uri: "file:///logs/auth.log", path: "auth.log", size: "48 kB", sketch: SKETCH },
    ];
    await open({ store: new ReplayStore(), folder: { name: "logs", rules: [] }, logs });
    await sees("2 log files, and no rule that reads them yet");
    const list = panel.page.getByRole("listbox", { name: "Log files" });
    assert.match(
      (await list.getByRole("option").first().innerText()).replace(/\s+/g, " "),
      /^web\/access\.log 1\.2 MB Learn/,
    );
    assert.match(
      (await list.getByRole("option").nth(1).innerText()).replace(/\s+/g, " "),
      /^auth\.log 48 kB syslog: sshd 2026-06-14 15:16 Learn/,
    );
    await list.getByRole("option").nth(1).getByText("Learn source").click();
    assert.deepEqual(panel.said.at(-1), { type: "learnSource", log: "file:///logs/auth.log" });
    await list.focus();
    await panel.page.keyboard.press("Home");
    await panel.page.keyboard.press("Enter");
    assert.deepEqual(panel.said.at(-1), { type: "learnSource", log: "file:///logs/web/access.log" });
    await sees("Write a rule");
    assert.equal(panel.said.filter(({ type }) => type === "findLogs").length, 1);
  });

  it("without rules it begins with the first step", async () => {
    await open({ store: new ReplayStore(), folder: { name: "logs", rules: [] } });
    await sees("No rules in this folder yet, and no logs");
    await asks("New Rule File", "newRules");
    await asks("Open the Sample", "openSample");
  });

  it("with rules it offers to replay them", async () => {
    await open({ store: new ReplayStore(), folder: sample.folder });
    await sees("3 rules, not replayed yet");
    await asks("Replay", "replay");
  });

  it("fills while a replay runs, with its progress and a way to stop it", async () => {
    const store = new ReplayStore();
    sample.begin(store);
    await open({ store, folder: sample.folder });
    await sees("What surfaces is listed here while the logs are read.");
    sample.stream(store);
    await panel.settled();
    assert.equal(await panel.page.getByRole("option").count(), 3);
    assert.match((await panel.page.getByRole("progressbar").getAttribute("aria-valuenow"))!, /^\d+$/);
    await asks("Stop", "stop");
    sample.finish(store);
    await panel.settled();
    assert.equal(await panel.page.getByRole("progressbar").count(), 0);
  });

  it("keeps the old rows and the selection when the same is replayed again", async () => {
    const store = sample.store();
    await open({ store, folder: sample.folder });
    await panel.page.getByRole("option").nth(1).click();
    sample.begin(store);
    await panel.settled();
    assert.equal(await panel.page.getByRole("option").count(), 3);
    sample.stream(store);
    sample.finish(store);
    await panel.settled();
    assert.match((await panel.page.locator("[role=option][aria-selected=true]").textContent())!, /brute_force/);
    await panel.page.getByRole("tree", { name: "Evidence" }).waitFor();
  });

  it("says that the rules were edited since, and offers to replay", async () => {
    const store = sample.store();
    await open({ store, folder: sample.folder });
    sample.edited(store);
    await sees("outdated");
    await asks("Replay", "replay");
  });

  it("answers a replay in which nothing surfaced with why, rule by rule", async () => {
    await open({ store: quiet.store(), folder: quiet.folder, explain: quiet.explain });
    await sees("Nothing surfaced.");
    const account = (await panel.page.locator(".empty p.dim").textContent())!.replace(/\s+/g, " ").trim();
    assert.match(account, /^2 records went through 1 rule in [\d.]+s; 0 were late, 0 could not be parsed\.$/);
    const row = panel.page.getByRole("listbox", { name: "Rules that did not fire" }).getByRole("option");
    // One guess of two, then the entry.
    assert.match(
      (await row.innerText()).replace(/\s+/g, " "),
      /^guessed ip 203\.0\.113\.9 tries had 1, needed >= 2 Explain$/,
    );
    await row.click();
    await sees("Stops here.");
    assert.equal(await panel.page.locator(".ladder .name").innerText(), "guessed");
  });

  it("shows why a first replay failed in one block, with what to do", async () => {
    const store = new ReplayStore();
    unfed.begin(store);
    unfed.finish(store);
    await open({ store, folder: { name: "logs", rules: [] } });
    await sees("The replay did not run");
    const alerts = panel.page.getByRole("alert");
    assert.equal(await alerts.count(), 1);
    assert.match((await alerts.textContent())!, /^\s*There is nothing to replay/);
    await asks("New Rule File", "newRules");
  });

  it("says when one rule was replayed alone, and offers all", async () => {
    const store = new ReplayStore();
    sample.begin(store, "brute_force");
    sample.stream(store);
    sample.finish(store);
    await open({ store, folder: sample.folder });
    await sees("only brute_force");
    await asks("All Rules", "replay");
  });

  it("says of one rule that did not fire that it is this one", async () => {
    const store = new ReplayStore();
    quiet.begin(store, "guessed");
    quiet.stream(store);
    quiet.finish(store);
    await open({ store, folder: quiet.folder });
    await sees("guessed did not fire.");
    await sees("Only 2 records took part; the lines that the rule waits for may not be among them.");
  });

  it("counts a kind of what was set aside as the tab does, listed or not", async () => {
    const store = new ReplayStore();
    sample.begin(store);
    sample.stream(store);
    const [late] = store.rejected.filter(({ kind }) => kind === "late");
    assert.ok(late);
    store.receive({
      replay: "1",
      detections: [],
      rejected: [],
      runs: [],
      rankings: [],
      unlisted: { detections: {}, rejected: { late: 179_180 } },
      progress: null,
    });
    await open({ store, folder: sample.folder });
    await panel.page.getByRole("tab", { name: /Late and unparsed/ }).click();
    assert.match((await panel.page.getByRole("treeitem").first().textContent())!, /179,181/);
    assert.equal(
      await panel.page
        .getByRole("tab", { name: /Late and unparsed/ })
        .locator("i")
        .textContent(),
      "179,182",
    );
  });

  it("shows why a replay failed in one line, and what was found before it stays", async () => {
    assert.equal(unfed.result.ok, false);
    const store = sample.store();
    await open({ store, folder: sample.folder });
    sample.begin(store);
    unfed.finish(store);
    await panel.page
      .getByRole("alert")
      .getByText(/^There is nothing to replay/)
      .waitFor();
    assert.equal(await panel.page.getByRole("option").count(), 3);
  });

  it("lists what was set aside by kind, with the account that adds up, and opens the line", async () => {
    await open({ store: sample.store(), folder: sample.folder });
    await panel.page.getByRole("tab", { name: /Late and unparsed/ }).click();
    await sees("Late by more than the source allows");
    await sees(/472 in = 448 released \+ 1 late \+ 1 unparsed \+ 22 filtered\. Nothing is missing\./);
    await panel.page.locator("[role=treeitem].line").first().click();
    assert.deepEqual(panel.said.at(-1), { type: "openEvidence", file: "logs/web1/auth.log", line: 55 });
  });

  it("folds a kind of what was set aside", async () => {
    await open({ store: sample.store(), folder: sample.folder });
    await panel.page.getByRole("tab", { name: /Late and unparsed/ }).click();
    assert.equal(await panel.page.getByRole("treeitem").count(), 4);
    await panel.page.getByRole("treeitem").first().click();
    await panel.settled();
    assert.equal(await panel.page.getByRole("treeitem").count(), 3);
  });
});
