/** A VS Code that the person already has: its `code` command, where there is a display to show a window on. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { explain } from "../explain.ts";
import { run, runQuietly } from "../processes.ts";

const windows = process.platform === "win32";

/** The path of `code`, or undefined if there is none or no display. */
export function findCode(): string | undefined {
  const hasDisplay =
    windows || process.platform === "darwin" || !!(process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"]);
  if (!hasDisplay) return undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, windows ? "code.cmd" : "code")).find(isExecutable);
}

/** Installs the package into that VS Code and opens the folder there; false if it refuses. */
export async function openInCode(code: string, vsix: string, folder: string): Promise<boolean> {
  // A .cmd file needs a shell, and a shell needs quotes.
  const quote = (text: string): string => (windows ? `"${text}"` : text);
  const options = { shell: windows };
  try {
    await runQuietly(quote(code), ["--install-extension", quote(vsix), "--force"], options);
    return (await run(quote(code), [quote(folder)], options)) === 0;
  } catch (error) {
    console.error(explain(error));
    return false;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
