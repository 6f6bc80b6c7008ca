/** One rule over one log as a person sees it: replay, look at a detection, click its evidence, stand in the log. */
import assert from "node:assert/strict";
import { openFile, panelOf, runCommand, sample, useWorkbench } from "../kit/workbench.ts";

describe("the panel in the window", () => {
  const workbench = useWorkbench({ folder: sample });

  it("lists what surfaced, and opens the log at the line that was clicked", async () => {
    const { page } = workbench();
    await openFile(page, "ssh.grove");
    await runCommand(page, "Mangrove: Replay");
    const panel = panelOf(page);
    await panel.getByRole("option").filter({ hasText: "guessed_password" }).click();
    await panel.getByRole("treeitem").filter({ hasText: "Accepted" }).click();
    await page.locator(".tabs-container .tab.active").filter({ hasText: "auth.log" }).waitFor();
    await page.locator("#status\\.editor\\.selection").filter({ hasText: "Ln 38" }).waitFor();
  }).timeout(60_000);

  it("shows the rules and their hits in the side bar", async () => {
    const { page } = workbench();
    await page
      .locator(".activitybar .action-item")
      .filter({ has: page.locator('[aria-label="Mangrove"]') })
      .click();
    const rules = page.locator(".pane-body .monaco-list-row");
    await rules.filter({ hasText: "brute_force" }).filter({ hasText: "1 detection" }).waitFor();
    assert.equal(await rules.count(), 3);
    await rules.filter({ hasText: "knock_then_login" }).click();
    await page.locator(".tabs-container .tab.active").filter({ hasText: "ssh.grove" }).waitFor();
  }).timeout(60_000);
});
