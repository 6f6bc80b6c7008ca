/** The pictures of docs/tour, page by page, in the state that the page has brought its reader to. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openWorkbench, panelOf, runCommand } from "../editor/workbench.ts";
import { company } from "../paths.ts";
import { tourPages, type Step } from "./pages.ts";
import { Stage } from "./stage.ts";
import { prepare, take } from "./walk.ts";

export type Look = {
  /** What the files are called behind the picture's name. */
  readonly suffix: string;
  readonly theme: "light" | "dark";
  readonly colorTheme: string;
};

export const looks: readonly Look[] = [
  { suffix: "light", theme: "light", colorTheme: "Light Modern" },
  { suffix: "dark", theme: "dark", colorTheme: "Dark Modern" },
  { suffix: "contrast", theme: "dark", colorTheme: "Default High Contrast" },
];

const size = { width: 1280, height: 800 };

/** Takes all pictures in one look; `file` gives the path of a picture. */
export async function takeStills(look: Look, file: (name: string) => string): Promise<void> {
  const settings = { "workbench.colorTheme": look.colorTheme, "editor.minimap.enabled": false };
  const scratch = await mkdtemp(join(tmpdir(), "mangrove-tour-"));
  try {
    prepare(scratch);
    for (const step of steps("1-learn.md").slice(0, 2)) take(step, scratch); // the folder with its logs
    const hunt = await openWorkbench({ folder: join(scratch, "hunt"), theme: look.theme, size, settings });
    try {
      await huntScenes(new Stage(hunt), file);
    } catch (error) {
      await hunt.page.screenshot({ path: file("failed") });
      throw error;
    } finally {
      await hunt.close();
    }
    const week = await openWorkbench({ folder: company, theme: look.theme, size, settings });
    try {
      await companyScenes(new Stage(week), file);
    } catch (error) {
      await week.page.screenshot({ path: file("failed") });
      throw error;
    } finally {
      await week.close();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const pages = tourPages();
const steps = (name: string): readonly Step[] => pages.find((page) => page.name === name)?.steps ?? [];

const HALF_WRITTEN = `/// Some passwords are refused, then one is taken, from one address.
rule guessed_password {
  severity high
  by       ip
  when     count(refused where user == `;

async function huntScenes(stage: Stage, file: (name: string) => string): Promise<void> {
  const { page } = stage;
  /** Writes the n-th file of a page into the workspace, beside what is open. */
  const write = (name: string, nth: number): void => {
    const files = steps(name).filter(({ kind }) => kind === "file");
    const step = files[nth];
    if (!step) throw new Error(`docs/tour/${name} has no file ${nth + 1} any more.`);
    take(step, dirname(stage.workspace));
  };

  await stage.command("Mangrove: Learn Source from Log File");
  await stage.quickPick("bastion");
  await page.locator(".tab.active").filter({ hasText: "auth.grove" }).waitFor();
  await stage.lens("Replay").waitFor();
  await stage.still(file("learn"));

  write("1-learn.md", 0);
  take({ kind: "file", path: "hunt/guessed.grove", text: HALF_WRITTEN }, dirname(stage.workspace));
  await stage.open("guessed.grove");
  await page.locator(".squiggly-error").first().waitFor(); // the server has read it
  await page.keyboard.press("Control+End");
  await stage.type('"');
  await stage.suggest("in the logs");
  await stage.still(file("complete"));
  await page.keyboard.press("Escape");
  await runCommand(page, "File: Revert File");

  write("2-write.md", 0);
  await stage.open("guessed.grove");
  const wrong = page.locator(".view-line").filter({ hasText: "users" });
  await page.locator(".squiggly-error").first().waitFor();
  const box = await wrong.locator("span span").last().boundingBox();
  if (box) await page.mouse.move(box.x + box.width - 14, box.y + box.height / 2);
  await page.locator(".monaco-hover").filter({ hasText: "Quick Fix" }).waitFor();
  await stage.still(file("mistake"));
  await page.mouse.move(0, 0);

  write("2-write.md", 1);
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  await runCommand(page, "View: Toggle Primary Side Bar Visibility"); // room for what the next pages are about
  await runCommand(page, "Mangrove: Replay");
  await stage.raisePanel(380);
  await stage.detection("guessed_password").click();
  await panelOf(page).getByTitle("logs/web1/auth.log:38").waitFor();
  await stage.open("guessed.grove");
  await stage.goTo(7, 5);
  await page.mouse.move(0, 0);
  await stage.still(file("replay"));
  await panelOf(page).getByTitle("logs/web1/auth.log:38").click();
  await page.locator(".tab.active").filter({ hasText: "auth.log" }).waitFor();
  await page.locator(".view-overlays .cdr[class*=ced-]").first().waitFor(); // the line is marked
  await page.mouse.move(0, 0);
  await stage.still(file("evidence"));

  write("5-test.md", 0); // early, so that the list of files knows it in time
  write("4-why.md", 0);
  await stage.open("knock.grove");
  await stage.lens("Replay").waitFor();
  await runCommand(page, "Mangrove: Replay");
  await stage.lens("never fired").click();
  await panelOf(page).getByText("Stops here.").waitFor();
  await page.mouse.move(0, 0);
  await stage.still(file("explain"));

  write("4-why.md", 1);
  await stage.open("tests.grove");
  await runCommand(page, "View: Toggle Panel Visibility");
  await runCommand(page, "Testing: Focus on Test Explorer View");
  const tests = page.locator(".test-explorer .monaco-list-row");
  await tests.filter({ hasText: "tests.grove" }).locator(".monaco-tl-twistie").click();
  await tests.filter({ hasText: "five guesses" }).waitFor();
  await runCommand(page, "Test: Run All Tests");
  await page.locator(".test-explorer .codicon-testing-passed-icon").first().waitFor();
  await page.mouse.move(0, 0);
  await stage.still(file("tests"));
}

async function companyScenes(stage: Stage, file: (name: string) => string): Promise<void> {
  const { page } = stage;
  const panel = panelOf(page);
  await stage.open("cases.grove");
  await page.locator(".activitybar .action-label[aria-label=Mangrove]").click();
  await runCommand(page, "Mangrove: Replay");
  await stage.raisePanel(380);
  const rows = panel.getByRole("listbox", { name: "Detections" }).getByRole("option");
  await rows.nth(1).waitFor();
  const query = panel.getByRole("combobox", { name: "Filter detections" });
  await query.fill("rule:database_theft");
  await rows.nth(1).waitFor({ state: "detached" });
  await query.press("Enter");
  await rows.first().click();
  await panel.getByRole("tree", { name: "Evidence" }).waitFor();
  await stage.lens("1 detection").waitFor();
  await page.mouse.move(0, 0);
  await stage.still(file("forest"));
  await runCommand(page, "View: Toggle Maximized Panel");
  await page.mouse.move(0, 0); // a tip of what has come under the pointer would lie over the panel
  await panel.getByRole("tab", { name: "Ranking" }).click();
  await panel.getByRole("treeitem").first().click();
  await page.mouse.move(0, 0);
  await stage.still(file("ranking"));
  await panel.getByRole("tab", { name: "Playbook runs" }).click();
  await panel.getByRole("option").filter({ hasText: "contain_server" }).first().click();
  await panel.getByText("Open playbook").waitFor();
  await page.mouse.move(0, 0);
  await stage.still(file("runs"));
}
