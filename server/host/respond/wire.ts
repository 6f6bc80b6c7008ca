/** What goes between the host and the process of a playbook. Invariant: plain JSON, in batches where there may be much of it. */
import type { Result } from "../../engine/respond/action.ts";
import type { Claim, Decision, Doer, Question } from "../../engine/respond/executor.ts";
import type { Start } from "../../engine/respond/start.ts";
import type { PlaybookRun } from "../../engine/respond/trace.ts";
import type { Micros, Program } from "../../model/program.ts";

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

/** What a run needs to know of its start, and what its host does not know of its end: there may be thousands a second. */
export type Begun = Pick<Start, "id" | "raised" | "values"> & { readonly queued: Micros };
export type Ended = Pick<PlaybookRun, "id" | "started" | "ended" | "serial" | "result" | "error" | "steps">;

export type ToPlaybook =
  | Load
  | { readonly kind: "begin"; readonly runs: readonly Begun[] }
  | { readonly kind: "claimed"; readonly by: Doer; readonly claim: Claim }
  | { readonly kind: "decided"; readonly by: Doer; readonly decision: Decision };

export type FromPlaybook =
  | { readonly kind: "ended"; readonly runs: readonly Ended[] }
  | { readonly kind: "claim"; readonly key: string; readonly by: Doer }
  | { readonly kind: "release"; readonly key: string; readonly by: Doer; readonly result: Result | null }
  | { readonly kind: "ask"; readonly question: Question }
  /** A program that it started, by its process group, and that it has ended. */
  | { readonly kind: "program"; readonly group: number; readonly alive: boolean };
