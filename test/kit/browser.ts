/** A browser for a test file: `const browser = useBrowser()` in a `describe`, closed by itself at its end. */
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../scripts/browser.ts";

/** Starts the headless browser; whoever calls it closes it. */
export const launch = (): Promise<Browser> => launchBrowser();

/** The same as hooks of the surrounding `describe`: one browser for all its tests. */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined;
  before(async function () {
    this.timeout(120_000); // the first run on a machine may have to install it
    browser = await launch();
  });
  after(async () => browser?.close());
  return () => {
    if (!browser) throw new Error("The browser is there inside a test only.");
    return browser;
  };
}
