/**
 * The real VS Code on a page: a fresh profile, a copy of a folder as the workspace, the packaged extension, a headless
 * browser. For tests of what a person sees, and for the pictures in the documentation.
 */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { launchBrowser } from "../browser.ts";
import { vsix } from "../paths.ts";
import { startEditor, type EditorServer } from "./server.ts";

export type Theme = "light" | "dark";

export type WorkbenchOptions = {
  /** The workspace; it is copied, so that a test can change it. */
  readonly folder: string;
  readonly theme?: Theme;
  /** Of the window, in CSS pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Pixels of a picture for each of them; 1 if absent. */
  readonly scale?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment; the extension host inherits it. */
  readonly env?: Readonly<Record<string, string>>;
  /** Lets the page run extension tests. */
  readonly driver?: boolean;
};

export type Workbench = {
  readonly page: Page;
  readonly server: EditorServer;
  /** The workspace's own copy of `folder`. */
  readonly workspace: string;
  close(): Promise<void>;
};

const themes = { light: "Light Modern", dark: "Dark Modern" } as const;

/** Opens the folder and resolves when the window is drawn and knows the extension. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const workbench = await prepareWorkbench(options);
  try {
    await workbench.page.goto(workbench.server.url(workbench.workspace));
    await workbench.page.locator(".activitybar .action-label[aria-label=Mangrove]").waitFor();
    return workbench;
  } catch (error) {
    await workbench.close();
    throw error;
  }
}

/** All of it but the navigation, for who must prepare the page first. */
export async function prepareWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const scratch = await mkdtemp(join(tmpdir(), "mangrove-editor-"));
    closers.push(() => rm(scratch, { recursive: true, force: true, maxRetries: 5 }));
    const workspace = join(scratch, "workspace", basename(options.folder));
    await cp(options.folder, workspace, { recursive: true });
    const theme = themes[options.theme ?? "dark"];
    const server = await startEditor({
      profile: join(scratch, "profile"),
      vsix,
      settings: { "workbench.colorTheme": theme, ...options.settings },
      ...(options.env && { env: options.env }),
      driver: options.driver ?? false,
    });
    closers.push(() => server.stop());
    const browser = await launchBrowser();
    closers.push(() => browser.close());
    const page = await browser.newPage({
      viewport: options.size ?? { width: 1440, height: 900 },
      deviceScaleFactor: options.scale ?? 1,
      colorScheme: options.theme ?? "dark",
      reducedMotion: "reduce",
    });
    return { page, server, workspace, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs a command by its whole title in the command palette, as a person does. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await ask(page, "F1", `>${title}`);
  await named(page, title).click();
}

/** Opens a file of the workspace by its name. */
export async function openFile(page: Page, name: string): Promise<void> {
  await ask(page, "ControlOrMeta+P", name);
  await named(page, name).click(); // Enter would take the one that was opened last
  await page.locator(".tabs-container .tab.active").filter({ hasText: name }).waitFor();
}

/** Puts the cursor of the open editor on a 1-based line, which comes into the middle of the view. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await ask(page, "Control+G", `:${line}`);
  await page
    .locator(".quick-input-list .monaco-list-row")
    .filter({ hasText: `line ${line}` })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await page
    .locator("#status\\.editor\\.selection")
    .filter({ hasText: `Ln ${line},` })
    .waitFor();
}

/** Opens a quick input by its key, and types. A key that comes while the focus is on its way gets lost, so it is pressed again. */
async function ask(page: Page, key: string, text: string): Promise<void> {
  const input = page.locator(".quick-input-widget input");
  for (let presses = 0; presses < 5; presses++) {
    await page.keyboard.press(key);
    const isOpen = await input.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    if (isOpen) break;
  }
  await input.fill(text);
}

/** The first entry of the open list with exactly this name. */
function named(page: Page, name: string): Locator {
  const label = page.locator(".label-name").getByText(name, { exact: true });
  return page.locator(".quick-input-list .monaco-list-row").filter({ has: label }).first();
}

/** Inside the Mangrove panel, as far as the window shows it: VS Code puts it into a frame within a frame. */
export function panelOf(page: Page): FrameLocator {
  return page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
}
