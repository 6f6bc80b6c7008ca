/** What goes between the host and the process of a playbook. Invariant: plain JSON, in batches where there may be much of it. */
import type { Result } from "../../engine/respond/action.ts";
import type { Claim, Decision, Doer, Question } from "../../engine/respond/executor.ts";
import type { Queued } from "../../engine/respond/queue.ts";
import type { PlaybookRun } from "../../engine/respond/trace.ts";
import type { Program } from "../../model/program.ts";

/** What a person agreed to: nothing else is called. */
export interface Allowed {
  /** Scheme, host and port of servers. */
  readonly origins: readonly string[];
  /** As they are written: absolute paths, or relative ones inside the workspace folder. */
  readonly programs: readonly string[];
}

export interface Load {
  readonly kind: "load";
  readonly playbook: string;
  readonly program: Pick<Program, "playbooks" | "actions" | "lists" | "tables">;
  /** The workspace folder. */
  readonly root: string;
  readonly allowed: Allowed;
}

export type ToPlaybook =
  | Load
  | { readonly kind: "begin"; readonly runs: readonly Queued[] }
  | { readonly kind: "claimed"; readonly by: Doer; readonly claim: Claim }
  | { readonly kind: "decided"; readonly by: Doer; readonly decision: Decision };

export type FromPlaybook =
  | { readonly kind: "ended"; readonly runs: readonly PlaybookRun[] }
  | { readonly kind: "claim"; readonly key: string; readonly by: Doer }
  | { readonly kind: "release"; readonly key: string; readonly by: Doer; readonly result: Result | null }
  | { readonly kind: "ask"; readonly question: Question }
  /** A program that it started, by its process group, and that it has ended. */
  | { readonly kind: "program"; readonly group: number; readonly alive: boolean };
