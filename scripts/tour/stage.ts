/**
 * A window of the real VS Code in front of a camera: what a person does there, and stills or frames of it. Invariant: a frame is
 * taken when what it shows is there, never after a wait, so that a slow machine takes the same ones.
 */
import type { Locator, Page } from "playwright-core";
import { panelOf, type Workbench } from "../editor/workbench.ts";

export type Frame = { readonly png: Buffer; milliseconds: number };

export class Stage {
  readonly page: Page;
  /** The folder that holds the workspace. */
  readonly workspace: string;
  readonly frames: Frame[] = [];
  private readonly filming: boolean;

  constructor({ page, workspace }: Workbench, filming = false) {
    this.page = page;
    this.workspace = workspace;
    this.filming = filming;
  }

  /** What is seen now stands for so long; what did not change stands longer. */
  async hold(milliseconds: number): Promise<void> {
    if (!this.filming) return;
    const png = await this.page.screenshot();
    const last = this.frames.at(-1);
    if (last?.png.equals(png)) last.milliseconds += milliseconds;
    else this.frames.push({ png, milliseconds });
  }

  async still(path: string): Promise<void> {
    // A tip of a tab shows where the folder lies on this machine.
    await this.page.locator(".workbench-hover").first().waitFor({ state: "hidden" });
    await this.page.screenshot({ path });
  }

  /** Presses keys as a person does; the film has a frame for every few of them. */
  async type(text: string): Promise<void> {
    for (let from = 0; from < text.length; from += KEYS) {
      await this.page.keyboard.type(text.slice(from, from + KEYS), { delay: 20 });
      await this.hold(25 * KEYS);
    }
  }

  /** Ends a line; a list of suggestions that came up by itself must not take the key. */
  async enter(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("Enter");
  }

  /** From the palette, as the film shows it. */
  async command(title: string, milliseconds = 700): Promise<void> {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor();
    await input.fill(`>${title}`);
    await this.quickPick(title, milliseconds);
  }

  /** Takes the entry of an open list. */
  async quickPick(entry: string, milliseconds = 700): Promise<void> {
    await this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: entry }).first().waitFor();
    await this.hold(milliseconds);
    await this.page.keyboard.press("Enter");
  }

  async click(target: Locator, milliseconds = 500): Promise<void> {
    await target.waitFor();
    if (this.filming) await this.point(target);
    await this.hold(milliseconds);
    await target.click();
  }

  /** Puts the text cursor there, 1-based. */
  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press("Control+G");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    const status = this.page.locator("#status\\.editor\\.selection");
    await status.filter({ hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  /** A browser's picture has no pointer; the film draws one. */
  private async point(target: Locator): Promise<void> {
    const box = await target.boundingBox();
    if (!box) return;
    await this.page.evaluate(
      ([x, y]) => {
        const id = "pointer-of-the-film";
        const pointer = document.getElementById(id) ?? document.body.appendChild(document.createElement("div"));
        pointer.id = id;
        Object.assign(pointer.style, {
          ...{ position: "fixed", zIndex: "100000", width: "18px", height: "18px", pointerEvents: "none" },
          ...{ left: `${x}px`, top: `${y}px`, borderRadius: "50%" },
          ...{ background: "rgba(255, 200, 60, 0.55)", border: "2px solid rgb(255, 170, 0)" },
        });
      },
      [box.x + Math.min(box.width / 2, 60) - 9, box.y + box.height / 2 - 9] as const,
    );
  }

  async hidePointer(): Promise<void> {
    await this.page.evaluate(() => document.getElementById("pointer-of-the-film")?.remove());
    await this.page.mouse.move(0, 0);
  }

  /** Drags the panel's upper edge until the panel is so high. */
  async raisePanel(height: number): Promise<void> {
    const panel = this.page.locator(".part.panel");
    await panel.waitFor();
    const box = await panel.boundingBox();
    if (!box) return;
    // Of the edges that can be dragged, the one nearest to the panel's upper end.
    const edges = await this.page
      .locator(".monaco-sash.horizontal:not(.disabled)")
      .evaluateAll((sashes) =>
        sashes.map((sash) => sash.getBoundingClientRect()).map(({ y, height }) => y + height / 2),
      );
    const edge = edges.sort((a, b) => Math.abs(a - box.y) - Math.abs(b - box.y))[0] ?? box.y;
    await this.page.mouse.move(box.x + 200, edge);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + 200, box.y + box.height - height, { steps: 4 });
    await this.page.mouse.up();
  }

  /** The first row of the panel's list, once a replay has filled it. */
  detection(text: string): Locator {
    return panelOf(this.page).getByRole("option").filter({ hasText: text }).first();
  }

  /** Opens a file by its name; one that was just written may be unknown to the editor for a moment. */
  async open(name: string): Promise<void> {
    const entry = this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: name }).first();
    for (let tries = 0; tries < 10; tries++) {
      await this.page.keyboard.press("ControlOrMeta+P");
      await this.page.locator(".quick-input-widget input").fill(name);
      if (await isSeen(entry)) break;
      await this.page.keyboard.press("Escape");
    }
    await entry.click(); // Enter might take another one
    await this.page.mouse.move(0, 0); // a tab under the pointer would show its path
    await this.page.locator(".tab.active").filter({ hasText: name }).waitFor();
  }

  /** Asks for suggestions until this one is there: the logs may still be read. */
  async suggest(text: string): Promise<void> {
    const wanted = this.suggestion(text);
    for (let tries = 0; tries < 10; tries++) {
      if (await isSeen(wanted)) return;
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+Space");
    }
    await wanted.waitFor();
  }

  suggestion(text: string): Locator {
    return this.page.locator(".suggest-widget .monaco-list-row").filter({ hasText: text }).first();
  }

  lens(text: string): Locator {
    return this.page.locator(".codelens-decoration a").filter({ hasText: text }).first();
  }
}

const KEYS = 3;

/** Whether it comes within three seconds. */
function isSeen(target: Locator): Promise<boolean> {
  return target.waitFor({ timeout: 3000 }).then(
    () => true,
    () => false,
  );
}
