/**
 * The pictures of the walkthrough, media/walkthrough/<step>-<look>.png: what a person sees at each of its steps, in a real VS Code
 * with the packaged extension; of the window the part that the step speaks of, as large as the walkthrough shows it. Invariant: a
 * picture is taken when what it shows is there, never after a wait.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { openFile, openWorkbench, panelOf, runCommand, type Theme } from "./editor/workbench.ts";
import { cache, root, sample } from "./paths.ts";
import { Stage } from "./tour/stage.ts";

/** The walkthrough shows a picture at two thirds of its pixels, and about so wide. */
const [width, scale] = [640, 1.5];
/** Heights of what a picture has of an editor, and of the panel. */
const [editor, tall] = [340, 470];
/** What stands around that in the window: the activity bar, the title bar, the status bar. */
const edge = { left: 48, top: 36, bottom: 32 };
const size = { width: edge.left + width, height: 640 };
const settings = {
  "editor.minimap.enabled": false,
  "breadcrumbs.enabled": false,
  "editor.fontSize": 12,
  "explorer.compactFolders": true,
};

const HALF_WRITTEN = `/// A password was guessed: some are refused, then one is taken.
rule guessed {
  severity high
  by       ip
  when     sequence within 10m {
    guesses: count(login_failed) >= 5
    entry:   login where user == `;

export async function takeWalkthrough(out = join(root, "media", "walkthrough")): Promise<void> {
  await mkdir(out, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), "mangrove-walkthrough-"));
  const folder = join(scratch, "hunt");
  try {
    await cp(join(sample, "logs"), join(folder, "logs"), { recursive: true });
    for (const theme of ["light", "dark"] as const) await walk(theme, folder, out);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function walk(theme: Theme, folder: string, out: string): Promise<void> {
  const workbench = await openWorkbench({ folder, theme, size, scale, settings });
  const { page, workspace, close } = workbench;
  /** A picture of a screen has few colours; those of words and severities take more than fit into half a byte. */
  const picture = async (name: string, y: number, height: number, colours = 16): Promise<void> => {
    await page.mouse.move(0, 0); // no hover on the picture
    const path = join(out, `${name}-${theme}.png`);
    await sharp(await page.screenshot({ clip: { x: edge.left, y, width, height } }))
      .png({ palette: true, colours, dither: 0, effort: 10 })
      .toFile(path);
    console.log(relative(root, path));
  };
  try {
    await openFile(page, "auth.log");
    await page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: "auth.log" }).first().waitFor();
    await picture("open", edge.top, editor);

    await runCommand(page, "View: Toggle Primary Side Bar Visibility"); // room for the text
    await runCommand(page, "Mangrove: Learn Source from Log File");
    await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "web1" }).first().waitFor();
    await page.keyboard.press("Enter");
    await shown(page, "auth.grove");
    await page.locator(".codelens-decoration").filter({ hasText: "Replay" }).first().waitFor();
    await picture("learn", edge.top, editor);

    const rules = join(workspace, "auth.grove");
    const whole = await readFile(join(sample, "ssh.grove"), "utf8");
    await writeFile(rules, `${whole}\n${HALF_WRITTEN}`);
    await page.locator(".view-line").filter({ hasText: "workspace" }).first().waitFor(); // the editor has it
    await page.keyboard.press("Control+End");
    await page.locator(".view-line").filter({ hasText: "guesses:" }).last().waitFor();
    await page.locator(".squiggly-error").first().waitFor(); // the server has read it
    await page.keyboard.type('"');
    await new Stage(workbench).suggest("in the logs");
    await picture("write", size.height - edge.bottom - editor, editor, 24);
    await page.keyboard.press("Escape");
    await runCommand(page, "File: Revert File");
    await writeFile(rules, whole);
    await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
    await runCommand(page, "Mangrove: Replay");
    await runCommand(page, "View: Toggle Maximized Panel");
    await page.setViewportSize({ ...size, height: edge.top + tall + edge.bottom });
    const panel = panelOf(page);
    await panel.getByRole("option").first().click();
    await panel.locator("[role=option][aria-selected=true]").waitFor();
    await picture("replay", edge.top, tall, 24);

    await panel.getByRole("tab", { name: "Explain" }).click();
    await panel.getByText("Near misses").first().waitFor();
    await picture("explain", edge.top, tall);
  } catch (error) {
    await page.screenshot({ path: join(cache, "walkthrough-failed.png") });
    throw error;
  } finally {
    await close();
  }
}

async function shown(page: Page, file: string): Promise<void> {
  await page.locator(".tab.active").filter({ hasText: file }).waitFor();
}
