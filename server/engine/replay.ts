/**
 * One replay, pure: bytes in, events out. The host pushes chunks of files, the replay says which files it wants next.
 */
import type { Program } from "../model/program.ts";
import type { ReplayEvent } from "./events.ts";

export interface ReplayFile {
  /** Workspace-relative, `/` as separator. */
  readonly path: string;
  /** Names of the sources whose `files` match it, in name order. */
  readonly sources: readonly string[];
  readonly size: number;
}

export interface ReplayOptions {
  readonly program: Program;
  readonly files: readonly ReplayFile[];
  readonly emit: (event: ReplayEvent) => void;
}
