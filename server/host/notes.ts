/** What the user should know of a replay beside its events. `at` is where in the rules it is to be mended. */
import type { Location } from "../model/program.ts";
import type { Summary } from "../engine/events.ts";

export interface Note {
  readonly severity: "error" | "warning" | "information";
  readonly message: string;
  readonly at?: Location;
}

export type Outcome =
  | { readonly ok: true; readonly summary: Summary; readonly notes: readonly Note[]; readonly milliseconds: number }
  | { readonly ok: false; readonly message: string; readonly at?: Location };
