/**
 * Runs the program of an action. Invariant: no shell, so no text of a log is ever a command; the program lies in the
 * workspace folder or was listed and agreed to; its whole process group is gone when its time is up.
 */
import { spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Request } from "../../engine/respond/action.ts";
import type { Answer, Cancel } from "../../engine/respond/executor.ts";
import { duration } from "../../engine/order/duration.ts";
import type { Micros } from "../../model/program.ts";
import { isInside } from "../folder.ts";
import { resultOf } from "./result.ts";

/** Bytes that are kept; what a program writes beyond them is read and thrown away. */
const MOST_OUTPUT = 64 * 1024;
const MOST_COMPLAINT = 1024;
/** How long after its end the output of a program is waited for: what it leaves behind may hold that open for ever. */
const LAST_WORDS = 500;

export interface ExecSurroundings {
  readonly root: string;
  readonly programs: readonly string[];
  /** A process group was begun, or is gone. */
  readonly group: (id: number, alive: boolean) => void;
}

export function runProgram(
  request: Extract<Request, { kind: "exec" }>,
  timeout: Micros,
  { root, programs, group }: ExecSurroundings,
  then: (answer: Answer) => void,
): Cancel {
  const program = locate(request.program, root, programs);
  if (typeof program === "string") return soon(() => then({ ok: false, status: program, again: false }));
  let child: ChildProcess;
  try {
    child = spawn(program.path, request.arguments, {
      cwd: root,
      env: environment(),
      // A group of its own: its time limit ends what it has started, too.
      detached: process.platform !== "win32",
      shell: false,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
  } catch (error) {
    // An argument that no program can be given, such as one with a zero byte.
    const status = `it could not be started: ${(error as Error).message}`;
    return soon(() => then({ ok: false, status, again: false }));
  }
  const { pid } = child;
  if (pid !== undefined) group(pid, true);
  const output = keep(child.stdout!, MOST_OUTPUT);
  const complaint = keep(child.stderr!, MOST_COMPLAINT);
  let settled = false;
  const settle = (answer: Answer): void => {
    if (settled) return;
    end();
    then(answer);
  };
  const end = (): void => {
    settled = true;
    clearTimeout(timer);
    clearTimeout(drained);
    child.stdout?.destroy();
    child.stderr?.destroy();
    if (pid === undefined) return;
    killGroup(pid);
    group(pid, false);
  };
  const late = (): void => settle({ ok: false, status: `no answer within ${duration(timeout)}`, again: true });
  const timer = setTimeout(late, timeout / 1000);
  let drained: NodeJS.Timeout | undefined;
  child.on("error", (error) =>
    settle({ ok: false, status: `it could not be started: ${error.message}`, again: false }),
  );
  const ended = (code: number | null, signal: NodeJS.Signals | null): void => {
    const said = complaint().trim().split("\n")[0]!;
    if (code === 0) settle({ ok: true, status: "exit code 0", result: resultOf(output()) });
    else {
      const why = code === null ? `ended by ${signal}` : `exit code ${code}`;
      settle({ ok: false, status: said === "" ? why : `${why}: ${said}`, again: true });
    }
  };
  child.on("exit", (code, signal) => {
    if (settled) return;
    // It has said how it went: that something of it stays is no reason to call it late, and to run it once more.
    clearTimeout(timer);
    drained = setTimeout(() => ended(code, signal), LAST_WORDS);
  });
  child.on("close", ended);
  return () => {
    if (!settled) end();
  };
}

/** The whole group; it may be gone already. */
export function killGroup(pid: number): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    return; // nothing of it is left
  }
}

/** The program's path; a text says why it must not be run. */
function locate(program: string, root: string, programs: readonly string[]): { readonly path: string } | string {
  if (!programs.includes(program))
    return `\`${program}\` was not among the programs that were agreed to, so it was not run`;
  if (path.isAbsolute(program)) return { path: program };
  let real: string;
  try {
    real = fs.realpathSync(path.resolve(root, program));
    if (isInside(fs.realpathSync(root), real)) return { path: real };
  } catch {
    return `there is no program \`${program}\` in the workspace folder; write the absolute path of one that lies elsewhere`;
  }
  return `\`${program}\` leads out of the workspace folder; write the absolute path, so that it can be agreed to`;
}

/** Nothing of the editor's or the user's own environment but where programs are found. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return { LANG: "C.UTF-8", ...(PATH !== undefined && { PATH }), ...(SystemRoot !== undefined && { SystemRoot }) };
}

function keep(stream: NodeJS.ReadableStream, most: number): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    if (size < most) chunks.push(chunk.subarray(0, most - size));
    size += chunk.length;
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

function soon(then: () => void): Cancel {
  const timer = setImmediate(then);
  return () => clearImmediate(timer);
}
