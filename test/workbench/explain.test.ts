/** From the rule file to the explanation, as a person goes: replay, read the notes, follow the lens, unfold the forest. */
import assert from "node:assert/strict";
import { SHELL_RULES, shellFolder } from "../kit/shell.ts";
import { chooseFromMenu, goToLine, openFile, panelOf, press, runCommand, useWorkbench } from "../kit/workbench.ts";

describe("an explanation in the window", function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ folder: shellFolder(), size: { width: 1440, height: 1400 } });

  it("stands behind the lines of the rule, records first", async () => {
    const { page } = workbench();
    await openFile(page, "shell.grove");
    await runCommand(page, "Mangrove: Replay");
    await panelOf(page).getByRole("option").first().waitFor();
    await openFile(page, "shell.grove"); // the panel has taken half of its height, and perhaps the focus
    await goToLine(page, SHELL_RULES.slice(0, SHELL_RULES.indexOf("call:")).split("\n").length);
    await page.locator(".codelens-decoration a", { hasText: "never fired, 3 of 4 steps reached" }).waitFor();
    const notes = await page.locator(".view-line", { hasText: "call:" }).evaluate((line) =>
      [...line.querySelectorAll("span")]
        .map((span) => getComputedStyle(span, "::after"))
        .filter(({ content }) => content !== "none")
        .map(({ content }) => content.replaceAll('"', "").trim()),
    );
    assert.deepEqual(notes, ["2 records,", "0, stops here"]);
  });

  it("opens in the panel from the lens", async () => {
    const { page } = workbench();
    await page.locator(".codelens-decoration a", { hasText: "never fired, 3 of 4 steps reached" }).click();
    await panelOf(page).getByText("Stops here.").waitFor();
    assert.equal(await panelOf(page).locator(".ladder .name").innerText(), "web_shell");
  });

  it("has the rules in the forest below those that name them, down to the events", async () => {
    const { page } = workbench();
    await page.locator(".activitybar .action-label[aria-label=Mangrove]").click();
    const row = (name: string) => page.getByRole("treeitem", { name: new RegExp(`^${name}\\b`) });
    await row("probed_then_shell").waitFor();
    assert.equal(await row("upload_probe").count(), 0);
    await row("probed_then_shell").locator(".monaco-tl-twistie").click();
    await row("probe").locator(".monaco-tl-twistie").click();
    await row("upload_probe").waitFor();
  });

  it("is of the rule that is asked for, also behind a replay of another one alone", async () => {
    const { page } = workbench();
    const row = (name: string) => page.locator(".part.sidebar .monaco-list-row", { hasText: new RegExp(`^${name}`) });
    const explained = (name: string) => panelOf(page).locator(".ladder .name").getByText(name, { exact: true });
    await press(row("web_shell"), "Replay This Rule");
    await page.locator("#mangrove\\.mangrove\\.mangrove\\.status", { hasText: "of web_shell" }).waitFor();
    await panelOf(page).getByRole("tab", { name: "Explain" }).click();
    await explained("web_shell").waitFor();
    await chooseFromMenu(row("silent_deploy"), "Explain");
    await explained("silent_deploy").waitFor();
    await panelOf(page).locator(".ladder .step").first().waitFor();
  });
});
