/** A pattern over several records without a `within`. */
import { insertAt } from "./words.ts";
import { problemCheck } from "./diagnostic.ts";

const what = {
  sequence: "A sequence of several steps",
  all: "`all`",
  condition: "A condition on aggregates",
} as const;

export const missingWindow = problemCheck(
  "missing-window",
  "error",
  "A pattern over several records without a window",
  ({ what: kind, location }) => ({
    message: `${what[kind]} needs a window: without one its records could lie years apart, and memory would grow for ever. Add \`within\`, for example \`within 10m\`.`,
    fixes: [insertAt(location, "Add `within 10m`", " within 10m")],
  }),
);
