/** What goes into the replay's thread and what comes out; all of it plain data. */
import type { ReplayEvent, Summary } from "../engine/events.ts";
import type { ReplayFile } from "../engine/replay.ts";
import type { Program } from "../model/program.ts";
import type { Note } from "./notes.ts";

export interface Job {
  readonly root: string;
  readonly program: Program;
  readonly files: readonly ReplayFile[];
  /** Four bytes; anything but 0 cancels. */
  readonly cancel: SharedArrayBuffer;
}

export type WorkerMessage =
  | { readonly kind: "events"; readonly events: readonly ReplayEvent[] }
  | {
      readonly kind: "done";
      readonly summary: Summary;
      readonly notes: readonly Note[];
      readonly milliseconds: number;
    };
