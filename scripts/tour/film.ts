/**
 * The moving picture of the front page: a source is learned, a rule is typed, the log is replayed, evidence is clicked, Explain says
 * what would fire. Invariant: all of it happens in the real VS Code; only the pace is the film's own.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { openWorkbench, panelOf } from "../editor/workbench.ts";
import { tourPages } from "./pages.ts";
import { Stage } from "./stage.ts";
import { prepare, take } from "./walk.ts";

const size = { width: 1120, height: 760 };
const LARGEST = 1_500_000; // bytes: a front page must come up quickly

/** Films and writes the file; resolves to its size and length. */
export async function film(path: string): Promise<{ readonly bytes: number; readonly seconds: number }> {
  const frames = await shoot(join(path, "..", "film-failed.png"));
  const { size: bytes } = await sharp(
    frames.map(({ png }) => png),
    { join: { animated: true } },
  )
    .webp({ delay: frames.map(({ milliseconds }) => milliseconds), loop: 0, quality: 70, mixed: true, minSize: true })
    .toFile(path);
  if (bytes > LARGEST) throw new Error(`The film has ${bytes} bytes, more than its limit of ${LARGEST}.`);
  return { bytes, seconds: frames.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000 };
}

async function shoot(failed: string): Promise<Stage["frames"]> {
  const scratch = await mkdtemp(join(tmpdir(), "mangrove-film-"));
  try {
    prepare(scratch);
    for (const step of tourPages()[0]!.steps.slice(0, 2)) take(step, scratch);
    const workbench = await openWorkbench({
      folder: join(scratch, "hunt"),
      theme: "dark",
      size,
      settings: { "editor.minimap.enabled": false, "breadcrumbs.enabled": false, "editor.cursorBlinking": "solid" },
    });
    const stage = new Stage(workbench, true);
    try {
      await play(stage);
      return stage.frames;
    } catch (error) {
      await stage.still(failed);
      throw error;
    } finally {
      await workbench.close();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function play(stage: Stage): Promise<void> {
  const { page } = stage;
  await stage.hold(600);
  await stage.command("Mangrove: Learn Source from Log File");
  await stage.quickPick("bastion");
  await page.locator(".tab.active").filter({ hasText: "auth.grove" }).waitFor();
  await stage.lens("Replay").waitFor();
  await stage.hold(1500);
  await page.keyboard.press("Control+B"); // the side bar has done its work
  await page.keyboard.press("Control+End");
  await stage.type("\nrule root_guessed {");
  await stage.enter();
  await stage.type("severity high");
  await stage.enter();
  await stage.type("by ip");
  await stage.enter();
  await stage.type('when count(auth_failed where user == "');
  await stage.suggest("in the logs");
  await stage.hold(1300);
  await stage.type("ro");
  await stage.suggest("root");
  await stage.hold(400);
  await page.keyboard.press("Tab");
  await stage.type(") >= 8 within 10m");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+S");
  await stage.hold(800);

  await stage.command("Mangrove: Replay");
  const row = stage.detection("auth_repeated_failures");
  await stage.raisePanel(370);
  await row.waitFor();
  await stage.hold(700);
  await stage.click(row, 500);
  const evidence = panelOf(page)
    .getByRole("tree", { name: "Evidence" })
    .getByTitle(/auth\.log:\d+$/)
    .first();
  await stage.click(evidence, 1000);
  await page.locator(".tab.active").filter({ hasText: "auth.log" }).waitFor();
  await page.locator(".view-overlays .cdr[class*=ced-]").first().waitFor(); // the line is there, and marked
  await page.locator(".view-line").filter({ hasText: "Failed password for" }).first().waitFor();
  await stage.hold(1500);

  await stage.hidePointer();
  await stage.open("auth.grove");
  await page.keyboard.press("Control+End");
  await stage.click(stage.lens("never fired"), 1300);
  const change = panelOf(page).locator(".link").filter({ hasText: "Try" }).first();
  await stage.click(change, 1800);
  await stage.lens("1 detection").waitFor();
  await stage.hold(600);
  await stage.click(panelOf(page).getByRole("tab", { name: "Detections" }), 500);
  await stage.detection("root_guessed").click();
  await stage.hidePointer();
  await stage.hold(2500);
}
