/**
 * Child processes and their end. Every process that a script starts is either awaited here or stopped together with its
 * whole group, so that no script leaves one behind.
 */
import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";

/** Runs a program to its end, its output passed through; resolves to its exit code (a signal counts as 1). */
export async function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  const child = spawn(command, args, { stdio: "inherit", ...options });
  const [code] = (await once(child, "exit")) as [number | null];
  return code ?? 1;
}

/** Runs a program quietly to its end; what it wrote is shown in the error if it fails. */
export async function runQuietly(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<string> {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} failed with exit code ${code}:\n${output.trimEnd()}`);
  return output;
}

/**
 * Stops a child that was started with `detached: true`, and all its descendants in its group: a polite signal first, then
 * a hard one after `patience` milliseconds. Resolves when the group is gone.
 */
export async function stopGroup(child: ChildProcess, patience = 4000): Promise<void> {
  const group = child.pid;
  if (group === undefined) return;
  const ended = child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, "exit");
  if (!signalGroup(group, "SIGTERM")) return;
  const timer = setTimeout(() => signalGroup(group, "SIGKILL"), patience);
  await ended;
  clearTimeout(timer);
  signalGroup(group, "SIGKILL");
}

/** False if nobody is left in the group. */
function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

/** Resolves at the first request to end: Ctrl-C, a termination signal, or the terminal going away. */
export function untilInterrupted(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  return promise;
}
