/**
 * Installs code-server, the real VS Code for the browser, from the npm registry. It lives outside the project, once per
 * machine and version: a plain install of it among our own dependencies would need a C++ compiler.
 *
 * The folder appears by one rename when it is complete, so a half-finished installation is never used, and two
 * installations at the same time do not disturb each other.
 */
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rename, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, sharedCache } from "../paths.ts";
import { runQuietly } from "../processes.ts";

const source = join(root, "scripts", "editor");
const inputs = ["package.json", "package-lock.json", ".npmrc"];
const standIns = ["spdlog", "native-watchdog"];
/** To be raised when `install` below does something else, so that older installations are not taken for it. */
const recipe = 1;
/** Megabytes: fetched, and taken on disk. For the question that is asked before. */
export const editorSize = { download: 200, disk: 620 };

/** Where the editor is, or will be, for the locked version and this kind of machine. */
async function editorFolder(): Promise<string> {
  const hash = createHash("sha256").update(`${recipe} ${process.platform} ${process.arch} ${process.versions.modules}`);
  for (const name of [...inputs, ...standIns.map((name) => `stand-ins/${name}.cjs`)]) {
    hash.update(await readFile(join(source, name)));
  }
  return join(sharedCache, `editor-${hash.digest("hex").slice(0, 16)}`);
}

const entryOf = (folder: string): string => join(folder, "node_modules", "code-server", "out", "node", "entry.js");

/** The editor's start script, or undefined if it is not installed yet. */
export async function installedEditor(): Promise<string | undefined> {
  const folder = await editorFolder();
  return existsSync(entryOf(folder)) ? entryOf(folder) : undefined;
}

/** Installs the editor if it is missing; resolves to its start script. */
export async function ensureEditor(): Promise<string> {
  const present = await installedEditor();
  if (present) return present;
  if (process.platform === "win32") throw new Error("code-server does not run on Windows. Install VS Code instead.");
  const folder = await editorFolder();
  console.log(`Installing code-server (VS Code for the browser) into ${folder} ...`);
  const unfinished = `${folder}.${process.pid}.tmp`;
  try {
    await install(unfinished);
    await rename(unfinished, folder).catch((error: unknown) => {
      if (!existsSync(entryOf(folder))) throw error; // else another installation was faster, and is as good
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return entryOf(folder);
}

async function install(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of inputs) await cp(join(source, name), join(folder, name));
  const npm = (cwd: string, ...args: string[]) =>
    runQuietly("npm", [...args, "--omit=dev", "--ignore-scripts", "--loglevel=error", "--no-audit"], { cwd });
  await npm(folder, "ci");
  // Its parts carry a shrinkwrap of their own, which `npm install` follows and `npm ci` refuses.
  const vscode = join(folder, "node_modules", "code-server", "lib", "vscode");
  await npm(vscode, "install");
  await npm(join(vscode, "extensions"), "install");
  for (const name of standIns) {
    await cp(join(source, "stand-ins", `${name}.cjs`), join(vscode, "node_modules", "@vscode", name, "index.js"));
  }
}
