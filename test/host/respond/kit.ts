/** The live executor with real processes on this machine, for tests. */
import fs from "node:fs";
import path from "node:path";
import type { PlaybookRun } from "../../../server/engine/respond/trace.ts";
import { plannedCalls } from "../../../server/engine/respond/planned.ts";
import { LiveResponder, type LiveOptions } from "../../../server/host/respond/pool.ts";
import type { Program } from "../../../server/model/program.ts";
import { startOf, type Given } from "../../engine/respond/kit.ts";
import { folderOf } from "../../kit/folder.ts";

/** Executable files in a workspace folder. */
export function scripts(files: Readonly<Record<string, string>>): string {
  const root = folderOf(files);
  for (const name of Object.keys(files)) fs.chmodSync(path.join(root, name), 0o755);
  return root;
}

/** Answers with its first argument and how many it had. */
export const ECHO = '#!/bin/sh\nprintf \'{"text":"%s","deep":{"count":%s}}\' "$1" "$#"\n';

export async function live(
  root: string,
  program: Program,
  given: readonly Given[],
  options: Partial<Pick<LiveOptions, "ask" | "limits" | "agreed">> = {},
): Promise<readonly PlaybookRun[]> {
  const runs: PlaybookRun[] = [];
  const responder = new LiveResponder({
    root,
    program,
    agreed: plannedCalls(program),
    run: (run) => runs.push(run),
    ask: () => Promise.resolve({ approved: false, by: null }),
    ...options,
  });
  try {
    for (const each of given) await responder.offer(startOf(program, each));
    await responder.settled();
  } finally {
    responder.close();
  }
  return runs;
}

export const stepsOf = ({ steps }: PlaybookRun): readonly string[] =>
  steps.map(({ label, action, outcome, attempts }) =>
    [label ?? action, outcome, ...attempts.map(({ status }) => status)].join(": "),
  );
