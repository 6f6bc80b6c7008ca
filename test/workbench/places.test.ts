/**
 * Every place at which the extension stands in the window: menus, title bars, views, the status bar, the palette, the settings. A
 * test is called by the menu and the command, or by the view, that it drives; test/client/proof.test.ts looks for these names.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { ENTRY_LINE, everythingFolder } from "../kit/everything.ts";
import { failed } from "../kit/folder.ts";
import {
  chooseFromMenu,
  goToLine,
  openFile,
  panelOf,
  pickFromList,
  pickFromMenu,
  press,
  runCommand,
  showSide,
  tabOf,
  useWorkbench,
} from "../kit/workbench.ts";

const manifest = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "../../package.json"), "utf8")) as {
  contributes: {
    commands: { command: string; title: string }[];
    menus: { commandPalette: { command: string; when: string }[] };
    configuration: { properties: Record<string, unknown> };
    walkthroughs: [{ title: string; steps: { id: string; title: string; media: { altText: string } }[] }];
  };
};

describe("the places in the window", function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ folder: everythingFolder(), theme: "light" });
  const page = () => workbench().page;
  const pane = (name: string) =>
    page().locator(".part.sidebar .pane", { has: page().locator(".pane-header", { hasText: name }) });
  const header = (name: string) => pane(name).locator(".pane-header");
  const row = (name: string, text: string | RegExp) => pane(name).locator(".monaco-list-row", { hasText: text });
  const unfold = async (name: string): Promise<void> => {
    if ((await header(name).getAttribute("aria-expanded")) === "false") await header(name).click();
  };
  const active = (file: string) => page().locator(".tab.active", { hasText: file }).waitFor();
  const panelTitle = () => page().locator(".part.panel > .title");
  const editorTitle = () => page().locator(".editor-group-container > .title .editor-actions").first();
  const status = () => page().locator("#mangrove\\.mangrove\\.mangrove\\.status");
  const says = (text: string | RegExp) => status().filter({ hasText: text }).waitFor();
  /** One that shows another result is replayed, so that what follows can be seen to replay. */
  const another = async (): Promise<void> => {
    await showSide(page(), "Mangrove");
    await press(row("Forest", "guessed_often"), "Replay This Rule");
    await says("0 detections of guessed_often");
  };

  it("has room for the forest, of which there is most to see", async () => {
    await showSide(page(), "Mangrove");
    await row("Forest", "guessed_often").waitFor();
    const height = async (name: string): Promise<number> => (await pane(name).boundingBox())!.height;
    assert.ok((await height("Forest")) > 1.5 * (await height("Sources")));
    assert.ok((await height("Sources")) > 200, "a header and eight sources");
  });

  it("view mangrove.sources: leads to the first replay, then says what became of the lines", async () => {
    await showSide(page(), "Mangrove");
    await row("Forest", "guessed_often").waitFor();
    await pane("Sources").getByRole("button", { name: "Replay" }).click();
    await row("Sources", "6 lines, 2 set aside").locator(".monaco-tl-twistie").click();
    await row("Sources", "1 late").click(); // mangrove.showRejected
    await tabOf(page(), "Late and unparsed");
    await row("Sources", "6 lines").locator(".label-name").click(); // mangrove.openPlace
    await active("ssh.grove");
  });

  it("view mangrove.rules: has the rules with what came of them", async () => {
    await row("Forest", /^guessed\s*1 detection/).waitFor();
    await row("Forest", /^guessed_often\s*never fired/).waitFor();
  });

  it("view mangrove.ranking: the worst key leads to the ranking", async () => {
    await unfold("Risk Ranking");
    await row("Risk Ranking", "203.0.113.9").click();
    await tabOf(page(), "Ranking");
  });

  it("view mangrove.runs: a run leads to all of them", async () => {
    await unfold("Playbook Runs");
    await row("Playbook Runs", "contain").click();
    await tabOf(page(), "Playbook runs");
    for (const name of ["Risk Ranking", "Playbook Runs"]) await header(name).click(); // room for the forest
  });

  it("editor/title mangrove.replay", async () => {
    await openFile(page(), "ssh.grove");
    await another();
    await press(editorTitle(), "Replay");
    await says(/1 detection$/);
  });

  it("view/title mangrove.replay, view/title mangrove.compare", async () => {
    for (const title of [panelTitle(), header("Forest")]) {
      await another();
      await press(title, "Replay");
      await says(/1 detection$/);
    }
    await panelOf(page()).getByRole("tab", { name: "Detections" }).click();
    await press(panelTitle(), "Compare with Previous Replay");
    await panelOf(page()).locator(".detections.compared").waitFor();
    await press(panelTitle(), "Compare with Previous Replay");
    await panelOf(page()).locator(".detections:not(.compared)").waitFor();
  });

  it("view/title mangrove.newRules", async () => {
    await press(header("Forest"), "New Rule File");
    await active("Untitled-1");
    await page().locator("#status\\.editor\\.mode", { hasText: "Mangrove" }).waitFor();
    await runCommand(page(), "View: Revert and Close Editor");
  });

  it("view/title mangrove.showRanking, view/title mangrove.showRuns", async () => {
    await press(header("Forest"), "More Actions");
    await pickFromMenu(page(), "Show Risk Ranking");
    await tabOf(page(), "Ranking");
    await press(header("Forest"), "More Actions");
    await pickFromMenu(page(), "Show Playbook Runs");
    await tabOf(page(), "Playbook runs");
  });

  it("view/item/context mangrove.explain, view/item/context mangrove.openRule", async () => {
    await chooseFromMenu(row("Forest", "guessed_often"), "Explain");
    await tabOf(page(), "Explain");
    assert.equal(await panelOf(page()).locator(".ladder .name").innerText(), "guessed_often");
    await openFile(page(), "auth.log");
    await chooseFromMenu(row("Forest", "guessed_often"), "Open Rule");
    await active("ssh.grove");
  });

  it("view/item/context mangrove.replayRule: beside the name, and in the menu", async () => {
    await press(row("Forest", /^guessed(?!_)/), "Replay This Rule");
    await says("1 detection of guessed");
    await pane("Forest").getByText("only guessed", { exact: true }).waitFor();
    await chooseFromMenu(row("Forest", "guessed_often"), "Replay This Rule");
    await says("0 detections of guessed_often");
  });

  it("editor/title mangrove.replayFile, explorer/context mangrove.replayFile", async () => {
    await openFile(page(), "auth.log");
    await press(editorTitle(), "Replay This Log File");
    await says(/1 detection$/);
    await another();
    await showSide(page(), "Explorer");
    const log = page().locator(".explorer-folders-view .monaco-list-row", { hasText: "auth.log" });
    await chooseFromMenu(log, "Replay This Log File");
    await says(/1 detection$/);
  });

  it("editor/context mangrove.explainLine: asks for the rule and says what the line is to it", async () => {
    await openFile(page(), "auth.log");
    await goToLine(page(), ENTRY_LINE);
    await chooseFromMenu(page().locator(".view-line", { hasText: "Accepted" }).first(), "Explain This Line");
    await pickFromList(page(), "guessed_often");
    await panelOf(page()).getByText("auth.log:3").first().waitFor();
    await tabOf(page(), "Explain");
  });

  it("the lens mangrove.showDetections: narrows the list to the rule", async () => {
    await openFile(page(), "ssh.grove");
    await goToLine(page(), 16);
    await page().locator(".codelens-decoration a", { hasText: "1 detection" }).click();
    await tabOf(page(), "Detections");
    assert.equal(await panelOf(page()).getByLabel("Filter detections").inputValue(), "rule:guessed");
  });

  it("view mangrove.panel: comes back by the status bar's mangrove.status", async () => {
    await page().keyboard.press("ControlOrMeta+J");
    await page().locator(".part.panel").waitFor({ state: "hidden" });
    await status().click();
    await panelOf(page()).getByRole("tab", { name: "Detections" }).waitFor();
  });

  it("view/title mangrove.stop: ends a long replay, and what had surfaced stays", async () => {
    // One hour of guesses two thousand times over: gzip takes its parts one behind the other.
    const hour = gzipSync(`${Array.from({ length: 3_600 }, (_, second) => failed(second)).join("\n")}\n`);
    const long = path.join(workbench().workspace, "long.log");
    fs.writeFileSync(long, Buffer.concat(Array.from({ length: 2_000 }, () => hour)));
    await runCommand(page(), "Mangrove: Replay");
    await press(panelTitle(), "Stop Replay");
    await panelOf(page()).getByText("Stopped: what is listed is what had surfaced by then.").waitFor();
    fs.rmSync(long);
  });

  it("explorer/context mangrove.learnSource, mangrove.newWorkspace: a log becomes a rule file, and is replayed", async () => {
    await showSide(page(), "Explorer");
    await page().locator(".explorer-folders-view .monaco-list-row", { hasText: "door" }).click();
    const log = page().locator(".explorer-folders-view .monaco-list-row", { hasText: "gate.log" });
    await chooseFromMenu(log, "Learn Source from Log File");
    await active("gate.grove");
    await page().locator(".view-line", { hasText: "Drafted" }).first().waitFor();
    await runCommand(page(), "Mangrove: New Workspace");
    await pickFromList(page(), "gate.log");
    await active("gate_2.grove");
    await status().filter({ hasText: "2 detections" }).waitFor(); // a line belongs to one source: the first draft has them
  });

  it("the palette offers what can be chosen there, and nothing that needs an argument", async () => {
    const { commands, menus } = manifest.contributes;
    const never = menus.commandPalette.filter(({ when }) => when === "false").map(({ command }) => command);
    await page().keyboard.press("F1");
    await page().locator(".quick-input-widget input").fill(">Mangrove: ");
    const rows = page().locator(".quick-input-list .monaco-list-row .label-name");
    await rows.filter({ hasText: "Mangrove: New Workspace" }).waitFor();
    const offered = (await rows.allInnerTexts()).filter((text) => text.startsWith("Mangrove: "));
    for (const { command, title } of commands)
      if (never.includes(command)) assert.ok(!offered.includes(`Mangrove: ${title}`), `${command} in the palette`);
    for (const title of ["Replay", "Replay and Run Playbooks", "New Rule File", "Show Risk Ranking"])
      assert.ok(offered.includes(`Mangrove: ${title}`), `${title} in ${offered.join()}`);
    await page().keyboard.press("Escape");
  });

  it("the settings mangrove.rules.counts, mangrove.logs.hover, mangrove.logs.marks, mangrove.playbooks.live", async () => {
    await runCommand(page(), "Preferences: Open Settings (UI)");
    await page().locator(".settings-editor .search-container .view-lines").click();
    await page().keyboard.type("@ext:mangrove.mangrove");
    for (const id of Object.keys(manifest.contributes.configuration.properties)) {
      const [, group, name] = id.split(".");
      const title = `Mangrove › ${group![0]!.toUpperCase()}${group!.slice(1)}: ${name![0]!.toUpperCase()}${name!.slice(1)}`;
      await page().locator(".settings-editor .setting-item-contents", { hasText: title }).waitFor();
    }
    await page().keyboard.press("Escape");
  });

  it("the walkthrough's step open, step learn, step write, step replay, step explain: words and picture", async () => {
    const [{ title, steps }] = manifest.contributes.walkthroughs;
    await runCommand(page(), "View: Close All Editors");
    await runCommand(page(), "View: Toggle Primary Side Bar Visibility"); // where there is no room there is no picture
    await runCommand(page(), "Welcome: Open Walkthrough...");
    await pickFromList(page(), title);
    for (const { id, title: name, media } of steps) {
      const step = page().locator(`[data-step-id="mangrove.mangrove#start#${id}"]`);
      await step.locator(".step-title").click();
      await step.and(page().locator("[aria-expanded=true]")).waitFor();
      const [said, ...text] = (await step.innerText()).split("\n");
      assert.equal(said, name);
      assert.doesNotMatch(text.join(), /[`*_]{1,2}\w/, "marks that the page does not render");
      const picture = page().locator(".getting-started-media img");
      await picture.and(page().getByAltText(media.altText)).waitFor();
      assert.ok((await picture.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))) > 0);
    }
  });

  it("mangrove.openSample opens a copy of it in a window of its own", async () => {
    const opened = page().context().waitForEvent("page");
    await runCommand(page(), "Mangrove: Open the Sample");
    const other = await opened;
    await other.waitForURL(/sample-ssh/);
    await other.close();
  });
});
