/** What the language has and this version cannot run yet. The list of it is `model/support.ts`, and nowhere else. */
import { problemCheck } from "./diagnostic.ts";

export const notSupported = problemCheck("not-supported", "warning", "Not supported yet", ({ what, stops }) => ({
  message: stops
    ? `${what} is not supported yet, so this declaration is left out of replays. It is checked like all else. To run the rest of the declaration today, take this part out.`
    : `${what} is not supported yet, so replays leave it out. It stays as it is for a later version.`,
}));
