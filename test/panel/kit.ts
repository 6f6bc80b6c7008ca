/**
 * The real panel for tests: its bundle and its page as they are packaged, in Chromium, tied to a real session over a real
 * store. Only VS Code between the two is played: it passes messages on, keeps the panel's state, and gives the colours of a theme.
 */
import fs from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { page as pageOf } from "../../client/panel/html.ts";
import type { ExplainResult, FromPanel, LogFile, Remembered, ToPanel, Wanted } from "../../client/panel/messages.ts";
import type { PanelFolder } from "../../client/panel/session.ts";
import { PanelSession } from "../../client/panel/session.ts";
import type { ReplayStore } from "../../client/store.ts";

const root = path.join(import.meta.dirname, "../..");
const origin = "http://panel.test";

export const THEMES = ["dark-modern", "light-modern", "high-contrast"] as const;
export type Theme = (typeof THEMES)[number];

export interface PanelOptions {
  readonly store: ReplayStore;
  readonly folder?: PanelFolder | null;
  readonly theme?: Theme;
  /** What the extension kept of a panel before this one. */
  readonly memory?: Remembered;
  /** What the language server answered when it was asked to explain. */
  readonly explain?: (rule: string, asked: string) => ExplainResult;
  /** What lies in the folder. */
  readonly logs?: readonly LogFile[];
  readonly size?: { readonly width: number; readonly height: number };
}

const unknown = (rule: string): ExplainResult => ({ ok: false, message: `There is nothing to tell of ${rule}.` });

export class PanelPage {
  readonly page: Page;
  /** What the panel said, in order. */
  readonly said: FromPanel[] = [];
  /** Files that were to be written. */
  readonly saved: { readonly name: string; readonly text: string }[] = [];
  /** What the panel wants to be kept. */
  remembered: Remembered | null = null;
  /** What went wrong in the page: exceptions, and what the content security policy refused. */
  readonly errors: string[] = [];
  private folder: PanelFolder | null;
  private session: PanelSession;
  private sending: Promise<void> = Promise.resolve();

  private constructor(page: Page, { store, folder = null, memory, explain = unknown, logs = [] }: PanelOptions) {
    this.page = page;
    this.folder = folder;
    const ignore = (): void => undefined;
    this.session = new PanelSession(
      store,
      () => this.folder,
      {
        openEvidence: ignore,
        openRule: ignore,
        openPlace: ignore,
        openPage: ignore,
        openStep: ignore,
        explain: (rule, asked) => Promise.resolve(explain(rule, asked)),
        tryFix: ignore,
        replayRule: ignore,
        createTest: ignore,
        findLogs: () => Promise.resolve(logs),
        sketchLogs: (found) => Promise.resolve(found),
        learnSource: ignore,
        save: (name, text) => this.saved.push({ name, text }),
        copy: ignore,
        remember: ignore,
        recall: () => memory,
        replay: ignore,
        stop: ignore,
        newRules: ignore,
        openFolder: ignore,
        openSample: ignore,
      },
      (message) => this.send(message),
    );
    store.onChange(() => this.session.update());
  }

  static async open(browser: Browser, options: PanelOptions): Promise<PanelPage> {
    const page = await browser.newPage({ viewport: options.size ?? { width: 1440, height: 345 } });
    const panel = new PanelPage(page, options);
    page.on("pageerror", (error) => panel.errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") panel.errors.push(message.text());
    });
    await page.exposeFunction("sayToExtension", (message: FromPanel) => panel.hear(message));
    await page.addInitScript(playVsCode, theme(options.theme ?? "dark-modern"));
    await page.route(`${origin}/**`, (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === "/") return route.fulfill({ contentType: "text/html", body: html });
      return route.fulfill({ path: path.join(root, pathname) });
    });
    await page.goto(`${origin}/`);
    await panel.settled();
    return panel;
  }

  /** All that the session sent has arrived and is drawn. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(() => document.querySelector(".app > *") !== null);
    // What is drawn may ask for evidence, whose answer is drawn again.
    for (let round = 0; round < 2; round++) {
      await this.sending;
      await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    }
  }

  /** As a command of the editor does. */
  show(wanted: Wanted): void {
    this.session.show(wanted);
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  private hear(message: FromPanel): void {
    if (message.type === "remember") this.remembered = message.ui;
    else if (message.type !== "drawn") this.said.push(message);
    this.session.receive(message);
  }

  private send(message: ToPanel): void {
    const text = JSON.stringify(message);
    // A page that is loaded anew meanwhile takes nothing, as a webview that is gone.
    this.sending = this.sending
      .then(() => this.page.evaluate((json) => window.postMessage(JSON.parse(json), "*"), text))
      .catch(() => undefined);
  }
}

const html = pageOf({
  script: `${origin}/dist/webview.js`,
  style: `${origin}/dist/webview.css`,
  origin,
  nonce: "0123456789abcdef",
});

function theme(name: Theme): Record<string, string> {
  const file = path.join(import.meta.dirname, "themes", `${name}.json`);
  return JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, string>;
}

/** Runs in the page, before everything else of it. */
function playVsCode(variables: Record<string, string>): void {
  const say = (message: unknown): void =>
    void (window as unknown as { sayToExtension(message: unknown): void }).sayToExtension(message);
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: say,
      getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined,
      setState: (state: unknown) => sessionStorage.setItem("state", JSON.stringify(state)),
    }),
  });
  document.addEventListener("DOMContentLoaded", () => {
    for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
  });
}
