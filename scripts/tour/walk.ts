/**
 * Walks the tour's steps in a folder of its own, with the `grove` that was built. Invariant: commands see a copy of the samples,
 * never the samples themselves.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { grove, root } from "../paths.ts";
import type { Step } from "./pages.ts";

export type Ran = { readonly code: number | null; readonly output: string };

/** Makes the folder what the first page begins with. */
export function prepare(folder: string): void {
  cpSync(join(root, "samples"), join(folder, "samples"), { recursive: true });
}

/** Commands end with 0, or with 1 where `grove` found what it was asked for. */
export function take(step: Step, folder: string): Ran {
  if (step.kind === "file") {
    const path = join(folder, step.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, step.text);
    return { code: 0, output: "" };
  }
  const script = `grove() { "$NODE" "$GROVE" "$@"; }\n${step.command}`;
  const { status, stdout, stderr } = spawnSync("sh", ["-euc", script], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NODE: process.execPath, GROVE: grove },
  });
  return { code: status, output: stdout + stderr };
}
