/** The packaged extension in a real VS Code, as a person sees it in the window. */
import { openFile, sample, useWorkbench } from "../kit/workbench.ts";

describe("the window", () => {
  const workbench = useWorkbench({ folder: sample });

  it("names the language of a rule file in the status bar", async () => {
    const { page } = workbench();
    await openFile(page, "ssh.grove");
    await page.locator("#status\\.editor\\.mode").filter({ hasText: "Mangrove" }).waitFor();
  }).timeout(30_000);
});
