/** From the command to the log line, as a person goes: replay, pick a detection, click its evidence; and what the keyboard does to a rule. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openFile, panelOf, runCommand, sample, useWorkbench } from "../kit/workbench.ts";

type Expected = {
  readonly rule: string;
  readonly key: { readonly ip: string };
  readonly records: readonly { readonly file: string; readonly line: number }[];
};

/** Written by the sample's generator together with the logs; the engine had no part in it. */
const { detections } = JSON.parse(await readFile(join(sample, "expected.json"), "utf8")) as {
  detections: readonly Expected[];
};

describe("a replay in the window", function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ folder: sample });

  it("names the language of a rule file in the status bar", async () => {
    const { page } = workbench();
    await openFile(page, "ssh.grove");
    await page.locator("#status\\.editor\\.mode").filter({ hasText: "Mangrove" }).waitFor();
  });

  it("fills the panel with the detections that the sample's story tells", async () => {
    const { page } = workbench();
    await runCommand(page, "Mangrove: Replay");
    const rows = panelOf(page).getByRole("option");
    await rows.nth(detections.length - 1).waitFor();
    const shown = await rows.allInnerTexts();
    assert.equal(shown.length, detections.length);
    for (const { rule, key } of detections) {
      assert.equal(
        shown.filter((text) => text.includes(rule) && text.includes(key.ip)).length,
        detections.filter((other) => other.rule === rule && other.key.ip === key.ip).length,
        `rows of ${rule} for ${key.ip}`,
      );
    }
  });

  it("opens the log at the line of evidence that is clicked", async () => {
    const { page } = workbench();
    const guessed = detections.find(({ rule }) => rule === "guessed_password");
    const last = guessed?.records.at(-1);
    assert.ok(guessed && last);
    await panelOf(page).getByRole("option").filter({ hasText: guessed.rule }).first().click();
    await panelOf(page).getByTitle(`${last.file}:${last.line}`).click();
    await page.locator(".tab.active").filter({ hasText: "auth.log" }).waitFor();
    await page
      .locator("#status\\.editor\\.selection")
      .filter({ hasText: `Ln ${last.line},` })
      .waitFor();
    const breadcrumbs = await page.locator(".breadcrumbs-control").first().innerText();
    assert.deepEqual(breadcrumbs.split(/\s+/).filter(Boolean), last.file.split("/"));
  });

  it("tells in the side bar how often each rule fired, and opens the rule that is clicked", async () => {
    const { page } = workbench();
    await page
      .locator(".activitybar .action-item")
      .filter({ has: page.locator('[aria-label="Mangrove"]') })
      .click();
    const rules = page.locator(".pane-body .monaco-list-row").filter({ hasText: "1 detection" });
    await rules.nth(detections.length - 1).waitFor();
    await rules.filter({ hasText: "knock_then_login" }).click();
    await page.locator(".tab.active").filter({ hasText: "ssh.grove" }).waitFor();
  });

  it("breaks the line with Enter behind a closing quote and behind a length of time", async () => {
    const { page } = workbench();
    await openFile(page, "ssh.grove");
    await page.locator("#status\\.editor\\.mode").filter({ hasText: "Mangrove" }).waitFor();
    await page.locator(".monaco-editor .view-lines").first().click();
    await page.keyboard.press("Control+End");
    for (const text of ["\n", "source typed from application {", 'files "logs/auth.log"', "lateness 30s", "idle 2m"]) {
      await page.keyboard.type(text, { delay: 60 });
      await page.keyboard.press("Enter");
    }
    const lines = page.locator(".monaco-editor .view-line");
    await lines.filter({ hasText: "idle" }).last().waitFor();
    const shown = (await lines.allInnerTexts()).map((line) => line.replaceAll("\u00a0", " ").trim());
    for (const line of ['files "logs/auth.log"', "lateness 30s", "idle 2m"])
      assert.ok(shown.includes(line), `${line} in ${shown.join("|")}`);
  });
});
