/** What a keyboard does to a rule file, with the suggestions that come up by themselves. */
import assert from "node:assert/strict";
import { openFile, sample, useWorkbench } from "../kit/workbench.ts";

describe("typing in the window", function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ folder: sample });

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
