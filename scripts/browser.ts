/**
 * The Chromium that the tests of the panel and of the editor run in: one that is there, else Debian's package where we may
 * install packages, else Playwright's own download, else an error that says what to do.
 */
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { explain } from "./explain.ts";
import { program } from "./paths.ts";
import { run, runQuietly } from "./processes.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macApps = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The browser's executable: what $CHROMIUM names, else one in the PATH, else Playwright's; undefined if there is none. */
export function findBrowser(): string | undefined {
  const named = process.env["CHROMIUM"];
  if (named) {
    if (!isExecutable(named)) throw new Error(`$CHROMIUM names ${named}, which is no program that can be started.`);
    return named;
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...candidates, ...macApps, chromium.executablePath()].find(isExecutable);
}

/** Finds the browser, or installs it. */
export async function ensureBrowser(): Promise<string> {
  const present = findBrowser();
  if (present) return present;
  const attempts: string[] = [];
  if (existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    attempts.push("apt-get install chromium");
    console.log("Installing Chromium from Debian's packages ...");
    await installDebianPackage();
  }
  if (!findBrowser()) {
    attempts.push("playwright-core install chromium");
    console.log("Downloading Chromium (playwright-core install chromium) ...");
    await run(program("playwright-core"), ["install", "chromium"]).catch(() => 1);
  }
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    `The tests of the panel and of the editor need Chromium, and none was found.\nTried: ${attempts.join(", ")}.\n` +
      "Install Chromium or Chrome, or set CHROMIUM to the path of one, and run the tests again.",
  );
}

async function installDebianPackage(): Promise<void> {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  try {
    await runQuietly("apt-get", ["update"], options);
    await runQuietly("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"], options);
  } catch (error) {
    console.error(explain(error)); // the next way may still work
  }
}

/** Starts the browser headless, with nothing that talks to the network by itself. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureBrowser(),
    headless: true,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
