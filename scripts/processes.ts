/**
 * Child processes and their end. Every process that a script starts is either awaited here or stopped together with its
 * whole group, so that no script leaves one behind.
 */
import { spawn, type ChildProcessByStdio, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";

const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

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

/** A child with a process group of its own. While it runs, the end of this process is its end too, however it comes. */
export type Group = {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** A polite signal to the whole group, then a hard one after `patience` milliseconds; resolves when it is gone. */
  stop(patience?: number): Promise<void>;
};

export function startGroup(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Group {
  const child = spawn(command, args, { detached: true, env, stdio: ["ignore", "pipe", "pipe"] });
  const kill = (signal: NodeJS.Signals): void => signalGroup(child.pid, signal);
  const atExit = (): void => kill("SIGKILL");
  // A signal ends a process without its `exit` event, unless somebody listens; who else listens decides what it means.
  const atSignal = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) === 1) process.exit(130);
  };
  process.on("exit", atExit);
  for (const signal of endings) process.on(signal, atSignal);
  return {
    child,
    stop: async (patience = 4000) => {
      const running = child.exitCode === null && child.signalCode === null;
      const ended = running ? once(child, "exit") : Promise.resolve();
      kill("SIGTERM");
      const timer = setTimeout(() => kill("SIGKILL"), patience);
      await ended;
      clearTimeout(timer);
      kill("SIGKILL"); // whoever of the group did not listen
      process.off("exit", atExit);
      for (const signal of endings) process.off(signal, atSignal);
    },
  };
}

function signalGroup(group: number | undefined, signal: NodeJS.Signals): void {
  if (group === undefined) return; // it never started
  try {
    process.kill(-group, signal);
  } catch {
    // nobody is left in the group
  }
}

/** Resolves at the first request to end: Ctrl-C, a termination signal, or the terminal going away. */
export function untilInterrupted(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of endings) process.on(signal, () => resolve());
  return promise;
}
