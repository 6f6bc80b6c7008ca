/** The real VS Code for a test file: `const workbench = useWorkbench({ folder })` in a `describe`, closed at its end. */
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { openWorkbench, panelOf, type Workbench, type WorkbenchOptions } from "../../scripts/editor/workbench.ts";
import { cache } from "../../scripts/paths.ts";

export { goToLine, openFile, panelOf, runCommand } from "../../scripts/editor/workbench.ts";
export { sample } from "../../scripts/paths.ts";

/** One window, with the packaged extension, for all tests of the surrounding `describe`. */
export function useWorkbench(options: WorkbenchOptions): () => Workbench {
  let workbench: Workbench | undefined;
  before(async function () {
    this.timeout(240_000); // the first run on a machine may have to install the editor and the browser
    workbench = await openWorkbench(options);
  });
  afterEach(async function () {
    // What was in sight says more than the text of a wait that ended.
    if (this.currentTest?.state !== "failed") return;
    await workbench?.page.screenshot({ path: join(cache, "workbench-failed.png") });
  });
  after(async function () {
    this.timeout(20_000);
    await workbench?.close();
  });
  return () => {
    if (!workbench) throw new Error("The window is there inside a test only.");
    return workbench;
  };
}

/** Shows a view container by the name of its picture in the activity bar; one that is shown already stays. */
export async function showSide(page: Page, name: string): Promise<void> {
  const item = page.locator(".activitybar .action-item", {
    has: page.locator(`.action-label[aria-label^="${name}"]`),
  });
  if (await item.evaluate((of) => of.classList.contains("checked"))) return;
  await item.click();
  await page.locator(".part.sidebar .composite.title", { hasText: new RegExp(name, "i") }).waitFor();
}

/** The button of a title bar or a row, which is there while the pointer is on its place. */
export async function press(place: Locator, button: string): Promise<void> {
  const target = place.locator(`.action-label[aria-label^="${button}"]`).first();
  for (let tries = 1; ; tries++) {
    await place.hover();
    try {
      return await target.click({ timeout: 3_000 });
    } catch (error) {
      if (tries === 5) throw error; // else the row was drawn anew beneath the pointer, which counts only once it moves
      await place.page().mouse.move(0, 0);
    }
  }
}

/** Opens the context menu of what is there and takes an entry. */
export async function chooseFromMenu(target: Locator, entry: string): Promise<void> {
  await target.click({ button: "right" });
  await pickFromMenu(target.page(), entry);
}

/** Takes an entry of the menu that is open; in its first moments a menu takes no click, so that nobody hits it by mistake. */
export async function pickFromMenu(page: Page, entry: string): Promise<void> {
  const target = page.locator(".monaco-menu .action-label").getByText(entry, { exact: true });
  const goesOn = (): void => undefined;
  await target.waitFor();
  for (let clicks = 0; clicks < 5 && (await target.count()) > 0; clicks++) {
    await target.click({ timeout: 2_000 }).catch(goesOn); // it may have been taken meanwhile
    await target.waitFor({ state: "detached", timeout: 1_000 }).catch(goesOn);
  }
}

/** Takes an entry of the list that the editor asks with. */
export async function pickFromList(page: Page, entry: string): Promise<void> {
  await page.locator(".quick-input-list .monaco-list-row", { hasText: entry }).first().click();
}

/** Once the panel shows this tab. */
export async function tabOf(page: Page, name: string): Promise<void> {
  await panelOf(page).locator("[role=tab][aria-selected=true]", { hasText: name }).waitFor();
}
