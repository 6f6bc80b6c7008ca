/** `no` that has no deadline where it needs one, or has one where there is none. */
import { problemCheck } from "./diagnostic.ts";
import { insertAt } from "./words.ts";

const messages = {
  leading:
    "This `no` stands before all other steps: without a window it would ask about all of the past. Say how far back it looks, as in `no login within 1h`.",
  trailing:
    "This `no` stands behind all other steps: without a deadline it could never be said to hold. Say how long to wait, as in `no logout within 30m`.",
  between:
    "This `no` stands between two steps, which are its limits already, so that a window of its own has no meaning. Leave it out.",
  "in-all":
    "`no` in an `all` is about the window of the `all`, so that a window of its own has no meaning. Leave it out.",
} as const;

export const absenceWindow = problemCheck(
  "absence-window",
  "error",
  "`no` lacks its window, or has one that means nothing",
  ({ position, location }) => ({
    message: messages[position],
    fixes:
      position === "leading" || position === "trailing"
        ? [insertAt(location, "Add `within 30m`", " within 30m")]
        : undefined,
  }),
);
