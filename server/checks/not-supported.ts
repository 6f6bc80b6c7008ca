/** What the language has and this version cannot run yet. The list of it is `model/support.ts`, and nowhere else. */
import { problemCheck } from "./diagnostic.ts";

export const notSupported = problemCheck("not-supported", "error", "Not supported yet", ({ what, stops }) => ({
  severity: stops ? "error" : "warning",
  message: stops
    ? `${what} is not supported yet, so this declaration is left out of replays. Write it without, until a later version.`
    : `${what} is not supported yet, so replays leave it out. It stays as it is for a later version.`,
}));
