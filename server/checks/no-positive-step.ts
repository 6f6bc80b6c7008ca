/** A pattern of nothing but absences and counts, or of nothing at all. */
import { problemCheck } from "./diagnostic.ts";

const WHAT = {
  sequence: "its steps in their order",
  all: "its members",
  any: "the events of which one is enough",
} as const;

export const noPositiveStep = problemCheck(
  "no-positive-step",
  "error",
  "A pattern without a step that takes a record",
  ({ of, empty }) => ({
    message: empty
      ? `This \`${of}\` is empty, so nothing could ever match it. Write ${WHAT[of]} between its braces, as in \`${of} { login_failed  login }\`.`
      : `No step of this \`${of}\` takes a record, so there is nothing at which it could fire. Add an event; for a count alone write \`when count(login_failed) >= 5 within 10m\`.`,
  }),
);
