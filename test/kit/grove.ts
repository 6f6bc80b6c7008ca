/** The real command line, as it is packaged, in a process of its own. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../dist/grove.mjs", import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly bytes: Buffer;
  /** Stdout as JSON lines. */
  readonly objects: readonly Record<string, unknown>[];
}

export function grove(...args: readonly string[]): Run {
  const run = spawnSync(process.execPath, [program, ...args], { maxBuffer: 256 * 1024 * 1024 });
  const stdout = run.stdout.toString();
  return {
    code: run.status,
    stdout,
    stderr: run.stderr.toString(),
    bytes: run.stdout,
    get objects() {
      return stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}
